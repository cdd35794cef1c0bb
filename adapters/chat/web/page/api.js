/** @import { Reply } from '../hear.ts' */
/** @import { Invocation } from '../../../../src/view/view.ts' */

const pauses = [300, 1000, 3000];

/**
 * @param {string} path
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 */
export async function call(path, body, signal) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/**
 * Brings words, a press or a form to the bot. It is sent again when the answer is lost; its id says that it is the same.
 * @param {{ who: string, room: string, locale: string, thread?: string | undefined, under?: string | undefined,
 *   body: { words: string } | { press: Invocation } | { filled: Invocation } }} heard
 * @returns {Promise<Reply>}
 */
export async function hear(heard) {
  const event = { ...heard, id: crypto.randomUUID() };
  for (const pause of pauses) {
    try {
      return await call('/hear', event);
    } catch {
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
  return call('/hear', event);
}
