import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../contract/kill.ts';
import { shown } from './chaos.ts';
import { type Ending, endingOf, inventoryOf } from './ending.ts';
import { lineTo } from './line.ts';
import { live } from './lives.ts';
import { openTown, type Town } from './town.ts';

export interface Wish {
  readonly seed: number;
  readonly operations: number;
  /** How long what is away is away, in milliseconds. */
  readonly away: number;
}

export interface Faulty extends Ending {
  readonly operations: number;
  readonly seconds: number;
}

interface Scene {
  readonly town: Town;
  readonly away: number;
  /** Until this share of the operations has ended. */
  until(share: number): Promise<void>;
  worker(more?: Readonly<Record<string, string>>): Promise<void>;
}

const lease = 3_000;

/** What may go wrong besides processes that die; each starts its workers and spoils something while they work. */
export const faults = {
  /** Longer than anybody waits for an answer: words are refused and said again, leases run out. */
  async 'Redis is away'({ town, away, until, worker }) {
    await Promise.all([worker(), worker()]);
    await until(0.3);
    await town.server.kill();
    await sleep(away);
    await town.server.start();
  },

  async 'Redis is far away'(scene) {
    const line = await lineTo(scene.town.server.url, join(scene.town.dir, 'far'));
    line.slow(20);
    await Promise.all([scene.worker({ REDIS_URL: line.url }), scene.worker({ REDIS_URL: line.url })]);
    await scene.until(1);
  },

  /** Others take over; what it sent before and could not deliver arrives when it is back. */
  async 'one worker is cut off'({ town, away, until, worker }) {
    const line = await lineTo(town.server.url, join(town.dir, 'cut'));
    await Promise.all([worker({ REDIS_URL: line.url }), worker()]);
    for (const share of [0.2, 0.6]) {
      await until(share);
      line.cut();
      await sleep(away);
      line.heal();
    }
  },

  /** One sees leases run out that have not, the other makes leases that have run out already. */
  async 'clocks are wrong by twenty seconds'({ until, worker }) {
    await Promise.all([worker({ CHAOS_SKEW: '20000' }), worker({ CHAOS_SKEW: '-20000' }), worker()]);
    await until(1);
  },
} satisfies Readonly<Record<string, (scene: Scene) => Promise<void>>>;

/** Plays one of them and looks at the end. */
export async function spoil(name: keyof typeof faults, { seed, operations, away }: Wish): Promise<Faulty> {
  const town = await openTown({ lease });
  try {
    const before = await inventoryOf(town);
    const since = performance.now();
    const lives = live(town, { operations, together: 24, random: seeded(seed) });
    const spoiling = faults[name]({
      town,
      away,
      async until(share) {
        while (lives.ended < share * operations) await sleep(20);
      },
      worker: async (more) => void (await town.workers.start(more)),
    });
    await Promise.all([lives.over(), spoiling]);
    await shown(town);
    const ending = await endingOf(town, lives, before);
    return { ...ending, operations: lives.ended, seconds: (performance.now() - since) / 1_000 };
  } finally {
    await town.end();
  }
}
