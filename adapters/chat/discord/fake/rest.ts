import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, type Sent } from './body.ts';
import type { Fault, Faults } from './faults.ts';
import type { RateName, Rates } from './rates.ts';
import { Refusal, refusal, tooFast } from './refusal.ts';

/** One call as it came in. */
export interface Asked extends Sent {
  /** A part of the path: `param('channel')` of `/channels/:channel`. */
  param(name: string): string;
  readonly query: URLSearchParams;
}

export interface Route {
  /** `PATCH /channels/:channel/messages/:message` */
  readonly on: string;
  readonly rate: RateName | 'none';
  /** Interactions: no bot token, and no part of the global limit. */
  readonly open?: true;
  /** Nothing is a 204. */
  answer(asked: Asked): unknown;
}

/** What was asked and what was answered, for a test to read. */
export interface Call {
  readonly route: string;
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
  readonly status: number;
  /** Discord's own code of a refusal. */
  readonly code?: number;
}

export interface RestSettings {
  readonly token: () => string;
  readonly now: () => number;
  readonly rates: Rates;
  readonly faults: Faults;
  readonly changed: () => void;
}

interface Answered {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers calls by the routes; every call is noted. */
export function openRest(routes: readonly Route[], settings: RestSettings) {
  const calls: Call[] = [];
  const { rates, faults } = settings;

  const answer = async (route: Route, asked: Asked, request: IncomingMessage): Promise<Answered> => {
    if (!route.open && request.headers.authorization !== `Bot ${settings.token()}`) throw refusal('unauthorized');
    const limited = route.open ? undefined : rates.takeGlobal();
    if (limited) throw limited;
    const { headers, refused } = route.rate === 'none' ? { headers: {} } : rates.take(route.rate, majorOf(asked));
    if (refused) return { ...answerOf(refused), headers: { ...headers, ...refused.headers } };
    try {
      const body = await route.answer(asked);
      return body === undefined ? { status: 204, headers } : { status: 200, body, headers };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...answerOf(error), headers: { ...headers, ...error.headers } };
    }
  };

  const note = (route: string, path: string, sent: Sent | undefined, { status, body }: Answered) => {
    if ([401, 403, 429].includes(status)) rates.counters.invalid++;
    const code = codeOf(body);
    const said = sent && sent.list.length > 0 ? sent.list : sent?.body;
    calls.push({ route, path, body: said, at: settings.now(), status, ...(code === undefined ? {} : { code }) });
    settings.changed();
  };

  return {
    calls,
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const path = url.pathname.replace(/^\/api(?:\/v\d+)?/, '');
      const sent = await bodyOf(request);
      const found = routeFor(routes, request.method ?? 'GET', path);
      const on = found?.route.on ?? `${request.method} ${path}`;
      await faults.wait(on);
      const fault = faults.next(on);
      const lost = fault && 'lose' in fault ? fault.lose : undefined;
      if (lost === 'request') return void request.socket.destroy();
      const answered = await decide();
      note(on, path, sent, answered);
      if (lost === 'reply') return void request.socket.destroy();
      write(response, answered);

      function decide(): Answered | Promise<Answered> {
        if (!found) return answerOf(refusal('notFound'));
        if (!sent) return answerOf(refusal('notJson'));
        if (fault && !('lose' in fault)) return answerOfFault(fault);
        const asked = { param: (name: string) => found.params[name] ?? '', query: url.searchParams, ...sent };
        return answer(found.route, asked, request).catch(answerOf);
      }
    },
  };
}

const answerOf = (error: unknown): Answered =>
  error instanceof Refusal
    ? { status: error.status, body: error.body, headers: error.headers }
    : { status: 500, body: { message: `a bug in the fake Discord: ${String(error)}`, code: 0 } };

function answerOfFault(fault: Exclude<Fault, { lose: unknown }>): Answered {
  if ('after' in fault) return answerOf(tooFast(fault.after, fault.scope ?? 'user'));
  return { status: fault.status, body: { message: fault.message ?? 'on demand', code: fault.code ?? 0 } };
}

/** What the limits are counted by: the channel, the guild or the webhook of the call. */
const majorOf = ({ param }: Asked): string => param('channel') || param('guild') || param('token');

const codeOf = (body: unknown): number | undefined =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'number' ? body.code : undefined;

function routeFor(routes: readonly Route[], method: string, path: string) {
  const asked = path.split('/').map(decodeURIComponent);
  for (const route of routes) {
    const [verb, pattern = ''] = route.on.split(' ');
    const parts = pattern.split('/');
    if (verb !== method || parts.length !== asked.length) continue;
    if (!parts.every((part, at) => part.startsWith(':') || part === asked[at])) continue;
    const named = parts.flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), asked[at] ?? '']] : []));
    const params: Readonly<Record<string, string>> = Object.fromEntries(named);
    return { route, params };
  }
  return undefined;
}

function write(response: ServerResponse, { status, body, headers }: Answered): void {
  // A 204 with a JSON type makes discord.js parse nothing and fail.
  if (body === undefined) return void response.writeHead(status, headers).end();
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
