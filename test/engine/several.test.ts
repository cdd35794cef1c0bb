import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import { type AnyOperation, Stale, type Store } from '../../src/kit.ts';
import { noWorld, removeThing, startThing, tinyWorld } from './tiny-world.ts';
import { drive, type VirtualClock, virtualClock } from './virtual-clock.ts';
import { ann, here, kinds } from './workbench.ts';

let dir: string;
let clock: VirtualClock;
let ends: (() => Promise<void>)[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hoist-several-'));
  clock = virtualClock();
  ends = [];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(dir, { recursive: true });
});

/** An engine with its own connection to the one file, as another process has. */
function engineOn(operations: readonly AnyOperation[], worker: string, more: Partial<EngineOptions> = {}) {
  const store = sqliteStore(join(dir, 'hoist.sqlite'));
  const engine = createEngine({ store, operations, world: noWorld, chats: [], clock, worker, ...more });
  ends.push(async () => {
    await engine.close();
    await store.close();
  });
  return { engine, store };
}

const begin = (engine: Engine, operation: AnyOperation, input: unknown, event: string) =>
  engine.begin(operation, input, { who: ann, where: here, locale: 'en', event });

/** Nothing here goes over a socket. */
const noCall = () => false;

const allResting = (store: Store) => async () =>
  (await store.heads({ states: ['going', 'waiting'], limit: 1 })).length === 0;

it('shares the work of one store between two engines, each piece done once', async () => {
  const world = tinyWorld();
  const operation = startThing(world);
  const first = engineOn([operation], 'one', { atOnce: 3 });
  const second = engineOn([operation], 'two', { atOnce: 3 });
  for (let i = 0; i < 40; i++) await begin(first.engine, operation, { name: `web-${i}` }, `event ${i}`);

  first.engine.start();
  second.engine.start();
  await drive(clock, allResting(first.store), noCall);

  expect(await first.store.heads({ states: ['done'], limit: 100 })).toHaveLength(40);
  expect(world.calls.filter((call) => call.startsWith('make'))).toHaveLength(80);
});

it('never lets two workers write, when one sleeps through the end of its lease', async () => {
  const world = tinyWorld();
  const wake = Promise.withResolvers<void>();
  const sleepy = {
    ...world,
    make: async (kind: string, key: string) => wake.promise.then(() => world.make(kind, key)),
  };
  const slow = startThing(sleepy);
  const asleep = sqliteStore(join(dir, 'hoist.sqlite'));
  let claimed = false;
  const store: Store = {
    ...asleep,
    async claim(...args) {
      if (claimed) return undefined;
      const claim = await asleep.claim(...args);
      claimed = claim !== undefined;
      return claim;
    },
    renew: () => new Promise(() => {}),
  };
  const first = engineOn([slow], 'one', { store });
  ends.push(() => asleep.close());
  const second = engineOn([startThing(world)], 'two');
  first.engine.start();
  const { id } = await begin(first.engine, slow, { name: 'web-1' }, 'event 1');
  await clock.settle();

  second.engine.start();
  await drive(clock, allResting(second.store), noCall);
  const before = await second.store.read(id);
  wake.resolve();
  await clock.pass(60_000);

  expect(kinds(before!)).toContain('resumed');
  expect(await second.store.read(id)).toEqual(before);
});

it('goes on with its own operation when its lease ran out under a call that hangs', async () => {
  const world = tinyWorld();
  const running = new Set<string>();
  let most = 0;
  let hangs = true;
  const hanging = {
    ...world,
    async make(kind: string, key: string) {
      running.add(`${kind} ${world.calls.length}`);
      most = Math.max(most, running.size);
      if (hangs) await new Promise(() => {});
      running.clear();
      return world.make(kind, key);
    },
  };
  const operation = startThing(hanging);
  const file = sqliteStore(join(dir, 'hoist.sqlite'));
  ends.push(() => file.close());
  let unreachable = true;
  const renew: Store['renew'] = (...args) => (unreachable ? Promise.reject(new Error('gone')) : file.renew(...args));
  const { engine } = engineOn([operation], 'one', { store: { ...file, renew }, lease: 1_000 });
  engine.start();
  const { id } = await begin(engine, operation, { name: 'web-1' }, 'event 1');

  await clock.pass(999);
  unreachable = false;
  hangs = false;
  await clock.pass(20_000);

  expect((await file.read(id))?.head.state).toBe('done');
  expect(most).toBe(1);
});

