import { expect, it } from 'vitest';
import { silent } from '../../src/log.ts';
import { createSweeper } from '../../src/sweep.ts';
import { mapMemory } from '../contract/map-memory.ts';

const day = 24 * 3_600_000;

it('forgets what is older than it is worth keeping, once a day and unasked, and nothing else', async () => {
  const memory = mapMemory();
  let now = 0;
  const sweeper = createSweeper(memory, { 'post/': 2 * day, 'form/': 5 * day }, { now: () => now, log: silent });
  await memory.put('post/old', { at: 0 });
  await memory.put('post/strange', 'no time');
  await memory.put('form/old', { at: 0 });
  await memory.put('direct/ann', 'D1');
  now = 3 * day;
  await memory.put('post/new', { at: now });

  sweeper.passing();

  const left = async () => (await memory.all('')).map(([key]) => key);
  await expect.poll(left).toEqual(['direct/ann', 'form/old', 'post/new']);
});

it('does not sweep at every chance', async () => {
  const memory = mapMemory();
  let now = 0;
  let looked = 0;
  const counting = { ...memory, all: (prefix: string) => memory.all(prefix).finally(() => (looked += 1)) };
  const sweeper = createSweeper(counting, { 'post/': day }, { now: () => now, log: silent });

  for (now = 0; now <= 3 * day; now += 3_600_000) {
    sweeper.passing();
    await Promise.resolve();
  }

  await expect.poll(() => looked).toBe(3);
});
