import { z } from 'zod';
import type { Memory } from './chat.ts';
import type { Log } from './log.ts';
import { createSweeper } from './sweep.ts';

/**
 * What a platform sent, once: kept from before it was told so until it is dealt with. That outlives the process; to
 * outlive the power as well, the platform's three seconds would be spent waiting for the disk.
 */
export interface Inbox {
  /** True for the first time; false for what was taken before, by this process or by one before it. */
  take(key: string, event: unknown): Promise<boolean>;
  done(key: string): Promise<void>;
  /** What a process before this one took and did not finish. */
  left(): Promise<readonly (readonly [key: string, event: unknown])[]>;
}

/** Platforms send again for hours, and their counters of tries cannot be trusted. */
const keepFor = 24 * 3_600_000;
const sweepEvery = 3_600_000;

const kept = z.object({ at: z.number(), event: z.unknown().optional() });

export function openInbox(memory: Memory, { now, log }: { readonly now: () => number; readonly log: Log }): Inbox {
  const own = (key: string) => `in/${key}`;
  const sweeper = createSweeper(memory, { [own('')]: keepFor }, { now, log, every: sweepEvery });

  async function all() {
    const rows = await memory.all(own(''));
    return rows.flatMap(([key, value]) => {
      const read = kept.safeParse(value);
      return read.success ? [{ key, ...read.data }] : [];
    });
  }

  return {
    async take(key, event) {
      sweeper.passing();
      return memory.add(own(key), { at: now(), event });
    },
    done: (key) => memory.jot(own(key), { at: now() }),
    async left() {
      await sweeper.sweep();
      const waiting = (await all()).filter(({ event }) => event !== undefined);
      return waiting.map(({ key, event }) => [key.slice(own('').length), event] as const);
    },
  };
}
