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
 * @typedef {object} Event
 * @property {string} id
 * @property {string} who
 * @property {string} room
 * @property {string} locale
 * @property {string} [thread]
 * @property {string} [under]
 * @property {{ words: string } | { press: Invocation } | { filled: Invocation }} body
 */

/**
 * Brings an event to the bot. It is sent again when the answer is lost; its id says that it is the same.
 * @param {Event} event
 * @returns {Promise<Reply>}
 */
export async function hear(event) {
  for (const pause of pauses) {
    try {
      return await call('/hear', event);
    } catch {
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
  return call('/hear', event);
}
