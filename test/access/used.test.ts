import { expect, it } from 'vitest';
import type { Owned } from '../../src/access/usage.ts';
import { readUsed, writeUsed } from '../../src/access/used.ts';
import type { Machine } from '../../src/kit.ts';

const day = Date.UTC(2026, 0, 31);
const hour = 3_600_000;

const machine = (more: Partial<Machine> = {}): Machine => ({
  id: 'm1',
  name: 'one',
  state: 'on',
  word: 'ACTIVE',
  addresses: [],
  disks: [],
  spot: false,
  createdAt: new Date(day + hour).toISOString(),
  stamp: { owner: 'ann', operation: 'op-1', key: 'op-1.machine', channel: 'web/general' },
  ...more,
});
const owned = (more: Partial<Machine> = {}, perHour: number | undefined = 10): Owned => ({
  machine: machine(more),
  owner: 'ann',
  price: perHour === undefined ? undefined : { perHour, currency: 'RUB', estimate: true },
});

function memory() {
  const facts = new Map<string, unknown>();
  return {
    get: async (key: string) => facts.get(key),
    put: async (key: string, value: unknown) => void facts.set(key, value),
  };
}

it('adds up what machines use from when they were made, and says the same when it is done twice', async () => {
  const store = memory();
  await writeUsed(store, 'practice', [owned()], day + 2 * hour);
  await writeUsed(store, 'practice', [owned()], day + 2 * hour);
  await writeUsed(store, 'practice', [owned()], day + 4 * hour);

  expect(await readUsed(store, 'practice', day, day + 5 * hour)).toEqual({
    upTo: day + 4 * hour,
    used: [{ owner: 'ann', channel: 'web/general', hours: 3, money: { RUB: 30 } }],
  });
});

it('still knows what a machine used that is gone', async () => {
  const store = memory();
  await writeUsed(store, 'practice', [owned()], day + 2 * hour);
  await writeUsed(store, 'practice', [], day + 9 * hour);

  expect((await readUsed(store, 'practice', day, day + 9 * hour)).used).toMatchObject([{ hours: 1 }]);
});

it('catches up over midnight, each day with its own hours', async () => {
  const store = memory();
  await writeUsed(store, 'practice', [owned()], day + 22 * hour);
  await writeUsed(store, 'practice', [owned()], day + 27 * hour);

  const first = await readUsed(store, 'practice', day, day + 23 * hour);
  const second = await readUsed(store, 'practice', day + 24 * hour, day + 27 * hour);
  expect(first.used).toMatchObject([{ hours: 23 }]);
  expect(second).toMatchObject({ upTo: day + 27 * hour, used: [{ hours: 3, money: { RUB: 30 } }] });
});

it('leaves out what is parked, and keeps apart what nobody knows the price of', async () => {
  const store = memory();
  const unknown = { ...owned(), price: undefined };
  await writeUsed(store, 'practice', [owned({ state: 'parked' }), unknown], day + 3 * hour);

  expect((await readUsed(store, 'practice', day, day + 3 * hour)).used).toMatchObject([{ hours: 2, money: { '': 2 } }]);
});
