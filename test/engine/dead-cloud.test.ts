import { expect, it } from 'vitest';
import { z } from 'zod';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { defineOperation, type Store } from '../../src/kit.ts';
import { words } from './tiny-world.ts';
import { virtualClock } from './virtual-clock.ts';
import { bench } from './workbench.ts';

const work = 300;
const every = 100;

/** Milliseconds from the word to the first call of each operation on the cloud that answers. */
async function startsBeside(hanging: number, clouds: readonly string[], store = sqliteStore(':memory:')) {
  const clock = virtualClock();
  const latencies: number[] = [];
  let hung = 0;
  const touch = defineOperation({
    name: 'thing.touch',
    input: z.object({ cloud: z.string(), since: z.number() }),
    outline: { touch: words('Touched') },
    likeness: () => 'thing.touch',
    async run(op, { cloud, since }) {
      await op.step('touch', {
        do: ({ signal }) => (cloud === 'dead' ? hang(signal) : answer(since)),
        undo: async () => {},
      });
    },
    tell: { title: () => 'Touching', done: () => ({ title: 'Touched', blocks: [] }), failed: () => 'Not touched' },
  });
  const hang = (signal: AbortSignal) => {
    hung += 1;
    return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const answer = (since: number) => {
    latencies.push(clock.now() - since);
    return new Promise<void>((resolve) => clock.after(work, resolve));
  };
  const { begin, engine } = bench([touch], { clock, store, atOnce: 8, clouds });
  for (let i = 0; i < hanging; i++) await begin(touch, { cloud: 'dead', since: clock.now() });
  await clock.settle();

  for (let i = 0; i < 100; i++) {
    await begin(touch, { cloud: 'answers', since: clock.now() });
    await clock.pass(every);
  }
  await clock.pass(10 * work);
  engine.abandon();

  expect(hung > 0).toBe(hanging > 0);
  return latencies;
}

const p99 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)]!;

it('starts work in one cloud as soon as ever while another hangs at every call', async () => {
  const alone = await startsBeside(0, ['dead', 'answers']);
  const beside = await startsBeside(200, ['dead', 'answers']);

  expect(beside).toHaveLength(100);
  expect(p99(beside)).toBeLessThanOrEqual(1.2 * p99(alone));
});

it('would start hardly anything if a cloud could fill it all', async () => {
  expect((await startsBeside(200, [])).length).toBeLessThan(10);
});

it('asks no more often for work because some waits for a lane that is full', async () => {
  const claimsOf = async (hanging: number) => {
    const file = sqliteStore(':memory:');
    let claims = 0;
    const claim: Store['claim'] = (...asked) => {
      claims += 1;
      return file.claim(...asked);
    };
    await startsBeside(hanging, ['dead', 'answers'], { ...file, claim });
    return claims;
  };

  // Each of the 200 that is begun makes it look once.
  expect((await claimsOf(200)) - (await claimsOf(0))).toBeLessThan(300);
});
