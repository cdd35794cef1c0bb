import { join } from 'node:path';
import { z } from 'zod';
import { redisStore } from '../../adapters/store/redis/store.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { type AnyOperation, defineOperation } from '../../src/engine/operation.ts';
import { silent } from '../../src/log.ts';
import { verbatim } from '../../src/phrases.ts';
import type { Store } from '../../src/store.ts';
import { has, type Server, startServer } from '../../test/store/start-server.ts';
import { discard, scratch } from '../leftovers.ts';
import { atMost, type Bench, median, missing, type Row, told } from '../row.ts';

/** How soon work starts in one cloud while another hangs at every call, beside the same without the other. */
export default {
  name: 'dead-cloud',
  async *measure() {
    yield* await beside('sqlite', onFile);
    if (!has('redis-server')) return yield missing(nameOn('redis'), `≤ ${goal}`, 'redis-server is not installed');
    const server = await startServer('redis-server', '--appendonly', 'yes');
    try {
      yield* await beside('redis', onServer(server));
    } finally {
      await server.end();
    }
  },
} satisfies Bench;

const goal = 1.2;
const rounds = 5;
const hanging = 500;
const each = 300;
/** What a process loads late, such as the queue, is there by then, and knows of all that hangs. */
const warmUp = 200;
const every = 10;
const answersAfter = 50;
const who = { id: 'bench:local:one', name: 'one' };
const where = { chat: 'bench', channel: 'bench' };
const nameOn = (kind: string) => `dead cloud, ${kind}: p99 from words to the first call in another`;

type OnStore = (work: (store: Store) => Promise<readonly number[]>) => Promise<readonly number[]>;

/** One after the other, first the one and then the other: what else the machine does meets both. */
async function beside(kind: string, on: OnStore): Promise<readonly Row[]> {
  const both: { readonly alone: number; readonly dead: number; readonly ratio: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [0, hanging] : [hanging, 0];
    const p99: Record<number, number> = {};
    for (const dead of order) p99[dead] = at(await on((store) => starts(store, dead)), 0.99);
    const [alone = Number.NaN, dead = Number.NaN] = [p99[0], p99[hanging]];
    both.push({ alone, dead, ratio: dead / alone });
  }
  const ratio = median(both.map((round) => round.ratio));
  const ms = (of: 'alone' | 'dead') => median(both.map((round) => round[of])).toFixed(1);
  const all = both.map((round) => round.ratio.toFixed(2)).join(' ');
  return [
    atMost(nameOn(kind), ratio, goal, `${ms('dead')} ms beside ${hanging} that hang, ${ms('alone')} ms without`),
    told(`dead cloud, ${kind}: ratio of each round`, all),
  ];
}

const onFile: OnStore = async (work) => {
  const folder = scratch();
  const store = sqliteStore(join(folder, 'bench.sqlite'));
  try {
    return await work(store);
  } finally {
    await store.close();
    discard(folder);
  }
};

const onServer =
  ({ url }: Server): OnStore =>
  async (work) => {
    const store = await redisStore({ url, prefix: `bench-${performance.now()}` }, silent);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };

/** Milliseconds from `begin` to the first call of each operation on the cloud that answers. */
async function starts(store: Store, hanging: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const all = Promise.withResolvers<void>();
  const call = async (cloud: string, since: number, signal: AbortSignal) => {
    if (cloud === 'dead') {
      return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    latencies.push(performance.now() - since);
    if (latencies.length === warmUp + each) all.resolve();
    return new Promise<void>((resolve) => setTimeout(resolve, answersAfter));
  };
  const operation = touching(call);
  // The operation measured here reaches nothing but what hangs or answers above.
  const engine = createEngine({ store, operations: [operation], world: {} as never, chats: [], clouds });
  const begin = (cloud: string, nth: number) =>
    engine.begin(
      operation,
      { cloud, since: performance.now() },
      { who, where, locale: 'en', event: `${cloud} ${nth}` },
    );
  engine.start();
  for (let nth = 0; nth < hanging; nth++) await begin('dead', nth);
  for (let nth = 0; nth < warmUp + each; nth++) await Promise.all([begin('answers', nth), pause(every)]);
  await all.promise;
  await engine.close();
  return latencies.slice(warmUp);
}

const clouds = ['answers', 'dead'];

const touching = (call: (cloud: string, since: number, signal: AbortSignal) => Promise<void>): AnyOperation =>
  defineOperation({
    name: 'bench.touch',
    input: z.object({ cloud: z.string(), since: z.number() }),
    outline: { touch: verbatim('touch') },
    likeness: () => 'bench.touch',
    async run(op, { cloud, since }) {
      await op.step('touch', { do: ({ signal }) => call(cloud, since, signal), undo: async () => {} });
    },
    tell: { title: () => 'bench', done: () => ({ title: 'done', blocks: [] }), failed: () => 'failed' },
  });

const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
