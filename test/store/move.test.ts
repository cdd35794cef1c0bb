import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { Entry, Head, Store } from '../../src/kit.ts';
import { fresh as freshAt, here } from '../contract/fresh.ts';
import { contents, type Places, places } from './moving.ts';
import { onEachServer } from './redis-server.ts';

const now = 1_700_000_000_000;
const fresh = (id: string, more: Partial<Head> = {}) =>
  freshAt(id, { input: { cloud: 'practice', name: id }, at: now, ...more });
const began = (step: string, at = now): Entry => ({ at, kind: 'began', step });

const takes = [{ of: 'machines', amount: 1, as: 'machine 1' }];
const approval = { rule: 'an admin', by: ['admins'], count: 1, self: false, within: 60_000 };

/** One of each: ended, waiting with a ping, just begun, killed in the middle; heard, learnt and remembered things. */
async function fill(store: Store): Promise<void> {
  await store.begin(fresh('op-done', { about: ['practice web-1', 'practice disk-1'] }), 'event 1', now);
  await store.append('op-done', 0, { at: now + 1, kind: 'ended', outcome: 'done' }, { state: 'done', ping: here });
  await store.sent('op-done.card', 1, 'ref 1');
  await store.begin(fresh('op-waits', { at: now + 2, about: ['practice web-2'], approval, takes }), 'event 2', now);
  await store.append('op-waits', 0, began('a'), { state: 'waiting', wake: now + 90_000, ping: here });
  await store.sent('op-waits.card', 0, 'ref 2');
  await store.begin(fresh('op-killed', { at: now + 3 }), 'event 3', now);
  await store.claim('killed', now, 15_000);
  await store.begin(
    fresh('op-new', { at: now + 4, where: { chat: 'slack', channel: 'c', thread: 't' } }),
    'event 4',
    now,
  );
  await store.heard('event 5', now);
  await store.remember('gpu.start practice', { disk: 900, machine: 1_200 });
  await store.remember('gpu.start practice', { disk: 800 });
  await store.put('lang:ann', 'ru');
  await store.add('chat/slack/in/1', { at: now, event: { text: 'gpu list' } });
}

