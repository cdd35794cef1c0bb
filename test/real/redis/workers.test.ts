import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redisStore } from '../../../adapters/store/redis/store.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import type { Store } from '../../../src/kit.ts';
import { silent } from '../../../src/log.ts';
import { cards, type FakeChat, fakeChat, pings, shown } from '../../engine/fake-chat.ts';
import { noWorld, startThing, tinyWorld } from '../../engine/tiny-world.ts';
import { keeps } from '../../store/redis-server.ts';
import { redisThere, type There } from './there.ts';

const program = new URL('./worker.ts', import.meta.url).pathname;
const operation = startThing(tinyWorld());
const ann = { id: 'web:local:ann', name: 'ann' };
const where = { chat: 'web', channel: 'general' };

let there: There;
let dir: string;
let prefix: string;
let store: Store;
let chat: FakeChat;
/** As the process of a chat: begins and shows, and leaves the carrying to others. */
let desk: Engine;
let workers: Set<ChildProcess>;

beforeEach(async () => {
  there = await redisThere(...keeps);
  dir = mkdtempSync(join(tmpdir(), 'hoist-workers-'));
  mkdirSync(join(dir, 'things'));
  prefix = `test-${dir.split('-').at(-1)}`;
  store = await redisStore({ url: there.url, prefix }, silent, {
    loadAfter: 0,
    sweepEvery: 5_000,
    overdueAfter: 1_000,
  });
  chat = fakeChat();
  desk = createEngine({ store, operations: [operation], world: noWorld, chats: [chat], atOnce: 0 });
  desk.start();
  workers = new Set();
});
afterEach(async () => {
  for (const worker of workers) await kill(worker);
  await desk.close();
  await store.close();
  await there.sweep(prefix);
  await there.end();
  rmSync(dir, { recursive: true });
});

async function worker(): Promise<ChildProcess> {
  const child = fork(program, [dir, there.url, prefix]);
  workers.add(child);
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  workers.delete(child);
  const gone = once(child, 'exit');
  if (child.kill('SIGKILL')) await gone;
}

const begin = (nth: number) =>
  desk.begin(operation, { name: `web-${nth}` }, { who: ann, where, locale: 'en', event: `event ${nth}` });

const ended = async (): Promise<number> => (await store.heads({ states: ['done'], limit: 1_000 })).length;

async function allEnded(count: number): Promise<void> {
  await expect.poll(ended, { timeout: 120_000 }).toBe(count);
  await expect.poll(async () => (await store.unsent(1)).length, { timeout: 30_000 }).toBe(0);
}

/** One card and one call for each operation, and one disk and one machine of each in the world. */
function expectOneOfEach(ids: readonly string[]): void {
  expect(readdirSync(join(dir, 'things')).sort()).toEqual(ids.flatMap((id) => [`${id}.disk`, `${id}.machine`]).sort());
  expect([...cards(chat)].sort()).toEqual(ids.map((id) => `${id}.card`).sort());
  expect(pings(chat)).toHaveLength(ids.length);
  for (const id of ids) expect(shown(chat, `${id}.card`).tone).toBe('good');
}

it('starts what a chat hears in a worker that waits, within milliseconds', async () => {
  await worker();
  await worker();
  const began: number[] = [];
  const ids: string[] = [];
  for (let i = 0; i < 30; i++) {
    began.push(Date.now());
    const { id } = await begin(i);
    ids.push(id);
    await desk.settled(id, AbortSignal.timeout(30_000));
  }

  await allEnded(30);

  const made = readFileSync(join(dir, 'made'), 'utf8').split('\n');
  const waits = ids.map((id, i) => Number(made.find((line) => line.includes(`${id}.disk`))?.split(' ')[0]) - began[i]!);
  waits.sort((a, b) => a - b);
  console.log(`from words to the first call: median ${waits[15]} ms, longest ${waits.at(-1)} ms`);
  expect(waits[15]).toBeLessThan(60);
  expectOneOfEach(ids);
});

it('ends everything once although workers are killed and the queue is lost', async () => {
  const running = [await worker(), await worker(), await worker()];
  const ids: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 60; i++) ids.push((await begin(ids.length)).id);
    // What was begun a moment ago is on its way.
    await kill(running.shift()!);
    await there.sweep(prefix, 'wakes*');
    running.push(await worker());
  }

  await allEnded(ids.length);
  expectOneOfEach(ids);
});

it('ends everything once although Redis dies again and again', async ({ skip }) => {
  if (!there.own) return skip('the server of REDIS_URL is not ours to kill');
  await worker();
  await worker();
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 60; i++) ids.push((await begin(ids.length)).id);
    await there.own.kill();
    const meanwhile = begin(ids.length);
    await there.own.start();
    ids.push((await meanwhile).id);
  }

  await allEnded(ids.length);
  expectOneOfEach(ids);
});
