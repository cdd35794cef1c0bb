import { z } from 'zod';
import { redisStore } from '../adapters/store/redis/store.ts';
import sqliteStore from '../adapters/store/sqlite/index.ts';
import { createEngine } from '../src/engine/engine.ts';
import { type AnyOperation, defineOperation } from '../src/engine/operation.ts';
import { silent } from '../src/log.ts';
import { verbatim } from '../src/phrases.ts';
import type { Store } from '../src/store.ts';

// One side of the pair: `dead-cloud-process.ts <how many hang> <file or url> [prefix]`. Prints how long each start took.
const each = 1_000;
/** What a process loads late, such as the queue, is there by then, and knows of all that hangs. */
const warmUp = 200;
const every = 6;
const answersAfter = 50;
const who = { id: 'bench:local:one', name: 'one' };
const where = { chat: 'bench', channel: 'bench' };
const clouds = ['answers', 'dead'];

const [hanging = '0', place = ':memory:', prefix] = process.argv.slice(2);
const store = prefix === undefined ? sqliteStore(place) : await redisStore({ url: place, prefix }, silent);
console.log(JSON.stringify(await starts(store, Number(hanging))));
await store.close();
process.exit(0);

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

function touching(call: (cloud: string, since: number, signal: AbortSignal) => Promise<void>): AnyOperation {
  return defineOperation({
    name: 'bench.touch',
    input: z.object({ cloud: z.string(), since: z.number() }),
    outline: { touch: verbatim('touch') },
    likeness: () => 'bench.touch',
    async run(op, { cloud, since }) {
      await op.step('touch', { do: ({ signal }) => call(cloud, since, signal), undo: async () => {} });
    },
    tell: { title: () => 'bench', done: () => ({ title: 'done', blocks: [] }), failed: () => 'failed' },
  });
}

function pause(ms: number) {
  return new Promise((go) => setTimeout(go, ms));
}
