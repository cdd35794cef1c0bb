import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer.ts';
import { type Fields, isFields, parse } from './json.ts';

/** The most a JSON body may be; images are streams and never come here. */
const largest = 1 << 20;

/** The body as fields. A body that is a list is given under the empty name. */
export async function readBody(request: IncomingMessage): Promise<Fields | 'malformed'> {
  const pieces: Buffer[] = [];
  let size = 0;
  // Without an encoding set, a request's pieces are buffers.
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largest) return 'malformed';
    pieces.push(piece);
  }
  if (size === 0) return {};
  const body = parse(Buffer.concat(pieces).toString('utf8'));
  if (Array.isArray(body)) return { '': body };
  return isFields(body) ? body : 'malformed';
}

export async function send(
  response: ServerResponse,
  answer: Answer,
  extra: Readonly<Record<string, string>>,
): Promise<void> {
  const headers: Record<string, string> = { ...extra, ...answer.headers };
  if (answer.stream) {
    response.writeHead(answer.status, headers);
    await pipeline(answer.stream, response);
    return;
  }
  const body = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  if (body !== '' && !headers['content-type']) headers['content-type'] = 'application/json';
  if (answer.status !== 204) headers['content-length'] = String(Buffer.byteLength(body));
  response.writeHead(answer.status, headers).end(body);
}

/** Cuts the connection as a crashed machine does. */
export function drop(request: IncomingMessage): void {
  if ('resetAndDestroy' in request.socket) request.socket.resetAndDestroy();
}
