import type { ServerResponse } from 'node:http';
import type { PersonId } from '#kit';
import type { Message, Messages } from './messages.ts';
import { privateTo } from './people.ts';

/** The page may lag behind by this many bytes before it is cut off; it then comes back and asks for what it missed. */
const mostBehind = 8 * 1024 * 1024;

/**
 * Streams messages to one page: first all of them, or those that changed since `lastId`, then each as it changes.
 * An id is `<epoch>-<change>`; counting starts anew with every process, so an id of another epoch means "send all".
 */
export function stream(
  response: ServerResponse,
  messages: Messages,
  who: PersonId,
  epoch: string,
  lastId: string | undefined,
): void {
  const mine = (message: Message) =>
    (message.only === undefined || message.only === who) &&
    (!message.channel.startsWith('dm:') || message.channel === privateTo(who));
  const send = (event: string, data: unknown) => {
    response.write(`event: ${event}\nid: ${epoch}-${messages.changes}\ndata: ${JSON.stringify(data)}\n\n`);
    if (response.writableLength > mostBehind) response.destroy();
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 1000\n\n');
  const [of, change] = lastId?.split('-') ?? [];
  if (of === epoch && change !== undefined) send('some', messages.all(Number(change)).filter(mine));
  else send('all', messages.all().filter(mine));
  const stop = messages.watch((message) => {
    if (mine(message)) send('some', [message]);
  });
  response.on('close', stop);
}
