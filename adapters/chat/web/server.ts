import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import { type Desk, isLocale, type Log } from '#kit';
import { headers, stranger } from './guard.ts';
import { hears } from './hear.ts';
import { stream } from './live.ts';
import type { Messages } from './messages.ts';
import { pageFile } from './pages.ts';
import { channelOf, personOf, type Role, type Room } from './people.ts';
import { choosing, completing, hearing, watching } from './wire.ts';
import { chrome } from './words.ts';

const mostBody = 256 * 1024;

/** What was asked for cannot be given; the page's own fault, or somebody else's page. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

/** Serves the page, its calls and its stream of messages; nothing of it is reachable from another site. */
export function createPageServer(messages: Messages, desk: Desk, log: Log, signal: AbortSignal): Server {
  const epoch = randomUUID().slice(0, 8);
  const hear = hears(messages, desk, signal);

  const calls: Readonly<Record<string, (body: unknown, gone: AbortSignal) => Promise<unknown>>> = {
    '/hear': (body) => hear(parsed(hearing, body)),
    '/complete': (body, gone) => {
      const { line, who, room, locale } = parsed(completing, body);
      return desk.complete(line, personOf(who), placeOf(room, who), locale, gone);
    },
    '/choices': (body, gone) => {
      const { command, field, typed, who, room, locale } = parsed(choosing, body);
      return desk.choices(command, field, typed, personOf(who), placeOf(room, who), locale, gone);
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const why = stranger(request);
    if (why !== undefined) throw new Refused(403, why);
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      const call = calls[url.pathname];
      if (!call) throw new Refused(404, 'no such call');
      const left = new AbortController();
      response.on('close', () => left.abort());
      const body = await bodyOf(request);
      return json(response, 200, await call(body, AbortSignal.any([signal, left.signal])));
    }
    if (request.method !== 'GET') throw new Refused(405, 'only GET and POST');
    // For whoever watches the process: the bot answers.
    if (url.pathname === '/healthz') return json(response, 200, { ok: true });
    if (url.pathname === '/live') {
      const { who } = parsed(watching, Object.fromEntries(url.searchParams));
      const lastId = request.headers['last-event-id'];
      return stream(response, messages, personOf(who).id, epoch, Array.isArray(lastId) ? lastId[0] : lastId);
    }
    const [, locale = ''] = /^\/words\/(\w+)\.json$/.exec(url.pathname) ?? [];
    if (isLocale(locale)) return json(response, 200, chrome(locale));
    const file = await pageFile(url.pathname);
    if (!file) throw new Refused(404, 'nothing here');
    response.writeHead(200, { 'content-type': file.type }).end(file.body);
  }

  return createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response).catch((error: unknown) => {
      if (!expected(error, response)) log.error({ err: error, path: pathOf(request) }, 'the page got no answer');
      if (response.headersSent || response.destroyed) return void response.destroy();
      if (error instanceof Refused) return json(response, error.status, { problem: error.message });
      json(response, 500, { problem: 'failed' });
    });
  });
}

/** A refusal, or a visitor who left: what was still asked for them ends then. */
const expected = (error: unknown, response: ServerResponse): boolean =>
  error instanceof Refused ||
  (response.destroyed && error instanceof Error && (error.name === 'AbortError' || codeOf(error) === 'ECONNRESET'));

const codeOf = (error: Error) => ('code' in error ? error.code : undefined);

/** Without the query, which says who asks. */
const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';

const placeOf = (room: Room, who: Role) => ({ chat: 'web', channel: channelOf(room, who) });

function parsed<T>(shape: z.ZodType<T>, value: unknown): T {
  const { data, success } = shape.safeParse(value);
  if (!success) throw new Refused(400, 'not understood');
  return data;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new Refused(415, 'JSON only');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBody) throw new Refused(413, 'too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refused(400, 'not JSON');
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
