import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { defineOperation } from '../../src/engine/operation.ts';
import { verbatim } from '../../src/phrases.ts';
import { atLeast, type Bench, median, told } from '../row.ts';

/** Steps a second with every write on the disk before the next one begins, beside a loop that only inserts. */
export default {
  name: 'engine',
  async *measure() {
    const rates: { engine: number; bare: number }[] = [];
    for (let round = 0; round < 3; round++) rates.push({ bare: bareInserts(), engine: await journaled() });
    const ratio = median(rates.map(({ engine, bare }) => engine / bare));
    const engine = median(rates.map((rate) => rate.engine));
    const bare = median(rates.map((rate) => rate.bare));
    const detail = `${engine.toFixed(0)} entries/s, bare insert ${bare.toFixed(0)}/s`;
    yield atLeast('engine: journal entries/s ÷ bare inserts/s', ratio, 0.3, detail);
    yield told('engine: steps/s on sqlite, full durability', (engine / 2).toFixed(0));
    yield* await parked();
  },
} satisfies Bench;

const steps = 50;
const together = 20;

const names = Object.fromEntries(Array.from({ length: steps }, (_, at) => [`s${at}`, verbatim(`step ${at}`)]));
const tell = { title: () => 'bench', done: () => ({ title: 'done', blocks: [] }), failed: () => 'failed' };

const walk = defineOperation({
  name: 'bench.walk',
  input: z.object({}),
  outline: names,
  likeness: () => 'bench.walk',
  async run(op) {
    for (const name of Object.keys(names)) await op.step(name, { do: async () => 1, undo: async () => {} });
  },
  tell,
});

const park = defineOperation({
  name: 'bench.park',
  input: z.object({}),
  outline: { wait: verbatim('wait') },
  likeness: () => 'bench.park',
  run: (op) => op.answer('wait', { shape: z.object({}), about: {}, atMost: 86_400_000 }),
  tell,
});

/** Entries a second, and the whole engine around them: replay, claims, heads, messages. */
async function journaled(): Promise<number> {
  return inFolder(async (file) => {
    const { engine, close } = open(file);
    const began = performance.now();
    const ids = await Promise.all(Array.from({ length: together }, (_, at) => begin(engine, walk, at)));
    engine.start();
    const ended = await Promise.all(ids.map((id) => engine.settled(id, AbortSignal.timeout(120_000))));
    const took = performance.now() - began;
    await close();
    return (ended.reduce((sum, { entries }) => sum + entries.length, 0) / took) * 1000;
  });
}

/** One insert and one commit for each entry, with the same guarantee. */
function bareInserts(): number {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-bench-'));
  const db = new DatabaseSync(join(folder, 'bare.sqlite'));
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry(id INTEGER PRIMARY KEY, entry TEXT)',
  );
  const insert = db.prepare('INSERT INTO entry(entry) VALUES (?)');
  const count = steps * together * 2;
  const began = performance.now();
  for (let at = 0; at < count; at++)
    insert.run(JSON.stringify({ at: Date.now(), kind: 'did', step: `s${at}`, made: 1 }));
  const took = performance.now() - began;
  db.close();
  rmSync(folder, { recursive: true });
  return (count / took) * 1000;
}

async function parked() {
  return inFolder(async (file) => {
    const { engine, close } = open(file);
    engine.start();
    const count = 10_000;
    global.gc?.();
    const before = process.memoryUsage.rss();
    for (let at = 0; at < count; at++) await begin(engine, park, at);
    const until = performance.now() + 120_000;
    while (performance.now() < until && (await waiting(engine)) < count) await new Promise((go) => setTimeout(go, 100));
    global.gc?.();
    const grown = (process.memoryUsage.rss() - before) / 2 ** 20;
    const began = performance.now();
    const listed = await waiting(engine);
    const took = performance.now() - began;
    await close();
    return [
      told('engine: RSS growth with 10,000 parked operations', `${grown.toFixed(0)} MiB, ${listed} parked`),
      told('engine: time to list 10,000 parked operations', `${took.toFixed(0)} ms`),
    ];
  });
}

const waiting = async (engine: Engine) => (await engine.list({ states: ['waiting'], limit: 20_000 })).length;

function open(file: string) {
  const store = sqliteStore(file);
  const world = {
    cloud: () => {
      throw new Error('no cloud here');
    },
  };
  // The operations measured here reach nothing outside.
  const engine = createEngine({ store, operations: [walk, park], world: world as never, chats: [] });
  const close = async () => {
    await engine.close();
    await store.close();
  };
  return { engine, close };
}

async function begin(engine: Engine, operation: typeof walk | typeof park, at: number): Promise<string> {
  const who = { id: 'bench:local:one', name: 'one' };
  const where = { chat: 'bench', channel: 'bench' };
  const asked = { who, where, locale: 'en' as const, event: `${operation.name}.${at}` };
  return (await engine.begin<object, unknown, string>(operation as never, {}, asked)).id;
}

async function inFolder<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-bench-'));
  try {
    return await work(join(folder, 'bench.sqlite'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
