import { afterEach, describe, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Failure } from '../../src/kit.ts';
import { removeThing, startThing, tinyWorld, unavailable } from './tiny-world.ts';
import { ann, type Bench, bench, bob, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

const coded = (code: Failure['code']) => expect.objectContaining({ code });
const has = (kind: string) => (kept: Parameters<typeof kinds>[0]) => kinds(kept).some((one) => one.startsWith(kind));

describe('cancel', () => {
  it('works before anything has begun', async () => {
    const world = tinyWorld();
    const operation = startThing(world);
    const on = (open = bench([operation], { atOnce: 0 }));
    const id = await on.begin(operation, { name: 'web-1' });
    await on.engine.cancel(id, ann);
    const next = (open = bench([operation], { store: on.store }));

    const kept = await next.rest(id);

    expect(kinds(kept)).toEqual(['failed', 'ended']);
    expect(world.calls).toEqual([]);
  });

  it('takes back what was made at every moment it comes', async () => {
    const whole = await lengthOfAStart();
    for (let length = 0; length < whole; length++) {
      const world = tinyWorld();
      const operation = startThing(world);
      const on = (open = bench([operation]));
      let id = '';
      let cancelled = length === 0;
      // Two entries may be written at once.
      const stop = on.engine.watch('all', () => {
        void on.store.read(id).then((kept) => {
          if (cancelled || !kept || kept.entries.length < length || kept.head.state !== 'going') return;
          cancelled = true;
          return on.engine.cancel(id, ann);
        });
      });
      id = await on.begin(operation, { name: 'web-1' });
      if (length === 0) await on.engine.cancel(id, ann);

      const kept = await on.rest(id);
      stop();

      await on.engine.close();
      expect(kept.head.state, `cancelled at ${length}: ${kinds(kept)}`).toBe('undone');
      expect(world.things.size).toBe(0);
    }
  });

  it('tells a running call to stop, and waits for it before it takes back', async () => {
    const world = tinyWorld();
    const order: string[] = [];
    const around = {
      ...world,
      make: (kind: string, key: string) => (kind === 'machine' ? stubborn(key) : world.make(kind, key)),
      remove: async (key: string) => {
        order.push(`remove ${key.split('.')[1]}`);
        await world.remove(key);
      },
    };
    const stubborn = async (key: string) => {
      await new Promise<void>((resolve) => on.clock.after(800, resolve));
      order.push('machine made late');
      return world.make('machine', key);
    };
    const operation = startThing(around);
    const on = (open = bench([operation]));
    const id = await on.begin(operation, { name: 'web-1' });
    await on.clock.settle();

    await on.engine.cancel(id, ann);
    await on.clock.pass(2_000);

    expect(order).toEqual(['machine made late', 'remove machine', 'remove disk']);
    expect(world.things.size).toBe(0);
    expect((await on.kept(id)).head.state).toBe('undone');
  });

  it('takes back what is done, once', async () => {
    const world = tinyWorld();
    const operation = startThing(world);
    const on = (open = bench([operation]));
    const id = await on.begin(operation, { name: 'web-1' });
    await on.rest(id);

    await on.engine.undo(id, ann);
    const kept = await on.rest(id);

    expect(kept.head.state).toBe('undone');
    expect(world.things.size).toBe(0);
    await expect(on.engine.undo(id, ann)).rejects.toEqual(coded('conflict'));
    await expect(on.engine.cancel('op-nothing', ann)).rejects.toEqual(coded('not-found'));
  });

  it('refuses what cannot be taken back any more', async () => {
    const world = tinyWorld();
    world.fault = (call) => (call === 'remove undefined' ? unavailable() : undefined);
    const operation = removeThing(world);
    const on = (open = bench([operation]));
    const id = await on.begin(operation, { name: 'old', key: 'old' });
    await on.when(id, ({ head }) => head.state === 'waiting');
    await on.engine.answer(id, { yes: true }, ann);
    await on.when(id, has('tried remove'));

    await expect(on.engine.cancel(id, ann)).rejects.toEqual(coded('conflict'));
  });
});

/** A disk that is there and does not go until it is mended. */
function unremovable() {
  const world = tinyWorld();
  world.things.set('old', 'disk');
  let broken = true;
  world.fault = (call) => (broken && call === 'remove undefined' ? unavailable() : undefined);
  return { world, mend: () => (broken = false), operation: removeThing(world) };
}

describe('stuck', () => {
  it('lists what could not be taken back, and takes it back when tried again', async () => {
    const world = tinyWorld();
    let broken = true;
    world.fault = (call) => (call === 'make machine' || (broken && call === 'remove disk') ? unavailable() : undefined);
    const operation = startThing(world);
    const on = (open = bench([operation]));
    const id = await on.begin(operation, { name: 'web-1' });

    const stuck = await on.rest(id);
    expect(stuck.entries.at(-1)).toMatchObject({ kind: 'ended', outcome: 'stuck', left: ['disk'] });
    expect(stuck.entries.filter((entry) => entry.kind === 'tried' && entry.undo)).toHaveLength(6);
    expect([...world.things.values()]).toEqual(['disk']);

    broken = false;
    await on.engine.retry(id, ann);
    const kept = await on.rest(id);

    expect(kept.head.state).toBe('undone');
    expect(world.things.size).toBe(0);
    await expect(on.engine.retry(id, ann)).rejects.toEqual(coded('conflict'));
  });

  it('stops where it is behind a step that cannot be taken back, and goes on from there', async () => {
    const { world, mend, operation } = unremovable();
    const on = (open = bench([operation]));
    const id = await on.begin(operation, { name: 'old', key: 'old' });
    await on.when(id, ({ head }) => head.state === 'waiting');
    await on.engine.answer(id, { yes: true }, ann);

    const stuck = await on.rest(id);
    expect(stuck.entries.at(-1)).toMatchObject({ outcome: 'stuck', left: ['remove'] });
    expect([...world.things.values()].sort()).toEqual(['detached', 'disk']);
    await expect(on.engine.undo(id, ann)).rejects.toEqual(coded('conflict'));

    mend();
    await on.engine.retry(id, ann);
    const kept = await on.rest(id);

    expect(kept.head.state).toBe('done');
    expect([...world.things.values()]).toEqual(['detached']);
    expect(world.calls.filter((call) => call === 'make detached')).toHaveLength(1);
  });
});

it('keeps of nobody what they belong to', async () => {
  const { mend, operation } = unremovable();
  const on = (open = bench([operation]));
  const member = { ...ann, belongs: ['slack:T1:S-ADMINS'] };
  const place = { where: { chat: 'web', channel: 'general' }, locale: 'en', event: 'begin it' } as const;
  const { id } = await on.engine.begin(operation, { name: 'old', key: 'old' }, { ...place, who: member });
  await on.when(id, ({ head }) => head.state === 'waiting');
  await on.engine.answer(id, { yes: true }, member);
  await on.rest(id);
  mend();
  await on.engine.retry(id, member);

  const kept = await on.rest(id);

  expect(kept.head.who).toEqual(ann);
  expect(kept.entries.flatMap((entry) => ('by' in entry ? [entry.by] : []))).toEqual([ann, ann]);
});

describe('answers', () => {
  const asking = async (more: Parameters<typeof bench>[1] = {}) => {
    const world = tinyWorld();
    world.things.set('old', 'disk');
    const operation = removeThing(world);
    const on = (open = bench([operation], more));
    const id = await on.begin(operation, { name: 'old', key: 'old' });
    await on.when(id, ({ head }) => head.state === 'waiting');
    return { world, operation, on, id };
  };

  it('wakes the operation with a yes', async () => {
    const { world, on, id } = await asking();

    await on.engine.answer(id, { yes: true }, ann);

    expect((await on.rest(id)).head.state).toBe('done');
    expect([...world.things.values()]).toEqual(['detached']);
  });

  it('ends it with a no, and says whose', async () => {
    const { world, on, id } = await asking();

    await on.engine.answer(id, { yes: false }, ann);
    const kept = await on.rest(id);

    expect(kept.head.state).toBe('undone');
    expect((await on.view(id)).title).toBe('old was not removed: cancelled by ann');
    expect([...world.things.values()]).toEqual(['disk']);
  });

  it('takes one answer, of the right person, in the right shape', async () => {
    const { on, id } = await asking();

    await expect(on.engine.answer(id, { yes: true }, bob)).rejects.toEqual(coded('denied'));
    await expect(on.engine.answer(id, { yes: 'maybe' }, ann)).rejects.toEqual(coded('usage'));
    const both = await Promise.allSettled([
      on.engine.answer(id, { yes: true }, ann),
      on.engine.answer(id, { yes: true }, ann),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await on.rest(id)).entries.filter((entry) => entry.kind === 'answered')).toHaveLength(1);
    await expect(on.engine.answer(id, { yes: true }, ann)).rejects.toEqual(coded('conflict'));
  });

  it('is taken from whoever the rules allow', async () => {
    const { on, id } = await asking({ mayAnswer: (_, by) => by.id === bob.id });

    await expect(on.engine.answer(id, { yes: true }, ann)).rejects.toEqual(coded('denied'));
    await on.engine.answer(id, { yes: true }, bob);

    expect((await on.rest(id)).head.state).toBe('done');
  });

  it('is waited for until time is up, and not longer', async () => {
    const { world, on, id } = await asking();

    const kept = await on.rest(id);

    expect(kept.entries.at(-1)!.at - kept.entries[0]!.at).toBe(1_800_000);
    expect(kept.entries.find((entry) => entry.kind === 'failed')).toMatchObject({ reason: { code: 'timed-out' } });
    expect([...world.things.values()]).toEqual(['disk']);
  });

  it('may come after a restart', async () => {
    const store = sqliteStore(':memory:');
    const { operation, on, id } = await asking({ store });
    await on.engine.close();
    const later = (open = bench([operation], { store }));

    await later.engine.answer(id, { yes: true }, ann);

    expect((await later.rest(id)).head.state).toBe('done');
  });
});

async function lengthOfAStart(): Promise<number> {
  const operation = startThing(tinyWorld());
  const on = bench([operation]);
  const kept = await on.rest(await on.begin(operation, { name: 'web-1' }));
  await on.engine.close();
  return kept.entries.length;
}
