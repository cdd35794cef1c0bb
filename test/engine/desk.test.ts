import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '../../src/kit.ts';
import { removeThing, startThing, tinyWorld, words } from './tiny-world.ts';
import { virtualClock } from './virtual-clock.ts';
import { type Bench, bench } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

/** Ids come out as op-00000000, op-11111111 and so on. */
const counting = () => {
  let next = 0;
  return (bytes: number) => new Uint8Array(bytes).fill(next++);
};

describe('finding an operation', () => {
  it.each(['op-11111111', 'op-1', '1111'])('reads it by %s', async (typed) => {
    const operation = startThing(tinyWorld());
    const on = (open = bench([operation], { random: counting(), worker: 'w' }));
    for (const name of ['a', 'b', 'c']) await on.begin(operation, { name });

    expect((await on.engine.read(typed)).head.id).toBe('op-11111111');
  });

  it.each([
    ['op-', 'conflict'],
    ['', 'not-found'],
    ['op-zzz', 'not-found'],
    ["op-1'; DROP TABLE operation", 'not-found'],
  ])('refuses %j and names the nearest', async (typed, code) => {
    const operation = startThing(tinyWorld());
    const on = (open = bench([operation], { random: counting(), worker: 'w' }));
    for (const name of ['a', 'b']) await on.begin(operation, { name });

    await expect(on.engine.read(typed)).rejects.toMatchObject({ code });
  });
});

it('plans without doing anything', async () => {
  const world = tinyWorld();
  const operation = startThing(world);
  const on = (open = bench([operation]));

  const view = on.engine.plan(operation, { name: 'web-1' }, 'en');

  expect(view.title).toBe('Starting web-1');
  expect(view.blocks).toContainEqual({
    kind: 'steps',
    steps: [
      { name: 'Disk', state: 'todo' },
      { name: 'Machine', state: 'todo' },
      { name: 'Address', state: 'todo' },
    ],
  });
  expect(view.blocks.at(-1)).toMatchObject({ text: 'If a step fails, everything made until then is taken back.' });
  expect(world.calls).toEqual([]);
  expect(await on.engine.list({ limit: 1 })).toEqual([]);
});

it('leaves out of the list what this input does not need', async () => {
  const operation = defineOperation({
    name: 'x',
    input: z.object({ probe: z.boolean() }),
    outline: { a: words('A'), probe: words('Probe') },
    skips: ({ probe }) => (probe ? [] : ['probe']),
    undoes: ['a'],
    likeness: () => 'x',
    run: async () => undefined,
    tell: { title: () => 'x', done: () => ({ title: 'x', blocks: [] }), failed: () => 'x' },
  });
  const on = (open = bench([operation]));

  expect(on.engine.plan(operation, { probe: false }, 'en').blocks).toEqual([
    { kind: 'steps', steps: [{ name: 'A', state: 'todo' }] },
    { kind: 'note', text: 'If a step fails, these are taken back: A.' },
  ]);
});

it('plans with the steps that cannot be taken back, and what becomes of those before them', async () => {
  const operation = defineOperation({
    name: 'x',
    input: z.object({ replaces: z.boolean() }),
    outline: { a: words('A'), b: words('B') },
    finals: ({ replaces }): ('a' | 'b')[] => (replaces ? ['b'] : []),
    likeness: () => 'x',
    run: async () => undefined,
    tell: { title: () => 'x', done: () => ({ title: 'x', blocks: [] }), failed: () => 'x' },
  });
  const on = (open = bench([operation]));
  const note = (replaces: boolean) => on.engine.plan(operation, { replaces }, 'en').blocks.at(-1);

  expect(note(true)).toMatchObject({
    text: 'Cannot be taken back once begun: B. If a step before that fails, everything made until then is taken back.',
  });
  expect(note(false)).toMatchObject({ text: 'If a step fails, everything made until then is taken back.' });
});

it('learns how long steps take, and says how far the next one is', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));
  for (let i = 0; i < 3; i++) await on.store.remember('thing.start', { disk: 1_000, machine: 5_000, address: 4_000 });
  const id = await on.begin(operation, { name: 'web-1' });

  expect(await on.engine.progress(await on.kept(id))).toEqual({ share: 0, remaining: 10_000 });
  await on.clock.settle();
  expect((await on.engine.progress(await on.kept(id))).remaining).toBe(4_000);
  expect(await on.engine.progress(await on.rest(id))).toEqual({ share: 1, remaining: 0 });

  expect((await on.store.took('thing.start')).disk).toHaveLength(4);
});

it('has the question of an operation that waits, with the word to type', async () => {
  const operation = removeThing(tinyWorld());
  const on = (open = bench([operation]));
  const id = await on.begin(operation, { name: 'old', key: 'k' });
  expect(on.engine.question(await on.kept(id), 'en')).toBeUndefined();

  const kept = await on.when(id, ({ head }) => head.state === 'waiting');

  expect(on.engine.question(kept, 'en')).toMatchObject({ yes: 'Remove', no: 'Keep', word: 'old' });
});

it('refuses to begin with an input that the operation does not take', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));

  await expect(on.begin(operation, { name: 7 })).rejects.toThrow();

  expect(await on.engine.list({ limit: 1 })).toEqual([]);
});

it('ends as a bug, not in silence, when an input of an older version does not fit any more', async () => {
  const operation = startThing(tinyWorld());
  const before = bench([operation], { atOnce: 0 });
  const id = await before.begin(operation, { name: 'web-1' });
  const stricter = { ...operation, input: z.object({ name: z.string(), zone: z.string() }) };
  const on = (open = bench([stricter], { store: before.store }));
  await before.engine.close();

  const kept = await on.rest(id);

  expect(kept.entries[0]).toMatchObject({ kind: 'failed', reason: { code: 'bug' } });
  expect(kept.head.state).toBe('undone');
});

it('forgets what ended three months ago, and nothing that goes', async () => {
  const operation = startThing(tinyWorld());
  const asking = removeThing(tinyWorld());
  const clock = virtualClock();
  const before = bench([operation, asking], { clock, atOnce: 2 });
  const old = await before.begin(operation, { name: 'old' });
  await before.rest(old);
  const waits = await before.begin(asking, { name: 'x', key: 'k' });
  // Clock work is for those who stay: it is first heard of a minute after the start.
  await clock.pass(61_000);
  await before.engine.close();
  const later = virtualClock(clock.now() + 91 * 24 * 3_600_000);
  const on = (open = bench([operation], { store: before.store, clock: later }));

  await later.pass(61_000);

  expect((await on.engine.list({ limit: 9 })).map((head) => head.id)).toEqual([waits]);
});

it('counts as left behind what cannot be reached to be taken back', async () => {
  const world = tinyWorld();
  let configured = true;
  const operation = startThing(world);
  const moody = {
    ...operation,
    run: async (...args: Parameters<typeof operation.run>) => {
      if (!configured) throw new Error('the cloud is not configured any more');
      return operation.run(...args);
    },
  };
  const on = (open = bench([moody]));
  const id = await on.begin(moody, { name: 'web-1' });
  await on.rest(id);
  configured = false;

  await on.engine.undo(id, { id: 'x', name: 'x' });
  const stuck = await on.rest(id);
  expect(stuck.entries.at(-1)).toMatchObject({ outcome: 'stuck', left: ['disk', 'machine', 'address'] });

  configured = true;
  await on.engine.retry(id, { id: 'x', name: 'x' });
  expect((await on.rest(id)).head.state).toBe('undone');
  expect(world.things.size).toBe(0);
});
