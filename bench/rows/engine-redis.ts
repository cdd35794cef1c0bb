import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { redisStore } from '../../adapters/store/redis/store.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { has, type Server, startServer } from '../../test/store/start-server.ts';
import { benchEngine, steps } from '../five-steps.ts';
import { rawJobs, type Trip, together } from '../raw-jobs.ts';
import { atLeast, type Bench, median, missing, told } from '../row.ts';

const ratioName = 'engine-redis: operations/s ÷ BullMQ jobs that keep as many steps';

/** Operations of five steps on Redis, in one process and in several, beside BullMQ jobs. */
export default {
  name: 'engine-redis',
  async *measure() {
    if (!has('redis-server')) return yield missing(ratioName, '≥ 0.5', 'redis-server is not installed');
    const rounds: { engine: Rate; kept: Rate; bare: Rate }[] = [];
    for (let round = 0; round < 5; round++) {
      const engine = await onServer(operations);
      const kept = await onServer((server) => jobs(server, engine.trips, 'updateData'));
      const bare = await onServer((server) => jobs(server, engine.trips, 'hsetnx'));
      rounds.push({ engine, kept, bare });
    }
    const against = (side: 'kept' | 'bare') => median(rounds.map((round) => round.engine.rate / round[side].rate));
    const engine = of(rounds.map((round) => round.engine));
    const side = (name: 'kept' | 'bare') => {
      const { rate, trips } = of(rounds.map((round) => round[name]));
      return `jobs ${rate}/s of ${trips}`;
    };
    yield atLeast(ratioName, against('kept'), 0.5, `${engine.rate}/s of ${engine.trips}, ${side('kept')}`);
    yield told(
      'engine-redis: the same ÷ jobs whose round trips are bare HSETNX',
      `${against('bare').toFixed(2)} (${side('bare')})`,
    );
    yield told('engine-redis: steps/s in one process', String(engine.rate * steps));
    const waits = await onServer(startLatency);
    const at = (share: number) => waits[Math.floor(waits.length * share)]?.toFixed(1);
    yield told(
      'engine-redis: queue to start at 500 operations/s, two workers',
      `p99 ${at(0.99)} ms (median ${at(0.5)} ms, ${waits.length} operations)`,
    );
    const scaled: number[] = [];
    for (const workers of [1, 2, 4]) scaled.push(await onServer((server) => drained(server, workers)));
    const factors = scaled.map((rate) => (rate / (scaled[0] ?? rate)).toFixed(2)).join(' → ');
    const each = scaled.map((rate) => rate.toFixed(0)).join(', ');
    yield told(
      'engine-redis: 1 → 2 → 4 workers',
      `${factors} (${each}/s; ${availableParallelism()} cores, one for Redis)`,
    );
    yield told('engine-redis: memory of 10,000 parked operations', await onServer(parked));
  },
} satisfies Bench;

const count = 4_000;
const atOnce = 64;
const prefix = 'bench';

interface Rate {
  readonly rate: number;
  readonly trips: number;
}

const of = (all: readonly Rate[]): Rate => ({
  rate: Math.round(median(all.map(({ rate }) => rate))),
  trips: Number(median(all.map(({ trips }) => trips)).toFixed(1)),
});

