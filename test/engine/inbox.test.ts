import { expect, it } from 'vitest';
import { openInbox } from '../../src/inbox.ts';
import { silent } from '../../src/log.ts';
import { mapMemory } from '../contract/map-memory.ts';

const hour = 3_600_000;

function desk() {
  const memory = mapMemory();
  let now = 0;
  return {
    open: () => openInbox(memory, { now: () => now, log: silent }),
    pass: (ms: number) => {
      now += ms;
    },
    kept: async () => (await memory.all('')).length,
  };
}

it('takes an event once, whichever process hears it again', async () => {
  const on = desk();

  expect(await on.open().take('cmd:1', { words: 'gpu list' })).toBe(true);
  expect(await on.open().take('cmd:1', { words: 'gpu list' })).toBe(false);
});

it('hands over what a process took and did not finish', async () => {
  const on = desk();
  const first = on.open();
  await first.take('cmd:1', { words: 'gpu list' });
  await first.take('cmd:2', { words: 'gpu start' });
  await first.done('cmd:1');

  expect(await on.open().left()).toEqual([['cmd:2', { words: 'gpu start' }]]);
  expect(await on.open().take('cmd:1', {})).toBe(false);
});

it('forgets after a day, without being asked', async () => {
  const on = desk();
  const inbox = on.open();
  await inbox.take('cmd:1', {});
  await inbox.done('cmd:1');
  on.pass(25 * hour);

  await inbox.take('cmd:2', {});
  await expect.poll(on.kept).toBe(1);
  expect(await inbox.take('cmd:1', {})).toBe(true);
});
