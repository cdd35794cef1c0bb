import { request as http, type IncomingMessage } from 'node:http';
import { request as https } from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSafely } from 'node:tls';
import { ring } from './ring.ts';

export interface Streamed {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** A part holds until the next one is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
}

interface Security {
  readonly rejectUnauthorized: boolean;
  readonly ca?: Buffer;
}

/** How long nothing may come. */
const idle = 60_000;

/**
 * Gets something large through a few blocks of memory that are used again. Node's own streams take new memory for
 * every 64 KiB: of a gigabyte that is a gigabyte of garbage. So its client reads the head of the answer; a body whose
 * length is known is only bytes, and is taken from the socket as it is.
 */
export function stream(
  url: string,
  headers: Readonly<Record<string, string>>,
  security: Security,
  signal: AbortSignal,
): Promise<Streamed> {
  const answer = Promise.withResolvers<Streamed>();
  const parts = ring(() => socket.resume());
  let missing: number | undefined;

  /** The client knows no better than to buffer what came right behind the head. */
  function headed(response: IncomingMessage): void {
    missing = lengthOf(response);
    const early: Buffer | null = missing === undefined ? null : response.read();
    if (early) parts.put(early);
    if (missing !== undefined) came(early?.length ?? 0);
    const body = missing === undefined ? response : leaving(parts.read(), socket);
    answer.resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
  }

  function came(bytes: number): void {
    missing = (missing ?? 0) - bytes;
    if (missing <= 0) parts.end();
  }

  let response: IncomingMessage | undefined;
  const onread = {
    buffer: parts.block,
    callback(bytes: number, block: Uint8Array): boolean {
      if (missing !== undefined) {
        const mine = Math.min(bytes, missing);
        const room = parts.filled(mine);
        came(mine);
        return room;
      }
      const before = response;
      socket.emit('data', Buffer.from(block.subarray(0, bytes)));
      if (response && !before) headed(response);
      return true;
    },
  };
  const { socket, ask } = towards(url, security, onread);
  const asked = ask(url, { headers, signal, timeout: idle, createConnection: () => socket });
  const fail = (error: Error) => {
    answer.reject(error);
    parts.end(error);
  };
  asked.once('timeout', () => asked.destroy(new Error(`nothing came for ${idle / 1000} s`)));
  asked.on('error', fail);
  asked.once('response', (head) => {
    response = head;
    head.on('error', fail);
  });
  asked.end();
  return answer.promise;
}

interface OnRead {
  readonly buffer: () => Uint8Array;
  readonly callback: (bytes: number, block: Uint8Array) => boolean;
}

function towards(
  url: string,
  security: Security,
  onread: OnRead,
): { readonly socket: Socket; readonly ask: typeof http } {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (protocol !== 'https:') return { socket: connect({ host, port: Number(port || 80), onread }), ask: http };
  // Node documents `onread` for TLS too; its types do not know.
  const options = {
    host,
    port: Number(port || 443),
    ...(isIP(host) ? {} : { servername: host }),
    ...security,
    ...{ onread },
  };
  return { socket: connectSafely(options), ask: https };
}

/** undefined where only the client can tell where the body ends. */
function lengthOf({ headers, statusCode }: IncomingMessage): number | undefined {
  const length = headers['content-length'];
  return length !== undefined && (statusCode === 200 || statusCode === 206) ? Number(length) : undefined;
}

async function* leaving(body: AsyncIterable<Uint8Array>, socket: Socket) {
  try {
    yield* body;
  } finally {
    socket.destroy();
  }
}