async function onServer<T>(work: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer('redis-server', '--appendonly', 'yes');
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

/** Operations a second, and how often one of them goes to Redis and back, its job of the queue included. */
async function operations(server: Server): Promise<Rate> {
  const store = await redisStore({ url: server.url, prefix }, silent, quick);
  const all = Promise.withResolvers<void>();
  let ended = 0;
  const { engine, begin } = benchEngine(
    heardEnds(store, () => {
      ended += 1;
      if (ended === count) all.resolve();
    }),
    atOnce,
  );
  engine.start();
  // The queue is opened.
  await sleep(500);
  const trips = await tripsOf(server);
  const since = performance.now();
  await together(count, atOnce, begin);
  await all.promise;
  const rate = (count / (performance.now() - since)) * 1_000;
  const made = (await tripsOf(server)) - trips;
  await engine.close();
  await store.close();
  return { rate, trips: made / count };
}

/** Jobs a second that go to Redis and back as often in all: what the queue needs itself is not made again. */
async function jobs(server: Server, trips: number, by: Trip): Promise<Rate> {
  const own = await tripsOf(server);
  await rawJobs(server.url, 500, 0, atOnce, by);
  const before = await tripsOf(server);
  const rate = await rawJobs(server.url, count, Math.round(trips - (before - own) / 500), atOnce, by);
  return { rate, trips: ((await tripsOf(server)) - before) / count };
}

/** Commands that came over a line so far: scripts count once, whatever they do. */
async function tripsOf(server: Server): Promise<number> {
  const stats = await server.say('INFO', 'commandstats');
  const calls = (command: string) => Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  // The row's own jobs are the only ones that say HSETNX: inside scripts nobody does.
  return calls('evalsha') + calls('hsetnx');
}

const quick = { loadAfter: 0, sweepEvery: 5_000, overdueAfter: 1_000 };

/** The same store, which tells of each end. */
const heardEnds = (store: Store, heard: () => void): Store => ({
  ...store,
  async append(id, length, entry, then) {
    await store.append(id, length, entry, then);
    if (entry.kind === 'ended') heard();
  },
});

async function workers({ url }: Server, many: number): Promise<readonly ChildProcess[]> {
  const program = join(import.meta.dirname, '../redis-worker.ts');
  const all = Array.from({ length: many }, () => fork(program, [url, prefix]));
  await Promise.all(all.map((child) => once(child, 'message')));
  return all;
}

/** Milliseconds from `begin` in one process to the first step in another, in order. */
async function startLatency(server: Server): Promise<readonly number[]> {
  const [perSecond, seconds] = [500, 10];
  const running = await workers(server, 2);
  const said = new Map<number, number>();
  const waits: number[] = [];
  for (const child of running) {
    // What a worker sends is pairs of numbers, written beside this file.
    child.on('message', (began) => {
      for (const [nth, at] of began as [number, number][]) waits.push(at - (said.get(nth) ?? at));
    });
    child.send('go');
  }
  const store = await redisStore({ url: server.url, prefix }, silent, quick);
  const { begin } = benchEngine(store, 0);
  await sleep(2_000);
  const since = performance.now();
  for (let nth = 0; nth < perSecond * seconds; nth++) {
    const due = since + (nth * 1_000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    said.set(nth, performance.timeOrigin + performance.now());
    void begin(nth);
  }
  while (waits.length < said.size) await sleep(100);
  for (const child of running) child.kill('SIGKILL');
  await store.close();
  return waits.sort((a, b) => a - b);
}

/** Operations a second of so many workers who find all of them waiting. */
async function drained(server: Server, many: number): Promise<number> {
  const store = await redisStore({ url: server.url, prefix }, silent);
  const { begin } = benchEngine(store, 0);
  await together(count, atOnce, begin);
  const running = await workers(server, many);
  const since = performance.now();
  for (const child of running) child.send('go');
  while ((await store.counts()).done < count) await sleep(20);
  const rate = (count / (performance.now() - since)) * 1_000;
  for (const child of running) child.kill('SIGKILL');
  await store.close();
  return rate;
}

/** What Redis holds for them, and what the process that parked them has become. */
async function parked(server: Server): Promise<string> {
  const many = 10_000;
  const store = await redisStore({ url: server.url, prefix }, silent, quick);
  const { engine, park } = benchEngine(store, atOnce);
  engine.start();
  const used = async () => Number(/used_memory:(\d+)/.exec(await server.say('INFO', 'memory'))?.[1]) / 2 ** 20;
  const [before, rss] = [await used(), process.memoryUsage.rss()];
  await together(many, 64, park);
  while ((await store.counts()).waiting < many) await sleep(50);
  const [after, grown] = [await used(), (process.memoryUsage.rss() - rss) / 2 ** 20];
  await engine.close();
  await store.close();
  return `${(after - before).toFixed(1)} MiB in Redis, RSS of the process ${grown > 0 ? '+' : ''}${grown.toFixed(0)} MiB`;
}
