import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Town } from './town.ts';
import type { Worker } from './workers.ts';

export interface Done {
  readonly kills: number;
  readonly restarts: number;
  /** How long each zombie stood still, and how many operations it held when it stopped. */
  readonly zombies: readonly { readonly stood: number; readonly held: number }[];
}

export interface Mischief {
  readonly done: Done;
  /** Ends when what is going on has ended. */
  stop(): Promise<void>;
}

interface Wish {
  readonly random: (below: number) => number;
  /** Share of the work that is done, from 0 to 1. */
  progress(): number;
  /** Milliseconds between two deaths of workers. */
  readonly killEvery: number;
  /** When Redis dies, and when a worker becomes a zombie, as shares of the work. */
  readonly restartAt: readonly number[];
  readonly zombieAt: readonly number[];
}

/** Kills workers all the time, Redis now and then, and has a worker stand still for longer than its lease. */
export function mischief(town: Town, workers: Worker[], wish: Wish): Mischief {
  const { random, progress, killEvery } = wish;
  const over = new AbortController();
  const done = { kills: 0, restarts: 0, zombies: [] as { stood: number; held: number }[] };
  const spared = new Set<Worker>();

  async function killing(): Promise<void> {
    const starts: Promise<void>[] = [];
    while (await pause(killEvery)) {
      const at = random(workers.length);
      const worker = workers[at];
      if (!worker?.running() || spared.has(worker)) continue;
      await worker.kill();
      done.kills += 1;
      // The next one dies on time, also when this one takes its time to come back.
      starts.push(
        town.workers.start().then((started) => {
          workers[at] = started;
        }),
      );
    }
    await Promise.all(starts);
  }

  async function restarting(): Promise<void> {
    for (const share of wish.restartAt) {
      if (!(await until(share))) return;
      await town.server.kill();
      await sleep(200 + random(1_300));
      await town.server.start();
      done.restarts += 1;
    }
  }

  async function zombies(): Promise<void> {
    for (const share of wish.zombieAt) {
      if (!(await until(share))) return;
      const stood = Math.round(town.lease * 1.5) + random(town.lease);
      const { zombie, held } = await frozen();
      await sleep(stood);
      zombie.thaw();
      done.zombies.push({ stood, held });
      // Long enough that it may do all the harm it can.
      await sleep(town.lease);
      spared.delete(zombie);
    }
  }

  /** A worker stopped in the middle of something. */
  async function frozen(): Promise<{ readonly zombie: Worker; readonly held: number }> {
    for (;;) {
      const zombie = workers[random(workers.length)];
      if (!zombie?.running()) {
        await sleep(50);
        continue;
      }
      spared.add(zombie);
      zombie.freeze();
      const held = await heldBy(town, zombie.pid);
      if (held > 0 || over.signal.aborted) return { zombie, held };
      zombie.thaw();
      spared.delete(zombie);
      await sleep(5);
    }
  }

  const pause = async (ms: number) => {
    await sleep(ms, undefined, { signal: over.signal }).catch(() => undefined);
    return !over.signal.aborted;
  };
  const until = async (share: number) => {
    while (progress() < share && (await pause(20)));
    return !over.signal.aborted;
  };

  const all = Promise.all([killing(), restarting(), zombies()]);
  // Told to whoever stops it.
  all.catch(() => over.abort());
  return {
    done,
    async stop() {
      over.abort();
      await all;
    },
  };
}

/** How many operations the process carries, as Redis has it: workers are named by their process. */
async function heldBy({ env }: Town, pid: number): Promise<number> {
  const redis = new Redis(env.REDIS_URL ?? '');
  let held = 0;
  for (let cursor = '0'; ; ) {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `{${env.REDIS_PREFIX}}:operation:*`, 'COUNT', 1_000);
    for (const key of keys) if ((await redis.hget(key, 'worker'))?.startsWith(`${pid}.`)) held += 1;
    if ((cursor = next) === '0') break;
  }
  await redis.quit();
  return held;
}
