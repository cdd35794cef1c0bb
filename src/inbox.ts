import { z } from 'zod';
import type { Memory } from './chat.ts';
import type { Log } from './log.ts';
import { createSweeper } from './sweep.ts';

/** What a platform sent, once: kept on the disk from before it was told so until it is dealt with. */
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
/** Each write waits for the disk, so what is done with goes there in the company of the next event, or alone after this. */
const company = 10;

const kept = z.object({ at: z.number(), event: z.unknown().optional() });

export function openInbox(memory: Memory, { now, log }: { readonly now: () => number; readonly log: Log }): Inbox {
  const own = (key: string) => `in/${key}`;
  const sweeper = createSweeper(memory, { [own('')]: keepFor }, { now, log, every: sweepEvery });
  let leaving: (() => void)[] = [];

  function leave(): void {
    const all = leaving;
    leaving = [];
    for (const write of all) write();
  }

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
      const taken = memory.add(own(key), { at: now(), event });
      leave();
      return taken;
    },
    done: (key) =>
      new Promise((resolve) => {
        leaving.push(() => resolve(memory.put(own(key), { at: now() })));
        if (leaving.length === 1) setTimeout(leave, company);
      }),
    async left() {
      await sweeper.sweep();
      const waiting = (await all()).filter(({ event }) => event !== undefined);
      return waiting.map(({ key, event }) => [key.slice(own('').length), event] as const);
    },
  };
}
