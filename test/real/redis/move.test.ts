import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { redisStore } from '../../../adapters/store/redis/store.ts';
import { sqliteEnd } from '../../../adapters/store/sqlite/copy.ts';
import sqliteStore from '../../../adapters/store/sqlite/index.ts';
import type { Piece } from '../../../src/kit.ts';
import { silent } from '../../../src/log.ts';
import { processes } from '../../composition/processes.ts';
import { redisThere, type There } from './there.ts';

const now = 1_700_000_000_000;
const where = { chat: 'web', channel: 'general' };
const idOf = (n: number) => `op-${String(n).padStart(5, '0')}`;
const operation = (n: number): Piece => ({
  kind: 'operation',
  id: idOf(n),
  operation: 'machine.create',
  input: { cloud: 'practice', name: `web-${n}` },
  who: { id: 'web:local:ann', name: 'ann' },
  where,
  locale: 'en',
  likeness: 'a',
  state: 'done',
  ...{ at: now + n, changed: now + n, fence: 1 },
  entries: Array.from({ length: 12 }, (_, i) => JSON.stringify({ at: now + n, kind: 'began', step: `step ${i}` })),
  messages: [{ number: n + 1, id: `${idOf(n)}.card`, kind: 'card', where, wanted: 12, sent: 12, ref: `ref ${n}` }],
});

let there: There;
let here: ReturnType<typeof processes>;
let prefix: string;
beforeAll(async () => {
  there = await redisThere();
});
afterAll(() => there.end());
beforeEach(() => {
  here = processes();
  prefix = `test-move-${process.pid}-${Date.now()}`;
});
afterEach(async () => {
  await here.close();
  await there.sweep(prefix);
});

const file = () => join(here.data, 'hoist.sqlite');

async function fill(many: number) {
  const end = sqliteEnd(file());
  for (let n = 0; n < many; n += 500) await end.write(Array.from({ length: 500 }, (_, i) => operation(n + i)));
  await end.close();
}

const move = (to: string) => here.begin('move-store.ts', ['--to', to], { REDIS_URL: there.url, REDIS_PREFIX: prefix });

it('may be killed in the middle: the file goes on, and the next move begins anew', async () => {
  await fill(5_000);

  const first = move('redis');
  const line = new Redis(there.url);
  await expect.poll(() => line.zcard(`{${prefix}}:ids`), { interval: 2, timeout: 20_000 }).toBeGreaterThan(0);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(await line.zcard(`{${prefix}}:ids`)).toBeLessThan(5_000);
  await line.quit();

  const store = sqliteStore(file());
  expect(await store.counts()).toMatchObject({ done: 5_000 });
  await store.close();
  await expect(redisStore({ url: there.url, prefix }, silent)).rejects.toThrow('holds half');
  const again = await move('redis').ended;
  expect(again.out).toMatch(/^Moved and compared: 5000 operations with 60000 journal entries/);
});

it('moves ten thousand operations there and back, without holding them all', async () => {
  await fill(10_000);

  const forth = await measured('redis');
  const back = await measured('sqlite');

  console.log(`10,000 operations: ${told(forth)}, and back ${told(back)}`);
  expect(forth.out).toMatch(/^Moved and compared: 10000 operations with 120000 journal entries/);
  // So much is what forty thousand need too.
  expect(Math.max(forth.memory, back.memory)).toBeLessThan(256);
});

const told = ({ seconds, memory }: { readonly seconds: number; readonly memory: number }) =>
  `${seconds.toFixed(1)} s, ${memory.toFixed(0)} MiB at most`;

/** How long it took, and the most memory it had, in MiB. */
async function measured(to: string) {
  const since = performance.now();
  const { child, ended } = move(to);
  let memory = 0;
  const looking = setInterval(() => {
    try {
      const most = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      memory = Math.max(memory, Number(most ?? 0) / 1_024);
    } catch {
      // It has ended.
    }
  }, 20);
  const { status, out, err } = await ended;
  clearInterval(looking);
  if (status !== 0) throw new Error(err);
  return { out, memory, seconds: (performance.now() - since) / 1_000 };
}
