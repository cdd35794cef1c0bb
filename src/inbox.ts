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
  /** Is it still for this process to answer? One that stood still may have been followed by another. */
  isMine(key: string): Promise<boolean>;
  /** What a process that is gone took and did not finish: from now on it is this one's, and no other's. */
  left(): Promise<readonly (readonly [key: string, event: unknown])[]>;
  /** Calls when another process is gone, which may have left something; the answer ends that. */
  watch(call: () => void): () => void;
}

/** Platforms send again for hours, and their counters of tries cannot be trusted. */
const keepFor = 24 * 3_600_000;
const sweepEvery = 3_600_000;

const kept = z.object({ at: z.number(), by: z.string().default(''), event: z.unknown().optional() });
const inherited = z.object({ by: z.string() });

export function openInbox(memory: Memory, { now, log }: { readonly now: () => number; readonly log: Log }): Inbox {
  const own = (key: string) => `in/${key}`;
  const heir = (key: string) => `heir/${key}`;
  const ages = { [own('')]: keepFor, [heir('')]: keepFor };
  const sweeper = createSweeper(memory, ages, { now, log, every: sweepEvery });
  const { peers } = memory;
  /** How often this process had been dead to the others when it took what it has in hand. */
  const inHand = new Map<string, number>();
  const hold = (key: string) => void (peers && inHand.set(key, peers.lapses()));

  async function all() {
    const rows = await memory.all(own(''));
    return rows.flatMap(([key, value]) => {
      const read = kept.safeParse(value);
      return read.success ? [{ key: key.slice(own('').length), ...read.data }] : [];
    });
  }

  /** Of all that find it, one alone inherits it; when that one dies too, it is inherited from there. */
  async function inherit(key: string, by: string): Promise<boolean> {
    if (!peers) return true;
    const me = await peers.me();
    for (let owner = by; owner !== me && !(await peers.lives(owner)); ) {
      const will = heir(`${key}/${owner}`);
      if (await memory.add(will, { at: now(), by: me })) {
        hold(key);
        return isOpen(key);
      }
      owner = inherited.parse(await memory.get(will)).by;
    }
    return false;
  }

  /** Whoever had it may have dealt with it and died since it was read. */
  const isOpen = async (key: string) => kept.safeParse(await memory.get(own(key))).data?.event !== undefined;

  async function isMine(key: string): Promise<boolean> {
    const me = await peers?.me();
    if (!peers || inHand.get(key) === peers.lapses()) return true;
    return (await memory.get(heir(`${key}/${me}`))) === undefined;
  }

  return {
    async take(key, event) {
      sweeper.passing();
      const by = await peers?.me();
      hold(key);
      return memory.add(own(key), { at: now(), event, ...(by === undefined ? {} : { by }) });
    },
    async done(key) {
      if (await isMine(key)) await memory.jot(own(key), { at: now() });
      inHand.delete(key);
    },
    isMine,
    async left() {
      await sweeper.sweep();
      const found: (readonly [string, unknown])[] = [];
      for (const { key, by, event } of await all())
        if (event !== undefined && (await inherit(key, by))) found.push([key, event]);
      return found;
    },
    watch: (call) => peers?.watch(call) ?? (() => {}),
  };
}

/** It is not for this process to answer any more. */
export class Inherited extends Error {
  override readonly name = 'Inherited';
}
