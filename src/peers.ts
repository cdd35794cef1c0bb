import { z } from 'zod';
import type { Clock } from './engine/clock.ts';
import type { Log } from './log.ts';
import type { Store } from './store.ts';

/** The processes that share a store, for whoever has to know which of them live. */
export interface Peers {
  /** What this process is called; answers once the others can see that it lives. */
  me(): Promise<string>;
  /** As far as it can be known. */
  lives(name: string): Promise<boolean>;
  /** How often this process stood still for so long that it was dead to the others. */
  lapses(): number;
  /** Calls when one of them has died or left; the answer ends that. */
  watch(call: () => void): () => void;
}

interface Options {
  readonly store: Pick<Store, 'jot' | 'get' | 'all' | 'forget'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly who: string;
  /** Is a process of that name gone for certain? */
  isGone(name: string): boolean;
}

const lease = 4_000;
const every = 1_000;
/** One that stood still for so long is dead to the others before it knows. */
const margin = 500;
/** As long as anything may be found that it took in hand. */
const knownFor = 25 * 3_600_000;

const prefix = 'process/';
const alive = z.object({ until: z.number() });

/** Nothing is written before somebody asks: a process that takes nothing in hand need not be known. */
export function createPeers({ store, clock, log, who, isGone }: Options): Peers & { close(): Promise<void> } {
  const calls = new Set<() => void>();
  const buried = new Set<string>();
  let living: ReadonlySet<string> = new Set();
  let until = 0;
  let lapses = 0;
  let state: 'new' | 'open' | 'over' = 'new';
  let beating: Promise<void> | undefined;
  let stop = () => {};

  async function live(): Promise<void> {
    const now = clock.now();
    if (now >= until && until > 0) lapses += 1;
    await store.jot(prefix + who, { until: now + lease });
    until = now + lease;
  }

  function beat(): void {
    stop = clock.after(every, beat);
    beating ??= look()
      .catch((error: unknown) => log.warn({ err: error }, 'the other processes could not be seen'))
      .finally(() => {
        beating = undefined;
      });
  }

  async function look(): Promise<void> {
    const now = clock.now();
    if (until - now <= lease / 2) await live();
    if (calls.size === 0) return;
    const seen = new Set<string>();
    const gone: string[] = [...living];
    for (const [key, value] of await store.all(prefix)) {
      const name = key.slice(prefix.length);
      const { data } = alive.safeParse(value);
      if (data && data.until > now && !isGone(name)) seen.add(name);
      else gone.push(name);
      if (!data || data.until < now - knownFor) await store.forget(key);
    }
    living = seen;
    for (const name of seen) buried.delete(name);
    const dead = gone.filter((name) => name !== who && !seen.has(name) && !buried.has(name));
    for (const name of dead) buried.add(name);
    if (dead.length === 0 || state === 'over') return;
    log.info({ dead }, 'another process is gone');
    for (const call of calls) call();
  }

  function start(): void {
    if (state !== 'new') return;
    state = 'open';
    stop = clock.after(every, beat);
  }

  return {
    async me() {
      start();
      if (clock.now() >= until - margin) await live();
      return who;
    },
    lapses: () => lapses,
    async lives(name) {
      if (name === who) return true;
      const { data } = alive.safeParse(await store.get(prefix + name));
      return data !== undefined && data.until > clock.now() && !isGone(name);
    },
    watch(call) {
      start();
      // Whoever asks now hears of those, too, who are dead already.
      buried.clear();
      calls.add(call);
      return () => calls.delete(call);
    },
    async close() {
      const known = state === 'open';
      state = 'over';
      stop();
      await beating;
      if (known) await store.forget(prefix + who);
    },
  };
}