onEachServer((server) => {
  function filled(): Promise<Places> {
    const at = places(server().url);
    onTestFinished(() => at.close());
    return at.store('sqlite').then(async (store) => {
      await fill(store);
      await store.close();
      return at;
    });
  }

  it('brings back from Redis to the letter what was moved there, whatever it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const at = places(server().url);
        const store = await at.store('sqlite');
        for (const happens of happenings) await happens(store);
        await store.close();
        const before = contents(at.file);

        const there = await at.move('redis');
        const back = await at.move('sqlite');

        expect(contents(at.file)).toEqual(before);
        expect(back.digest).toBe(there.digest);
        await at.close();
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('answers from Redis what the file answered', async () => {
    const at = await filled();
    const file = await at.store('sqlite');
    const asked = await answers(file);
    await file.close();

    const moved = await at.move('redis');

    const redis = await at.store('redis');
    expect(await answers(redis)).toEqual(asked);
    expect(moved).toMatchObject({ pieces: { operation: 4, event: 5, took: 1, fact: 2 }, entries: 2 });
    // The killed one is due when its lease ends, and whoever had it cannot come back.
    expect(await redis.claim('next', now + 14_998, 1)).toMatchObject({ id: 'op-new', fence: 1 });
    expect(await redis.claim('next', now + 15_000, 60_000)).toMatchObject({ id: 'op-new', fence: 2 });
    expect(await redis.claim('next', now + 15_000, 60_000)).toMatchObject({ id: 'op-killed', fence: 2 });
    expect(await redis.claim('next', now + 15_000, 60_000)).toBeUndefined();
    await redis.close();
  });

  it('goes on counting messages and holding things where they were', async () => {
    const at = await filled();
    await at.move('redis');
    const redis = await at.store('redis');

    await redis.begin(fresh('op-later'), 'event 9', now);
    const busy = redis.begin(fresh('op-busy', { about: ['practice web-2'] }), 'event 10', now);

    await expect(busy).rejects.toThrow();
    expect((await redis.unsent(10)).at(-1)?.id).toBe('op-later.card');
    expect(await redis.begin(fresh('op-again'), 'event 1', now)).toEqual({ id: 'op-done', fresh: false });
    await redis.close();
  });

  it('closes what was left, says where everything is, and opens it again on the way back', async () => {
    const at = await filled();

    await at.move('redis');
    await expect(at.store('sqlite')).rejects.toThrow(/^What was in this file \(HOIST_DATA\) was moved to Redis on \d/);
    await expect(at.move('redis')).rejects.toThrow('was moved to Redis');
    const redis = await at.store('redis');
    await redis.put('lang:ann', 'ko');
    await redis.close();
    await at.move('sqlite');

    await expect(at.store('redis')).rejects.toThrow(/^What was in this Redis was moved to the file/);
    const file = await at.store('sqlite');
    expect(await file.get('lang:ann')).toBe('ko');
    await file.close();
  });

  it('refuses the writes of whoever did not hear that everything was moved', async () => {
    const at = await filled();
    await at.move('redis');
    const late = await at.store('redis');
    const end = await at.end('redis');

    await expect(end.take({ state: 'moving', move: 'm', at: now }, now)).rejects.toThrow('still runs on it');
    await late.put('still', 'works');
    await server().say('SET', `{${at.prefix}}:gate`, JSON.stringify({ state: 'moved', move: 'm', at: now }));

    await expect(late.put('a', 1)).rejects.toThrow('was moved to the file');
    await expect(late.claim('w', now * 2, 1)).rejects.toThrow('was moved to the file');
    await expect(late.begin(fresh('op-x'), 'event x', now)).rejects.toThrow('was moved to the file');
    await end.close();
    await late.close();
  });
});

/** Much of what a store says when it is asked. */
async function answers(store: Store): Promise<unknown> {
  const heads = await store.heads({ limit: 100 });
  return {
    heads,
    kept: await Promise.all(heads.map(({ id }) => store.read(id))),
    counts: await store.counts(),
    unsent: await store.unsent(100),
    due: await store.nextDue(),
    took: await store.took('gpu.start practice'),
    facts: await store.all(''),
    begun: await store.begun('event 2'),
    holder: await store.holder(['practice web-1', 'practice web-2']),
  };
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const id = fc.constantFrom('op-a', 'op-b', 'op-c', 'op-d');
const time = fc.integer({ min: now, max: now + 1_000_000 });
const place = fc.record(
  { chat: fc.constantFrom('web', 'slack'), channel: text, thread: text },
  { requiredKeys: ['chat', 'channel'] },
);
const does = <T>(values: fc.Arbitrary<T>, act: (store: Store, values: T) => Promise<unknown>) =>
  values.map((each) => async (store: Store) => {
    // Some of it is refused, as it may be: an operation that is there already, a thing that is held.
    await act(store, each).catch(() => undefined);
  });

/** Something that happens to a store. */
const happening = fc.oneof(
  does(
    fc.record({
      id,
      event: text,
      at: time,
      wake: time,
      likeness: text,
      who: text,
      where: place,
      input: fc.jsonValue(),
    }),
    (store, { event, wake, who, input, ...more }) =>
      store.begin(fresh(more.id, { ...more, who: { id: who, name: who }, input: { input } }), event, wake),
  ),
  does(fc.record({ id, at: time, about: fc.array(text, { minLength: 1, maxLength: 3 }) }), (store, more) =>
    store.begin(fresh(more.id, more), `begins ${more.id}`, now),
  ),
  does(
    fc.record({
      id,
      state: fc.constantFrom('going', 'waiting', 'done', 'stuck'),
      wake: fc.option(time, { nil: undefined }),
      ping: fc.option(place, { nil: undefined }),
      step: text,
      at: time,
    }),
    async (store, { id, state, wake, ping, step, at }) => {
      const length = (await store.read(id))?.entries.length ?? 0;
      const then = { ...(wake === undefined ? {} : { wake }), ...(ping ? { ping } : {}) };
      await store.append(id, length, began(step, at), { state, ...then });
    },
  ),
  does(time, (store, at) => store.claim('somebody', at, 15_000)),
  does(time, async (store, at) => {
    const claim = await store.claim('else', at, 15_000);
    if (claim) await store.release(claim, at);
  }),
  does(fc.record({ id, length: fc.nat(4), ref: text }), (store, { id, length, ref }) =>
    store.sent(`${id}.card`, length, ref),
  ),
  does(fc.record({ likeness: text, step: text, ms: fc.nat() }), (store, { likeness, step, ms }) =>
    store.remember(likeness, { [step]: ms }),
  ),
  does(fc.record({ name, value: fc.jsonValue() }), (store, { name, value }) => store.put(name, value)),
  does(fc.record({ name, value: fc.jsonValue() }), (store, { name, value }) => store.add(name, value)),
  does(fc.record({ text, time }), (store, { text, time }) => store.heard(text, time)),
  does(text, (store, office) => store.hold(office, 'ann', now, now + 1)),
);
