import type { IncomingMessage, ServerResponse } from 'node:http';
import { argsOf, bodyOf } from './args.ts';
import { chatMethods, type Method } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import type { FaultBook, What } from './faults.ts';
import type { Fields, World } from './model.ts';
import { peopleMethods } from './people-methods.ts';
import type { Meter } from './rates.ts';
import { Refusal } from './refusal.ts';
import { viewMethods } from './views.ts';

/** One call of the Web API as a test sees it. */
export interface Call {
  readonly method: string;
  /** Without the token. */
  readonly args: Fields;
  readonly at: number;
  /** `ok`, Slack's word of refusal, or an HTTP status; `lost` when the reply never went out. */
  answer: string;
  /** Seconds of silence that were asked for. */
  retryAfter?: number;
}

export interface Tokens {
  readonly bot: string;
  readonly app: string;
}

export interface Api {
  readonly calls: readonly Call[];
  /** Calls that have not been answered yet, those that a test holds left out. */
  readonly busy: number;
  serve(request: IncomingMessage, response: ServerResponse, method: string, query: URLSearchParams): Promise<void>;
}

export function createApi(
  world: World,
  tokens: Tokens,
  faults: FaultBook,
  meter: Meter,
  openSocket: () => string,
): Api {
  const calls: Call[] = [];
  let busy = 0;
  const methods: ReadonlyMap<string, Method> = new Map(
    Object.entries({ ...chatMethods, ...conversationMethods, ...peopleMethods, ...viewMethods }),
  );

  const run = (call: Call, token: string | undefined): Fields => {
    const method = methods.get(call.method);
    const forApp = call.method === 'apps.connections.open';
    if (!method && !forApp) throw new Refusal('unknown_method', { req_method: call.method });
    if (token === undefined) throw new Refusal('not_authed');
    if (token !== tokens.bot && token !== tokens.app) throw new Refusal('invalid_auth');
    if ((token === tokens.app) !== forApp) throw new Refusal('not_allowed_token_type');
    const wait = meter.take(call.method, call.args);
    if (wait !== undefined) throw new TooFast(Math.ceil(wait / 1_000));
    return method ? method(world, call.args) : { url: openSocket() };
  };

  const answer = async (call: Call, token: string | undefined, what: What | undefined): Promise<Reply> => {
    try {
      if (typeof what === 'object') {
        if ('status' in what) return { status: what.status, body: 'upstream' };
        if ('retryAfter' in what) throw new TooFast(what.retryAfter);
        if ('error' in what) throw new Refusal(what.error, what.more);
        if ('refusesBlock' in what)
          throw new Refusal('invalid_blocks', {
            response_metadata: {
              messages: [`[ERROR] unsupported type: ${what.refusesBlock} [json-pointer:/blocks/0/type]`],
            },
          });
        busy -= 1;
        await what.until.finally(() => (busy += 1));
      }
      return { status: 200, body: { ok: true, ...run(call, token) } };
    } catch (error) {
      if (error instanceof TooFast)
        return { status: 429, body: { ok: false, error: 'ratelimited' }, after: error.seconds };
      if (error instanceof Refusal) return { status: 200, body: { ok: false, error: error.word, ...error.more } };
      throw error;
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse, method: string, query: URLSearchParams) => {
    const body = await bodyOf(request);
    let args: Fields;
    try {
      args = argsOf(body, request.headers['content-type'] ?? '', query);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return send(response, { status: 200, body: { ok: false, error: error.word } }, world);
    }
    const { token: inBody, ...said } = args;
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? inBody?.toString();
    const call: Call = { method, args: said, at: world.clock.now(), answer: 'lost' };
    calls.push(call);
    const what = faults.meet(method, said);
    if (what === 'reset') return void request.socket.destroy();
    const reply = await answer(call, token, what);
    if (what === 'lost-reply') return void request.socket.destroy();
    call.answer = wordOf(reply);
    if (reply.after !== undefined) call.retryAfter = reply.after;
    send(response, reply, world);
  };

  return {
    calls,
    get busy() {
      return busy;
    },
    async serve(...asked) {
      busy += 1;
      await serve(...asked).finally(() => (busy -= 1));
    },
  };
}

interface Reply {
  readonly status: number;
  readonly body: Fields | string;
  /** Seconds of Retry-After. */
  readonly after?: number;
}

class TooFast extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}

function wordOf({ status, body }: Reply): string {
  if (status !== 200 || typeof body === 'string') return String(status);
  return body.ok === true ? 'ok' : String(body.error);
}

function send(response: ServerResponse, { status, body, after }: Reply, world: World): void {
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8',
    'x-oauth-scopes': world.scopes.join(','),
    ...(after !== undefined && { 'retry-after': String(after) }),
  });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
