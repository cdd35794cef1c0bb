import { expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../src/kit.ts';
import { startThing, tinyWorld } from './tiny-world.ts';
import { virtualClock } from './virtual-clock.ts';
import { bench } from './workbench.ts';

/** A store whose claims arrive when a test lets them, as over a slow line. */
function slowToClaim() {
  const file = sqliteStore(':memory:');
  const arrives = Promise.withResolvers<void>();
  const claimed = Promise.withResolvers<void>();
  const store: Store = {
    ...file,
    async claim(...args) {
      const claim = await file.claim(...args);
      if (!claim) return undefined;
      claimed.resolve();
      await arrives.promise;
      return claim;
    },
  };
  return { file, store, claimed: claimed.promise, arrive: arrives.resolve };
}

it('lets go of what it is given to carry while it closes', async () => {
  const { file, store, claimed, arrive } = slowToClaim();
  const world = tinyWorld();
  const operation = startThing(world);
  const { engine, begin, clock } = bench([operation], { store, clock: virtualClock() });
  await begin(operation, { name: 'web-1' });
  await claimed;

  const closed = engine.close();
  arrive();
  await closed;

  expect(world.calls).toEqual([]);
  expect(await file.claim('the next', clock.now(), 1_000)).toMatchObject({ taken: false });
});

it('is called by the store only while it has room', async () => {
  const file = sqliteStore(':memory:');
  const hung = Promise.withResolvers<string>();
  const world = { ...tinyWorld(), make: () => hung.promise };
  const operation = startThing(world);
  let call: (lane: string) => Promise<void> = async () => {};
  const store: Store = {
    ...file,
    woken(_lanes, listener) {
      call = listener;
      return () => {};
    },
  };
  const { begin, clock, engine } = bench([operation], { store, atOnce: 1 });
  await begin(operation, { name: 'web-1' });
  await clock.settle();
  expect(engine.busy()).toBe(true);

  let answered = false;
  const answer = call('').then(() => {
    answered = true;
  });
  await clock.settle();
  expect(answered).toBe(false);
  const closed = engine.close();
  hung.resolve('made');

  await answer;
  await closed;
});
