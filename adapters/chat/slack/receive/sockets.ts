import { type App, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import type { Clock, Log, Secret } from '#kit';
import { pauseOf } from '../send/failures.ts';
import { boltLogger } from './bolt-logger.ts';
import { type Connection, keepConnected, type Link } from './connection.ts';

/** Two, so that one is there while Slack moves the other to another of its servers; it gives each event to any of them. */
const connections = 2;
/** A socket that does not say goodbye back is left behind. */
const goodbyeWithin = 2_000;

interface Options {
  readonly appToken: Secret;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  take(event: ReceiverEvent): Promise<void>;
}

export interface Sockets {
  readonly connections: readonly Connection[];
  readonly wanted: number;
  close(): Promise<void>;
}

export function openSockets(on: Options): Sockets {
  const kept = Array.from({ length: connections }, (_, nth) =>
    keepConnected({ clock: on.clock, log: on.log.child({ socket: nth }), open: () => openLink(on), pauseOf }),
  );
  return {
    connections: kept,
    wanted: connections,
    async close() {
      await Promise.all(kept.map((connection) => connection.close()));
    },
  };
}

function openLink({ appToken, apiUrl, clock, log, take }: Options): Link {
  let heard: number | undefined;
  let stopped = false;
  const receiver = new SocketModeReceiver({
    appToken: appToken.reveal(),
    logger: boltLogger(log),
    autoReconnectEnabled: false,
    // An object of its own: the socket client writes into it.
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: 10_000,
      },
    },
  });
  // A receiver asks nothing else of an App, and ours keeps before it acknowledges.
  receiver.init({ processEvent: take } as Pick<App, 'processEvent'> as App);
  const { client } = receiver;
  const over = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
  guarded(client, log, () => {
    heard = clock.now();
  });
  // One that was given up before it came is not wanted when it comes all the same.
  client.on('connected', () => {
    if (stopped) void client.disconnect().catch(() => undefined);
  });
  return {
    start: () => receiver.start(),
    over,
    heardAt: () => heard,
    async stop() {
      stopped = true;
      const late = Promise.withResolvers<void>();
      const cancel = clock.after(goodbyeWithin, late.resolve);
      await Promise.race([client.disconnect().catch(() => undefined), late.promise]).finally(cancel);
    },
  };
}

/**
 * The client reads `payload.event.type` without a look, and what it throws there nobody catches: the process would end.
 * So an event that cannot be read is given to it once more, as one of no kind that anybody knows.
 */
function guarded(client: SocketModeReceiver['client'], log: Log, heard: () => void): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  const read = async (data: unknown, binary: unknown) => {
    for (const reader of readers) await reader.call(client, data, binary);
  };
  client.on('ws_message', (data: unknown, binary: unknown) => {
    heard();
    read(data, binary)
      .catch(() => read(withoutEvent(data), binary))
      .catch((error: unknown) => log.warn({ err: error }, 'Slack sent what cannot be read'));
  });
}

const envelope = z.looseObject({ type: z.literal('events_api') });

function withoutEvent(data: unknown): string {
  const payload = { type: 'event_callback', event: { type: 'unreadable' } };
  return JSON.stringify({ ...envelope.parse(JSON.parse(String(data))), payload });
}
