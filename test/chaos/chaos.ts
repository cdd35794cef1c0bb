import { seeded } from '../contract/kill.ts';
import { type Ending, endingOf, inventoryOf } from './ending.ts';
import { live } from './lives.ts';
import { type Done, mischief } from './mischief.ts';
import { openTown } from './town.ts';

export interface Wish {
  readonly seed: number;
  readonly operations: number;
  readonly together?: number;
  readonly killEvery?: number;
}

export interface Chaos extends Ending, Done {
  readonly operations: number;
  /** Posts with a key that was posted before. */
  readonly again: number;
  readonly seconds: number;
}

const workers = 4;

/**
 * Four workers carry so many operations while one of them is killed every two seconds, Redis dies twice, and one stands
 * still past its lease and goes on. All choices come from the seed; what the scheduler makes of them does not.
 */
export async function chaos({ seed, operations, together = 48, killEvery = 2_000 }: Wish): Promise<Chaos> {
  const town = await openTown({ lease: 3_000 });
  try {
    const before = await inventoryOf(town);
    const running = await Promise.all(Array.from({ length: workers }, () => town.workers.start()));
    const since = performance.now();
    const lives = live(town, { operations, together, random: seeded(seed) });
    const going = mischief(town, running, {
      random: seeded(seed + 1),
      progress: () => lives.ended / operations,
      killEvery,
      restartAt: [0.3, 0.7],
      zombieAt: [0.15],
    });
    await lives.over().finally(() => going.stop());
    const seconds = (performance.now() - since) / 1_000;
    await shown(town);
    const ending = await endingOf(town, lives, before);
    return { ...ending, ...going.done, operations: lives.ended, again: town.chat.again, seconds };
  } finally {
    await town.end();
  }
}

/** Until nothing is left to be shown. */
export async function shown({ store }: Pick<Awaited<ReturnType<typeof openTown>>, 'store'>): Promise<void> {
  for (const since = Date.now(); (await store.unsent(1)).length > 0; await new Promise((go) => setTimeout(go, 50)))
    if (Date.now() - since > 30_000) throw new Error('messages are left that nobody sends');
}
