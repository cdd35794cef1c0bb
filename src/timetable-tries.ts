import { z } from 'zod';
import type { Clock } from './engine/clock.ts';
import type { Log } from './log.ts';
import type { Store } from './store.ts';

/** That somebody began clock work, once for each time they did. */
export interface Try {
  readonly key: string;
  /** When the work was due. */
  readonly at: number;
  readonly nth: number;
  /** Until then nobody else begins; undefined when there is nothing more to do. */
  readonly until: number | undefined;
  /** Somebody is at it, unless they died. */
  readonly held: boolean;
}

/** A try of ours. Its lease is kept until one of these is called. */
export interface Taken {
  /** False when this process counts as dead. */
  done(): Promise<boolean>;
  letGo(until: number): Promise<void>;
}

interface Options {
  readonly store: Pick<Store, 'add' | 'jot' | 'get' | 'all' | 'forget'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: number;
  dead(): boolean;
}

const kept = z.union([
  z.object({ until: z.number() }).transform(({ until }) => ({ until, held: true })),
  z.object({ again: z.number() }).transform(({ again }) => ({ until: again, held: false })),
  z.object({ done: z.number() }).transform(() => ({ until: undefined, held: false })),
]);
const seen = z.object({ since: z.number() });

const own = (name: string): string => `timetable/${name}/`;

/** What the processes on a store tell each other about clock work: each try is a key that only one of them can add. */
export function createTries({ store, clock, log, lease, dead }: Options) {
  async function of(name: string): Promise<readonly Try[]> {
    return (await store.all(own(name))).map(([key, value]) => {
      const [due = '', nth = ''] = key.slice(own(name).length).split('/');
      return { key, at: Date.parse(due), nth: Number(nth), ...kept.parse(value) };
    });
  }

  /** Keeps others away; a lease that cannot be kept ends the work. */
  function keep(key: string, from: number, life: AbortController): Taken {
    let until = from;
    let stop = clock.after(lease / 3, renew);
    let renewing: Promise<void> = Promise.resolve();

    function renew() {
      if (dead()) return;
      stop = clock.after(lease / 3, renew);
      if (clock.now() >= until) life.abort(new Error('lease ran out'));
      if (!life.signal.aborted) renewing = extend(clock.now() + lease);
    }

    async function extend(longer: number) {
      try {
        await store.jot(key, { until: longer });
        until = longer;
      } catch (error) {
        log.warn({ err: error, key }, 'lease of clock work not renewed');
      }
    }

    async function end(value: object) {
      stop();
      // What is written last counts.
      await renewing;
      if (dead()) return false;
      await store.jot(key, value);
      return true;
    }

    return {
      done: () => end({ done: clock.now() }),
      letGo: async (then) => void (await end({ again: then })),
    };
  }

  return {
    of,
    /** When anybody saw work with these times for the first time. */
    async firstSeen(name: string, times: string, now: number): Promise<number> {
      const key = `timetable.since/${name}/${times}`;
      await store.add(key, { since: now });
      return seen.parse(await store.get(key)).since;
    },
    /** Undefined when somebody else was first. */
    async take(name: string, at: number, nth: number, life: AbortController): Promise<Taken | undefined> {
      const key = `${own(name)}${new Date(at).toISOString()}/${nth}`;
      const until = clock.now() + lease;
      return (await store.add(key, { until })) ? keep(key, until, life) : undefined;
    },
    giveUp: (key: string) => store.jot(key, { done: clock.now() }),
    async forget(name: string, before: number): Promise<void> {
      for (const { key, at } of await of(name)) if (at < before) await store.forget(key);
    },
  };
}
