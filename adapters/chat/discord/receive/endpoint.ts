import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Failure, type Log, phrases } from '#kit';
import { isSigned } from './signature.ts';
import { isPing } from './wire.ts';

/** Interactions as signed POSTs of Discord, where an address of the bot's own is to be used for them. */
export interface Endpoint {
  readonly port: number;
  close(): Promise<void>;
}

interface Settings {
  readonly port: number;
  readonly key: KeyObject;
  readonly now: () => number;
  readonly log: Log;
  /** Resolves when it is safe: only then is Discord told that it arrived. */
  take(payload: unknown): Promise<void>;
}

const say = phrases({
  en: {
    taken: (port: number) => `port ${port} is already in use, so Discord's interactions cannot arrive there`,
    other: 'Set DISCORD_PORT to a free port, or stop what uses this one.',
  },
  ru: {
    taken: (port) => `порт ${port} уже занят, взаимодействиям Discord некуда приходить`,
    other: 'Задайте в DISCORD_PORT свободный порт или остановите того, кто его занял.',
  },
  ko: {
    taken: (port) => `포트 ${port}번이 이미 사용 중이라 Discord 요청을 받을 수 없습니다`,
    other: 'DISCORD_PORT에 비어 있는 포트를 지정하거나 사용 중인 프로그램을 끝내세요.',
  },
});

/** Far more than an interaction ever has. */
const most = 1_000_000;
const pong = JSON.stringify({ type: 1 });

export async function openEndpoint(settings: Settings): Promise<Endpoint> {
  const server = createServer((request, response) => {
    answer(request, response, settings).catch((error: unknown) => {
      settings.log.warn({ err: error }, 'an interaction was not taken in');
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  server.requestTimeout = 10_000;
  server.listen(settings.port);
  try {
    await once(server, 'listening');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new Failure('conflict', (l) => say(l).taken(settings.port), { hint: (l) => say(l).other, cause });
  }
  return {
    port: portOf(server),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, settings: Settings): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
  const body = await bodyOf(request);
  if (!body) return refuse(response, 413, 'too large');
  const signature = headerOf(request, 'x-signature-ed25519');
  const timestamp = headerOf(request, 'x-signature-timestamp');
  if (!isSigned({ signature, timestamp, body }, settings.key, settings.now())) {
    return refuse(response, 401, 'bad or old signature');
  }
  const payload = parsed(body.toString('utf8'));
  if (payload === undefined) return refuse(response, 400, 'not JSON');
  if (isPing(payload)) return void response.writeHead(200, { 'content-type': 'application/json' }).end(pong);
  await settings.take(payload);
  // The answer comes by the same call as it does where interactions arrive over the gateway.
  response.writeHead(202).end();
}

const refuse = (response: ServerResponse, status: number, why: string): void =>
  void response.writeHead(status, { 'content-type': 'text/plain' }).end(why);

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    // Without an encoding a request gives bytes.
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > most) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has an address with a port');
  return address.port;
}
