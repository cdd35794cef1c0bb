import { readFileSync } from 'node:fs';
import { Agent, type Dispatcher } from 'undici';
import { Failure } from '#kit';
import { failureFrom, noAnswer, strangeAnswer, tooSlow } from './errors.ts';

export interface Call {
  /** For words to a person: `compute`, `identity`. */
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Bytes that can be sent only once: such a call has no time limit of its own and is never repeated. */
  readonly bytes?: AsyncIterable<Uint8Array>;
  /** Statuses beyond 2xx that the caller understands. */
  readonly fine?: readonly number[];
  /** A GET, PUT or DELETE that must not be repeated after a broken connection. */
  readonly once?: true;
  /** A POST that changes nothing, such as a login, may be repeated like a GET. */
  readonly harmless?: true;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly json: unknown;
}

export interface Download {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Http {
  call(call: Call, signal: AbortSignal): Promise<Reply>;
  download(call: Call, signal: AbortSignal): Promise<Download>;
  close(): Promise<void>;
}

interface Options {
  readonly caFile?: string | undefined;
  readonly insecure?: boolean;
  readonly timeout?: number;
  /** Takes what is secret out of a provider's words. */
  readonly mask?: (text: string) => string;
}

/** Three tries in one time limit: a broken kept-alive connection or one 502 is not worth a person's attention. */
const tries = 3;
const mostBody = 32 * 1024 * 1024;

export function openHttp({ caFile, insecure = false, timeout = 30_000, mask }: Options = {}): Http {
  const connect = { rejectUnauthorized: !insecure, ...(caFile ? { ca: readFileSync(caFile) } : {}) };
  const common = { allowH2: false, keepAliveTimeout: 10_000, connectTimeout: 10_000, connect };
  const calls = new Agent({ ...common, connections: 8 });
  // Images take a connection for as long as an hour: no call waits behind them.
  const streams = new Agent(common);

  async function once(call: Call, signal: AbortSignal): Promise<Reply> {
    const response = await (call.bytes ? streams : calls).request({ ...request(call), signal });
    const text = await limited(response.body);
    const headers = flat(response.headers);
    if (response.statusCode >= 300 && !call.fine?.includes(response.statusCode)) {
      throw failureFrom({ ...about(call), status: response.statusCode, headers, text }, mask);
    }
    return { status: response.statusCode, headers, json: parsed(call, text, response.statusCode) };
  }

  return {
    async call(call, signal) {
      const limit = call.bytes ? undefined : AbortSignal.timeout(timeout);
      const both = limit ? AbortSignal.any([signal, limit]) : signal;
      for (let left = repeatable(call) ? tries - 1 : 0; ; left -= 1) {
        try {
          return await once(call, both);
        } catch (error) {
          if (signal.aborted) throw signal.reason;
          if (limit?.aborted) throw tooSlow(call.service, timeout);
          const failure = error instanceof Failure ? error : noAnswer(call.service, plain(error));
          if (left === 0 || failure.code !== 'unavailable' || failure.after !== undefined) throw failure;
        }
      }
    },
    async download(call, signal) {
      try {
        // Most processes never download anything, and all of them start.
        const { stream } = await import('./stream.ts');
        const { status, body, ...got } = await stream(call.url, call.headers ?? {}, connect, signal);
        const headers = flat(got.headers);
        if (status >= 300 && !call.fine?.includes(status)) {
          throw failureFrom({ ...about(call), status, headers, text: await limited(body) }, mask);
        }
        return { status, headers, body: carried(body, call.service, signal) };
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw error instanceof Failure ? error : noAnswer(call.service, plain(error));
      }
    },
    async close() {
      await Promise.all([calls.destroy(), streams.destroy()]);
    },
  };
}

const repeatable = ({ method, bytes, once, harmless }: Call) =>
  harmless || (method !== 'POST' && method !== 'PATCH' && !bytes && !once);

function request(call: Call): Dispatcher.RequestOptions & { origin: string } {
  const { origin, pathname, search } = new URL(call.url);
  const json = call.json === undefined ? undefined : JSON.stringify(call.json);
  return {
    origin,
    path: pathname + search,
    method: call.method,
    headers: { accept: 'application/json', ...(json ? { 'content-type': 'application/json' } : {}), ...call.headers },
    body: json ?? (call.bytes as Dispatcher.DispatchOptions['body']) ?? null,
    // Glance keeps the answer back until the image is stored, which takes as long as it takes.
    headersTimeout: call.bytes ? 0 : 60_000,
    bodyTimeout: call.bytes ? 0 : 60_000,
  };
}

// The path without its query is enough to find a call in the provider's log.
const about = ({ service, method, url }: Call) => ({ service, method, path: new URL(url).pathname });

function parsed(call: Call, text: string, status: number): unknown {
  if (text === '' || status === 204) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // An error page that the caller asked for by its status is not an answer to be read.
    if (status >= 300) return undefined;
    throw strangeAnswer(call.service, cause);
  }
}

async function limited(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > mostBody) throw new Error(`an answer of more than ${mostBody} bytes`);
    // A part of a stream holds only until the next.
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function* carried(body: AsyncIterable<Uint8Array>, service: string, signal: AbortSignal) {
  try {
    yield* body;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw noAnswer(service, plain(error));
  }
}

// An undici error may hold the whole request with its headers: only its words are kept.
const plain = (error: unknown): Error =>
  new Error(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');

const flat = (headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
