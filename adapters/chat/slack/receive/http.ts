import { once } from 'node:events';
import type { Server } from 'node:http';
import { type App, HTTPReceiver, type ReceiverEvent } from '@slack/bolt';
import { Failure, type Log, phrases, type Secret } from '#kit';
import { boltLogger } from './bolt-logger.ts';

const say = phrases({
  en: {
    taken: (port: number) => `port ${port} is already in use, so Slack cannot be listened to there`,
    other: 'set SLACK_PORT to a free port, or stop what uses this one',
  },
  ru: {
    taken: (port) => `порт ${port} уже занят, слушать Slack там не получится`,
    other: 'задайте в SLACK_PORT свободный порт или остановите того, кто его занял',
  },
  ko: {
    taken: (port) => `포트 ${port}번이 이미 사용 중이라 Slack 요청을 받을 수 없습니다`,
    other: 'SLACK_PORT에 비어 있는 포트를 지정하거나 사용 중인 프로그램을 끝내세요',
  },
});

export const path = '/slack/events';

interface Options {
  readonly signingSecret: Secret;
  readonly port: number;
  readonly log: Log;
  take(event: ReceiverEvent): Promise<void>;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens for Slack's signed requests; TLS ends in front of this. */
export async function listenToSlack({ signingSecret, port, log, take }: Options): Promise<Listener> {
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    endpoints: path,
    logger: boltLogger(log),
  });
  // A receiver asks nothing else of an App, and ours keeps before it acknowledges.
  receiver.init({ processEvent: take } as Pick<App, 'processEvent'> as App);
  const server = await started(receiver, port);
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function started(receiver: HTTPReceiver, port: number): Promise<Server> {
  try {
    return await receiver.start(port);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new Failure('conflict', (l) => say(l).taken(port), { hint: (l) => say(l).other, cause });
  }
}
