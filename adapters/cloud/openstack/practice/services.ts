import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Refusal, refuse, refused, type Service, unauthorized } from './answer.ts';
import { type FaultBook, refusalFor, type What } from './faults.ts';
import { drop, readBody, send } from './http.ts';
import { spokenHeaders, wantedMinor } from './microversion.ts';
import { type Call, type Found, find } from './routes.ts';
import { tokenOf } from './tokens.ts';
import type { World } from './world.ts';

/** What a crash test sees of a call: before its effect, and after it but before the answer. */
export interface Seen {
  readonly phase: 'before' | 'after';
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  readonly n: number;
}

export interface Services {
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    service: Service,
    path: string,
    query: URLSearchParams,
  ): Promise<void>;
  readonly calls: number;
}

const malformed: Readonly<Record<Service, string>> = {
  identity:
    'Expecting to find valid JSON in request body. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.',
  compute: 'Malformed request body',
  volume: 'Malformed request body',
  image: 'Malformed JSON in request body.',
  network: 'Body contains invalid data',
};

/** Never answered: the caller's own patience ends it. */
const silence = Symbol('silence');
const dropped = Symbol('dropped');

/** Whatever the answer is, the caller does not get it. */
const unheard = (what: What | undefined) =>
  what === 'lost-reply' ? dropped : what === 'timeout' ? silence : undefined;

export function services(world: World, faults: FaultBook, look: (seen: Seen) => Promise<void>): Services {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    async serve(request, response, service, path, query) {
      const n = ++calls;
      const method = request.method ?? 'GET';
      const requestId = `req-${randomUUID()}`;
      const what = faults.meet(service, method, path);
      const seen = { service, method, path, n };
      if (world.timings.call > 0) await sleep(world.timings.call);
      const answer = await answerTo();
      if (answer === silence) return;
      if (answer === dropped) return drop(request);
      try {
        await send(response, answer, { 'x-openstack-request-id': requestId, ...spokenHeaders(request, service) });
      } catch {
        // The caller hung up while bytes were flowing: nothing is left to say.
      }

      async function answerTo(): Promise<Answer | typeof silence | typeof dropped> {
        world.settle();
        if (what === 'reset') return dropped;
        if (typeof what === 'object' && 'delay' in what) await sleep(what.delay);
        if (typeof what === 'object' && 'status' in what) return canned(request, service, what);
        if (what === 'token-revoked') world.tokens.remove(String(request.headers['x-auth-token']));
        const no = what && refusalFor(what, service, path);
        if (no) {
          request.resume();
          world.flush();
          return refused(service, no, request.headers.accept);
        }
        if (!(await looked({ ...seen, phase: 'before' }))) return dropped;
        const answer = await handled(request, service, method, path, query, requestId, what).catch((error: unknown) => {
          request.resume();
          return refused(service, refusalOf(error), request.headers.accept);
        });
        world.flush();
        if (!(await looked({ ...seen, phase: 'after' }))) return dropped;
        return unheard(what) ?? answer;
      }
    },
  };

  /** Whoever looks may throw: then the connection breaks. */
  async function looked(seen: Seen): Promise<boolean> {
    return look(seen).then(
      () => true,
      () => false,
    );
  }

  async function handled(
    request: IncomingMessage,
    service: Service,
    method: string,
    path: string,
    query: URLSearchParams,
    requestId: string,
    what: What | undefined,
  ): Promise<Answer> {
    const minor = wantedMinor(request, service);
    const token = tokenOf(world, request.headers['x-auth-token']);
    const found = await findAs(service, method, path, token !== undefined);
    if (!found.route.open && !token) throw unauthorized();
    const body = found.route.raw ? {} : await readBody(request);
    if (body === 'malformed') throw refuse(400, malformed[service]);
    const fate = what === 'no-valid-host' || what === 'volume-error' ? what : undefined;
    const { route, params } = found;
    const call: Call = { world, service, method, path, params, query, body, minor, request, requestId, token, fate };
    return route.handler(call);
  }
}

/** What is no refusal is a mistake of ours; the service says 500, as the real one does of its own. */
const refusalOf = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(500, 'Unexpected API Error.');

/** Without a token nobody learns which addresses exist. They are loaded with the first call: a bot that starts has none. */
async function findAs(service: Service, method: string, path: string, known: boolean): Promise<Found> {
  const { all } = await import('./all-routes.ts');
  try {
    return find(all, service, method, path);
  } catch (error) {
    throw known ? error : unauthorized();
  }
}

function canned(
  request: IncomingMessage,
  service: Service,
  what: { status: number; body?: unknown; headers?: Readonly<Record<string, string>> },
): Answer {
  request.resume();
  const headers = what.headers ?? {};
  if (what.body !== undefined)
    return {
      status: what.status,
      headers,
      text: typeof what.body === 'string' ? what.body : JSON.stringify(what.body),
    };
  const words =
    what.status === 503
      ? 'Service is unavailable at this time.'
      : 'An unexpected error prevented the server from fulfilling your request.';
  return refused(service, new Refusal(what.status, words, { headers }), request.headers.accept);
}
