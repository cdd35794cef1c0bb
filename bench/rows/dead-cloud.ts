import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { type AnyOperation, defineOperation } from '../../src/engine/operation.ts';
import { verbatim } from '../../src/phrases.ts';
import type { Store } from '../../src/store.ts';
import { atMost, type Bench, told } from '../row.ts';

/** How soon work starts in one cloud while another hangs at every call, beside the same without the other. */
export default {
  name: 'dead-cloud',
  async *measure() {
    const alone: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < rounds; round++) {
      alone.push(...(await starts(0)));
      beside.push(...(await starts(hanging)));
    }
    const detail = `p99 ${p(beside, 0.99).toFixed(1)} ms beside ${hanging} that hang, ${p(alone, 0.99).toFixed(1)} ms alone`;
    yield atMost(
      'dead cloud: p99 from words to the first call in another',
      p(beside, 0.99) / p(alone, 0.99),
      1.2,
      detail,
    );
    yield told('dead cloud: median', `${p(beside, 0.5).toFixed(1)} ms beside, ${p(alone, 0.5).toFixed(1)} ms alone`);
  },
} satisfies Bench;

const rounds = 5;
const hanging = 500;
const each = 400;
const every = 10;
const answersAfter = 50;
const who = { id: 'bench:local:one', name: 'one' };
const where = { chat: 'bench', channel: 'bench' };

/** Milliseconds from `begin` to the first call of each operation on the cloud that answers. */
async function starts(hanging: number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-bench-'));
  const store = sqliteStore(join(folder, 'bench.sqlite'));
  try {
    return await startsOn(store, hanging);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function startsOn(store: Store, hanging: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const all = Promise.withResolvers<void>();
  const call = async (cloud: string, since: number, signal: AbortSignal) => {
    if (cloud === 'dead') {
      return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    latencies.push(performance.now() - since);
    if (latencies.length === each) all.resolve();
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
  await pause(200);
  for (let nth = 0; nth < each; nth++) await Promise.all([begin('answers', nth), pause(every)]);
  await all.promise;
  await engine.close();
  return latencies;
}

const clouds = ['answers', 'dead'];

const touching = (call: (cloud: string, since: number, signal: AbortSignal) => Promise<void>): AnyOperation =>
  defineOperation({
    name: 'bench.touch',
    input: z.object({ cloud: z.string(), since: z.number() }),
    outline: { touch: verbatim('touch') },
    likeness: () => 'bench.touch',
    async run(op, { cloud, since }) {
      await op.step('touch', { atMost: 5_000, do: ({ signal }) => call(cloud, since, signal), undo: async () => {} });
    },
    tell: { title: () => 'bench', done: () => ({ title: 'done', blocks: [] }), failed: () => 'failed' },
  });

const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));

const p = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
