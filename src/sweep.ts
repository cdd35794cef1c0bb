import { z } from 'zod';
import type { Memory } from './chat.ts';
import type { Log } from './log.ts';

/** Lets a chat's memory forget what it was given to keep for a time; each value says in `at` since when it is kept. */
export interface Sweeper {
  /** Called whenever something is kept; now and then it sweeps, and nobody waits for that. */
  passing(): void;
  sweep(): Promise<void>;
}

interface Options {
  readonly now: () => number;
  readonly log: Log;
  readonly every?: number;
}

const day = 24 * 3_600_000;

const dated = z.object({ at: z.number() });

/** `ages` says how long what begins with a prefix is worth keeping; all else stays. */
export function createSweeper(
  memory: Pick<Memory, 'all' | 'forget'>,
  ages: Readonly<Record<string, number>>,
  { now, log, every = day }: Options,
): Sweeper {
  let swept = Number.NEGATIVE_INFINITY;

  async function sweep(): Promise<void> {
    swept = now();
    for (const [prefix, age] of Object.entries(ages)) {
      for (const [key, value] of await memory.all(prefix)) {
        const { data } = dated.safeParse(value);
        if (!data || data.at < now() - age) await memory.forget(key);
      }
    }
  }

  return {
    sweep,
    passing() {
      if (now() - swept > every)
        sweep().catch((error: unknown) => log.warn({ err: error }, 'old things not forgotten'));
    },
  };
}