it('refuses a writer that comes back with an old view', async () => {
  const operation = startThing(tinyWorld());
  const { engine, store } = engineOn([operation], 'one');
  const { id } = await begin(engine, operation, { name: 'web-1' }, 'event 1');
  engine.start();
  await drive(clock, allResting(store), noCall);

  const late = store.append(id, 2, { at: 0, kind: 'began', step: 'machine' }, { state: 'going' });

  await expect(late).rejects.toBeInstanceOf(Stale);
});

it('hears of a cancel that another process has written, in the middle of a step', async () => {
  const world = tinyWorld();
  let told = false;
  const waiting = {
    ...world,
    make: (_kind: string, _key: string, signal?: AbortSignal) =>
      new Promise<string>((_, reject) => {
        signal?.addEventListener('abort', () => {
          told = true;
          reject(signal.reason);
        });
      }),
  };
  const operation = startThing(waiting);
  const first = engineOn([operation], 'one');
  const second = engineOn([operation], 'two');
  first.engine.start();
  const { id } = await begin(first.engine, operation, { name: 'web-1' }, 'event 1');
  await clock.settle();

  await second.engine.cancel(id, ann);
  await clock.pass(1_000);

  expect(told).toBe(true);
  expect((await second.store.read(id))?.head.state).toBe('undone');
});

it('tells watchers of what another process has written', async () => {
  const operation = startThing(tinyWorld());
  const first = engineOn([operation], 'one', { atOnce: 0 });
  const second = engineOn([operation], 'two');
  first.engine.start();
  const { id } = await begin(first.engine, operation, { name: 'web-1' }, 'event 1');
  const heard = new Set<string>();
  first.engine.watch('all', (changed) => heard.add(changed));
  const settled = first.engine.settled(id, AbortSignal.timeout(10_000));

  second.engine.start();
  await drive(clock, allResting(second.store), noCall);
  await clock.pass(1_000);

  expect((await settled).head.state).toBe('done');
  expect([...heard]).toEqual([id]);
});

it('lets go of everything when it closes, for the next to go on without waiting', async () => {
  const world = tinyWorld();
  const hanging = {
    ...world,
    make: (_kind: string, _key: string, signal?: AbortSignal) =>
      new Promise<string>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  const operation = startThing(hanging);
  const first = engineOn([operation], 'one');
  first.engine.start();
  const { id } = await begin(first.engine, operation, { name: 'web-1' }, 'event 1');
  await clock.settle();
  expect(first.engine.busy()).toBe(true);

  await first.engine.close();
  const second = engineOn([startThing(world)], 'two');
  second.engine.start();
  await clock.pass(2_000);

  const kept = await second.store.read(id);
  expect(kept?.head.state).toBe('done');
  expect(kinds(kept!)).not.toContain('resumed');
});

it('abandons a run when the store fails, and goes on from what is there', async () => {
  const world = tinyWorld();
  const operation = startThing(world);
  const file = sqliteStore(join(dir, 'hoist.sqlite'));
  ends.push(() => file.close());
  let broken = 2;
  const store: Store = {
    ...file,
    async append(id, length, entry, then) {
      const written = [...(then.first ?? []), entry];
      if (written.some(({ kind }) => kind === 'did') && broken-- > 0) throw new Error('disk full');
      return file.append(id, length, entry, then);
    },
  };
  const { engine } = engineOn([operation], 'one', { store });
  engine.start();
  const { id } = await begin(engine, operation, { name: 'web-1' }, 'event 1');

  await drive(clock, allResting(file), noCall);

  const kept = await file.read(id);
  expect(kept?.head.state).toBe('done');
  expect(kinds(kept!).filter((kind) => kind === 'resumed')).toHaveLength(2);
  expect([...world.things.values()]).toEqual(['disk', 'machine']);
});

it('keeps ten thousand parked operations, and finds the one that is answered', async () => {
  const operation = removeThing(tinyWorld());
  const store = sqliteStore(':memory:');
  const { engine } = engineOn([operation], 'one', { store });
  const ids: string[] = [];
  for (let i = 0; i < 10_000; i++) ids.push((await begin(engine, operation, { name: `d${i}`, key: 'k' }, `e${i}`)).id);
  engine.start();
  await drive(clock, async () => (await store.heads({ states: ['waiting'], limit: 10_000 })).length === 10_000, noCall);

  await engine.answer(ids[7_777]!, { yes: true }, ann);
  await drive(clock, async () => (await store.heads({ states: ['done'], limit: 2 })).length > 0, noCall);

  expect((await store.heads({ states: ['done'], limit: 2 })).map((head) => head.id)).toEqual([ids[7_777]]);
  expect(await store.heads({ states: ['waiting'], limit: 20_000 })).toHaveLength(9_999);
}, 60_000);
