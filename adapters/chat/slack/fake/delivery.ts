import { limits } from '../limits/table.ts';
import type { Fields, World } from './model.ts';

export interface Envelope {
  readonly type: 'slash_commands' | 'events_api' | 'interactive';
  /** Socket Mode's name for it; redeliveries keep it. */
  readonly id: string;
  readonly payload: Fields;
}

export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

export type Outcome =
  | { readonly acked: true; readonly body?: unknown }
  /** `timeout`, `no_connection`, `closed`, `http_error`, `connection_failed`, or why it was never sent. */
  | { readonly acked: false; readonly reason: string };

/** A way to the app: a websocket of its own, or its request URL. */
export type Carrier = (envelope: Envelope, retry: Retry | undefined) => Promise<Outcome>;

/** How something a person did was taken by the app. */
export interface Delivered {
  readonly envelope: Envelope;
  readonly acked: boolean;
  /** What the app answered with its ack. */
  readonly body: unknown;
  /** Milliseconds by the clock until it was acked. */
  readonly took: number;
  readonly attempts: readonly Outcome[];
}

export interface Delivery {
  deliver(envelope: Envelope): Promise<Delivered>;
  /** The same once more, as Slack does when it believes the first was lost. */
  redeliver(before: Delivered, reason?: string): Promise<Delivered>;
  carryBy(carrier: Carrier): void;
  readonly busy: number;
  close(): void;
}

/** After the first try: at once, then after a minute, then after five. Only events are tried again. */
const waits = [0, 60_000, 300_000];

export function createDelivery(world: World, first: Carrier): Delivery {
  let carrier = first;
  let busy = 0;
  let closed = false;
  const wakeUps = new Set<() => void>();

  const carry = async (envelope: Envelope, retry: Retry | undefined): Promise<Outcome> => {
    if (closed) return { acked: false, reason: 'closed' };
    busy += 1;
    return carrier(envelope, retry).finally(() => (busy -= 1));
  };
  const pass = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        wakeUps.delete(wake);
        cancel();
        resolve();
      };
      const cancel = world.clock.after(ms, wake);
      wakeUps.add(wake);
    });
  const told = (envelope: Envelope, since: number, attempts: readonly Outcome[]): Delivered => {
    const last = attempts.at(-1);
    const acked = last?.acked === true;
    return { envelope, acked, body: acked ? last.body : undefined, took: world.clock.now() - since, attempts };
  };

  return {
    async deliver(envelope) {
      const since = world.clock.now();
      const attempts: Outcome[] = [await carry(envelope, undefined)];
      // While nothing is connected events are dropped, not kept.
      const dropped = attempts[0]?.acked === false && attempts[0].reason === 'no_connection';
      if (envelope.type !== 'events_api' || dropped) return told(envelope, since, attempts);
      for (const [nth, wait] of waits.entries()) {
        const last = attempts.at(-1);
        if (!last || last.acked || closed) break;
        if (wait > 0) await pass(wait);
        attempts.push(await carry(envelope, { attempt: nth + 1, reason: last.reason }));
      }
      return told(envelope, since, attempts);
    },
    async redeliver(before, reason = 'timeout') {
      const since = world.clock.now();
      const outcome = await carry(before.envelope, { attempt: before.attempts.length, reason });
      return told(before.envelope, since, [...before.attempts, outcome]);
    },
    carryBy(next) {
      carrier = next;
    },
    get busy() {
      return busy;
    },
    close() {
      closed = true;
      for (const wake of wakeUps) wake();
    },
  };
}

/** Settles with the first outcome; three seconds without one are a timeout. */
export function within3Seconds(world: World, begin: (settle: (outcome: Outcome) => void) => void): Promise<Outcome> {
  return new Promise((resolve) => {
    const cancel = world.clock.after(limits.time.acknowledge, () => resolve({ acked: false, reason: 'timeout' }));
    begin((outcome) => {
      cancel();
      resolve(outcome);
    });
  });
}
