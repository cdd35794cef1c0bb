import { randomUUID } from 'node:crypto';
import type { Message } from '../../adapters/chat/web/messages.ts';

export interface Event {
  readonly kind: string;
  readonly id: string;
  readonly messages: readonly Message[];
}

/** A page without a browser: it calls what the page calls, and reads the stream the page reads. */
export function visitor(url: string, who = 'requester') {
  const asking = { who, room: 'general', locale: 'en' };

  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
    });

  /** Opens the stream; `next` answers the events as they come. */
  async function live(lastId?: string) {
    const leave = new AbortController();
    const response = await fetch(`${url}/live?who=${who}`, {
      headers: lastId === undefined ? {} : { 'last-event-id': lastId },
      signal: leave.signal,
    });
    const events = response.body ? eventsOf(response.body) : undefined;
    return {
      async next(): Promise<Event> {
        const read = await events?.next();
        if (!read || read.done) throw new Error('the stream ended');
        return read.value;
      },
      leave: () => leave.abort(),
    };
  }

  return {
    post,
    live,
    hear: (body: unknown, more: object = {}) => post('/hear', { id: randomUUID(), ...asking, body, ...more }),
    /** What this person sees now. */
    async messages(): Promise<readonly Message[]> {
      const stream = await live();
      const { messages } = await stream.next();
      stream.leave();
      return messages;
    },
  };
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Event> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = Object.fromEntries(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
      );
      text = text.slice(end + 2);
      if (fields.data !== undefined)
        yield { kind: fields.event ?? '', id: fields.id ?? '', messages: JSON.parse(fields.data) };
    }
  }
}
