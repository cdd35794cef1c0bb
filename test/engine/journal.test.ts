import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation, Failure, verbatim } from '../../src/kit.ts';
import { startThing, tinyWorld, unavailable, words } from './tiny-world.ts';
import { ann, type Bench, bench, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

const none = { title: () => 'x', failed: () => 'x did not work', done: () => ({ title: 'x is done', blocks: [] }) };

describe('tries', () => {
  it('finds what was made when the reply of making it was lost, and makes it once', async () => {
    const world = tinyWorld();
    world.fault = (call, nth) => (call === 'make machine' && nth === 1 ? 'lost' : undefined);
    const operation = startThing(world);
    const on = (open = bench([operation]));

    const kept = await on.rest(await on.begin(operation, { name: 'web-1' }));

    expect(kept.head.state).toBe('done');
    expect(kinds(kept)).toContain('tried machine');
    expect([...world.things.values()]).toEqual(['disk', 'machine']);
  });

  it('tries six times, a little later each time, and then takes everything back', async () => {
    const world = tinyWorld();
    world.fault = (call) => (call === 'make machine' ? unavailable() : undefined);
    const operation = startThing(world);
    const on = (open = bench([operation]));

    const kept = await on.rest(await on.begin(operation, { name: 'web-1' }));

    const at = kept.entries.flatMap((entry) => (entry.kind === 'tried' || entry.kind === 'failed' ? [entry.at] : []));
    expect(at.slice(1).map((time, i) => Math.round((time - at[i]!) / 1000))).toEqual([1, 2, 4, 8, 16]);
    expect(kept.head.state).toBe('undone');
    expect(world.things.size).toBe(0);
  });

  it('waits as long as the other side asked for', async () => {
    const world = tinyWorld();
    world.fault = (call, nth) => (call === 'make disk' && nth === 1 ? unavailable(30_000) : undefined);
    const operation = startThing(world);
    const on = (open = bench([operation]));

    const kept = await on.rest(await on.begin(operation, { name: 'web-1' }));

    const [tried, did] = kept.entries.filter((entry) => entry.kind === 'tried' || entry.kind === 'did');
    expect(did!.at - tried!.at).toBe(30_000);
  });

  it('does not try again what cannot get better by itself', async () => {
    const world = tinyWorld();
    world.fault = (call) => (call === 'make machine' ? new Failure('quota', verbatim('quota reached')) : undefined);
    const operation = startThing(world);
    const on = (open = bench([operation]));

    const kept = await on.rest(await on.begin(operation, { name: 'web-1' }));

    expect(kinds(kept)).toEqual([
      'began disk',
      'did disk',
      'began machine',
      'failed machine',
      'undid machine',
      'undid disk',
      'ended',
    ]);
    expect(world.things.size).toBe(0);
  });

  it('gives a try two minutes, then tells it to stop and tries again', async () => {
    const told: boolean[] = [];
    const operation = defineOperation({
      name: 'x',
      input: z.object({}),
      outline: { slow: words('Slow') },
      likeness: () => 'x',
      run: (op) =>
        op.step('slow', {
          do: ({ signal }) =>
            told.length > 0
              ? Promise.resolve(7)
              : new Promise((_, reject) => {
                  signal.addEventListener('abort', () => {
                    told.push(true);
                    reject(signal.reason);
                  });
                }),
        }),
      tell: none,
    });
    const on = (open = bench([operation]));
    const id = await on.begin(operation, {});
    await on.clock.pass(119_000);
    expect(told).toEqual([]);

    await on.clock.pass(5_000);

    const kept = await on.kept(id);
    expect(kept.head.state).toBe('done');
    expect(kept.entries.find((entry) => entry.kind === 'tried')).toMatchObject({ reason: { code: 'timed-out' } });
  });

  it('takes a result that came although it was told to stop', async () => {
    const operation = defineOperation({
      name: 'x',
      input: z.object({}),
      outline: { slow: words('Slow') },
      likeness: () => 'x',
      run: (op) =>
        op.step('slow', {
          atMost: 1_000,
          do: ({ signal }) => new Promise<number>((resolve) => signal.addEventListener('abort', () => resolve(7))),
        }),
      tell: none,
    });
    const on = (open = bench([operation]));
    const id = await on.begin(operation, {});

    await on.clock.pass(2_000);

    expect((await on.kept(id)).entries.at(-1)).toMatchObject({ outcome: 'done', value: 7 });
  });
});

describe('mistakes in the code of an operation', () => {
  it.each<
    [string, (op: { step(name: string, step: { do(): Promise<unknown> }): Promise<unknown> }) => Promise<unknown>]
  >([
    [
      'a name used twice',
      async (op) => {
        await op.step('a', { do: async () => 1 });
        return op.step('a', { do: async () => 2 });
      },
    ],
    ['a step that the outline does not have', (op) => op.step('toString', { do: async () => 1 })],
    [
      'two steps at once',
      (op) => Promise.all([op.step('a', { do: async () => 1 }), op.step('b', { do: async () => 2 })]),
    ],
    [
      'a step that is not waited for',
      async (op) => {
        void op.step('a', { do: async () => 1 });
      },
    ],
    [
      'an error that is no failure',
      (op) =>
        op.step('a', {
          do: async () => {
            throw new TypeError('secret of the machine room');
          },
        }),
    ],
    [
      'an error outside of all steps',
      async () => {
        throw new TypeError('secret of the machine room');
      },
    ],
    ['a result that cannot be kept', (op) => op.step('a', { do: async () => 1n })],
  ])('end as a bug of ours with an id to quote: %s', async (_, run) => {
    const operation = defineOperation({
      name: 'x',
      input: z.object({}),
      outline: { a: words('A'), b: words('B') } as Record<string, ReturnType<typeof words>>,
      likeness: () => 'x',
      run,
      tell: none,
    });
    const on = (open = bench([operation]));

    const id = await on.begin(operation, {});
    const kept = await on.rest(id);

    expect(kept.head.state).toBe('undone');
    const failed = kept.entries.find((entry) => entry.kind === 'failed');
    expect(failed).toMatchObject({ reason: { code: 'bug' } });
    expect(JSON.stringify(failed)).toContain(id);
    expect(JSON.stringify(kept)).not.toContain('secret of the machine room');
  });
});

it('gives the code the same values when it is replayed as when it ran', async () => {
  const seen: unknown[] = [];
  const operation = defineOperation({
    name: 'x',
    input: z.object({}),
    outline: { date: words('Date'), nothing: words('Nothing'), wait: words('Wait') },
    likeness: () => 'x',
    async run(op) {
      const date = await op.step<unknown>('date', { do: async () => ({ at: new Date(0), gone: undefined }) });
      const nothing = await op.step('nothing', { do: async () => undefined });
      seen.push([date, nothing]);
      await op.until('wait', async () => (seen.length > 1 ? true : undefined), { every: 1_000, atMost: 10_000 });
    },
    tell: none,
  });
  const on = (open = bench([operation]));

  await on.rest(await on.begin(operation, {}));

  expect(seen.length).toBeGreaterThan(1);
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(seen[0]).toEqual([{ at: '1970-01-01T00:00:00.000Z' }, undefined]);
});

it('hears nothing of waiting, not even in a try and catch', async () => {
  const caught: unknown[] = [];
  const operation = defineOperation({
    name: 'x',
    input: z.object({}),
    outline: { wait: words('Wait') },
    likeness: () => 'x',
    async run(op) {
      try {
        await op.until('wait', async () => undefined, { every: 1_000, atMost: 3_000 });
      } catch (error) {
        caught.push(error);
      }
    },
    tell: none,
  });
  const on = (open = bench([operation]));

  const kept = await on.rest(await on.begin(operation, {}));

  expect(kept.head.state).toBe('undone');
  expect(caught).toEqual([]);
});

it('leaves an operation that it does not know to a process that does', async () => {
  const operation = startThing(tinyWorld());
  const strange = bench([]);
  const { id } = await strange.engine.begin(
    operation,
    { name: 'web-1' },
    {
      who: ann,
      where: { chat: 'web', channel: 'general' },
      locale: 'en',
      event: 'e',
    },
  );

  await strange.clock.pass(20_000);

  expect((await strange.kept(id)).entries).toEqual([]);
  expect((await strange.view(id)).tone).toBe('bad');
  const on = (open = bench([operation], { store: strange.store }));
  await strange.engine.close();
  await on.clock.pass(30_000);
  expect((await on.kept(id)).head.state).toBe('done');
});
