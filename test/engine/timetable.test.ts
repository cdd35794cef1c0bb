import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Clock } from '../../src/engine/clock.ts';
import { keepHouse } from '../../src/engine/housekeeping.ts';
import { silent } from '../../src/log.ts';
import type { Store } from '../../src/store.ts';
import { createTimetable, type Due, type Timetable } from '../../src/timetable.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const ten = { at: '10:00', zone: 'Europe/Berlin' };
/** A Friday, half past nine in Berlin. */
const start = Date.UTC(2026, 10, 20, 8, 30);
const tenBerlin = start + 30 * minute;

let dir: string;
let clock: VirtualClock;
let ends: (() => Promise<void>)[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hoist-timetable-'));
  clock = virtualClock(start);
  ends = [];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(dir, { recursive: true });
});

/** A timetable with its own connection to the one file, as another process has. */
function process(more: { readonly store?: Partial<Store>; readonly clock?: Clock } = {}): Timetable {
  const file = sqliteStore(join(dir, 'hoist.sqlite'));
  const store = { ...file, ...more.store };
  const timetable = createTimetable({ store, clock: more.clock ?? clock, log: silent });
  ends.push(async () => {
    await timetable.close();
    await file.close();
  });
  return timetable;
}

const told = (dues: readonly Due[]) => dues.map(({ key, late }) => (late ? `${key} late` : key));

describe('timetable', () => {
  it('does daily work at its time in its zone, with a key that names both', async () => {
    const dues: Due[] = [];
    const one = process();
    one.daily('reminders', ten, async (due) => void dues.push(due));
    one.start();

    await clock.pass(30 * minute - 1);
    expect(dues).toEqual([]);
    await clock.pass(1);
    expect(told(dues)).toEqual(['reminders@2026-11-20T09:00:00.000Z']);
    expect(dues[0]?.at).toBe(tenBerlin);
    await clock.pass(2 * day);
    expect(dues).toHaveLength(3);
  });

  it('does it on the days of the week that are named', async () => {
    const dues: Due[] = [];
    const one = process();
    one.daily('report', { ...ten, weekdays: ['mon', 'fri'] }, async (due) => void dues.push(due));
    one.start();

    await clock.pass(14 * day);

    const days = dues.map(({ at }) => new Date(at).toUTCString().slice(0, 3));
    expect(days).toEqual(['Fri', 'Mon', 'Fri', 'Mon']);
  });

  it('does each once, however many processes there are', async () => {
    const dues: Due[] = [];
    for (let i = 0; i < 4; i++) {
      const one = process();
      one.daily('reminders', ten, async (due) => void dues.push(due));
      one.every('sweep', 6 * hour, async (due) => void dues.push(due));
      one.start();
    }

    await clock.pass(day);

    const keys = told(dues);
    expect(keys.filter((key) => key.startsWith('reminders@'))).toEqual(['reminders@2026-11-20T09:00:00.000Z']);
    expect(keys.filter((key) => key.startsWith('sweep@'))).toEqual([
      'sweep@2026-11-20T12:00:00.000Z',
      'sweep@2026-11-20T18:00:00.000Z',
      'sweep@2026-11-21T00:00:00.000Z',
      'sweep@2026-11-21T06:00:00.000Z',
    ]);
  });

  it('does not do what was due before anybody had heard of it', async () => {
    const dues: Due[] = [];
    const one = process();
    one.daily('reminders', { at: '09:00', zone: 'Europe/Berlin' }, async (due) => void dues.push(due));
    one.start();

    await clock.pass(hour);

    expect(dues).toEqual([]);
  });

  it('does once and late what was missed while nobody was there', async () => {
    const dues: Due[] = [];
    const work = async (due: Due) => void dues.push(due);
    const before = process();
    before.daily('reminders', ten, work);
    before.start();
    await clock.pass(minute);
    await before.close();
    await clock.pass(3 * day);

    for (const one of [process(), process()]) {
      one.daily('reminders', ten, work);
      one.start();
    }
    await clock.pass(minute);

    expect(told(dues)).toEqual(['reminders@2026-11-22T09:00:00.000Z late']);
  });

  it('lets another begin anew, with the same key, what died in the middle', async () => {
    const began: string[] = [];
    const ended: string[] = [];
    const dying = process();
    dying.daily('reminders', ten, async ({ key }) => {
      began.push(`dying ${key}`);
      await new Promise(() => {});
    });
    const other = process();
    dying.start();
    await clock.pass(30 * minute);
    other.daily('reminders', ten, async ({ key }) => void ended.push(key));
    other.start();
    await clock.pass(10 * minute);
    expect(ended).toEqual([]);

    dying.abandon();
    await clock.pass(31_000);

    expect(began).toEqual(['dying reminders@2026-11-20T09:00:00.000Z']);
    expect(ended).toEqual(['reminders@2026-11-20T09:00:00.000Z']);
    await clock.pass(hour);
    expect(ended).toHaveLength(1);
    // There is nobody to wait for.
    ends.splice(0, 1);
  });

  it('leaves to others at once what it was doing when it closes in good order', async () => {
    const ended: string[] = [];
    const first = process();
    first.daily('reminders', ten, ({ signal }) => {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    first.start();
    await clock.pass(30 * minute);
    await first.close();

    const second = process();
    second.daily('reminders', ten, async ({ key, late }) => void ended.push(`${key} ${late}`));
    second.start();
    await clock.settle();

    expect(ended).toEqual(['reminders@2026-11-20T09:00:00.000Z false']);
  });

  it('tries again what failed, later each time and five times in all', async () => {
    const times: number[] = [];
    for (const one of [process(), process()]) {
      one.daily('reminders', ten, async () => {
        times.push((clock.now() - tenBerlin) / 1_000);
        throw new Error('no luck');
      });
      one.start();
    }

    await clock.pass(5 * hour);

    expect(times.map((at) => Math.round(at))).toEqual([0, 20, 60, 140, 300]);
  });

  it('stops what it does when its lease could not be kept, and does not take the work from others', async () => {
    const ended: string[] = [];
    let reachable = true;
    const cut =
      <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
      (...args: A) =>
        reachable ? call(...args) : Promise.reject(new Error('away'));
    const file = sqliteStore(join(dir, 'hoist.sqlite'));
    ends.push(() => file.close());
    const cutOff = process({ store: { jot: cut(file.jot), add: cut(file.add) } });
    cutOff.daily('reminders', ten, async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw signal.reason;
    });
    cutOff.start();
    await clock.pass(30 * minute);
    const other = process();
    other.daily('reminders', ten, async () => void ended.push('other'));
    other.start();

    reachable = false;
    await clock.pass(2 * minute);
    reachable = true;
    await clock.pass(hour);

    expect(ended).toEqual(['other']);
  });

  it('never does an older time once a newer one was seen to, whatever a clock says', async () => {
    const keys: string[] = [];
    const slow: Clock = { now: () => clock.now() - 20 * minute, after: clock.after };
    const work = async ({ key }: Due) => void keys.push(key);
    const right = process();
    right.every('sweep', 10 * minute, work);
    right.start();
    await clock.pass(25 * minute);

    const behind = process({ clock: slow });
    behind.every('sweep', 10 * minute, work);
    behind.start();
    await clock.pass(3 * hour);

    expect(keys).toEqual(keys.toSorted());
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(21);
  });

  it('looks again when the store did not answer', async () => {
    const dues: Due[] = [];
    let away = true;
    const file = sqliteStore(join(dir, 'hoist.sqlite'));
    ends.push(() => file.close());
    const one = process({ store: { all: (prefix) => (away ? Promise.reject(new Error('away')) : file.all(prefix)) } });
    one.daily('reminders', ten, async (due) => void dues.push(due));
    one.start();
    await clock.pass(31 * minute);

    away = false;
    await clock.pass(10_000);

    expect(told(dues)).toEqual(['reminders@2026-11-20T09:00:00.000Z']);
  });

  it('keeps no more than the last few times in the store', async () => {
    const file = sqliteStore(join(dir, 'hoist.sqlite'));
    ends.push(() => file.close());
    const one = process();
    one.every('sweep', hour, async () => undefined);
    one.start();

    await clock.pass(3 * day);

    expect(await file.all('timetable')).toHaveLength(12);
  });

  it('lets one of several processes forget what ended long ago, once a day', async () => {
    const pruned: number[] = [];
    for (let i = 0; i < 3; i++) {
      const one = process();
      keepHouse(one, { prune: async (before) => void pruned.push(before) }, clock);
      one.start();
    }

    await clock.pass(3 * day);

    const midnight = Date.UTC(2026, 10, 21);
    expect(pruned).toEqual([0, 1, 2].map((n) => midnight + n * day - 90 * day));
  });

  it('refuses times that are none', () => {
    const one = process();
    const work = async () => undefined;

    expect(() => one.daily('a', { at: '24:00', zone: 'UTC' }, work)).toThrow('no time of day');
    expect(() => one.daily('b', { at: '9:00', zone: 'UTC' }, work)).toThrow('no time of day');
    expect(() => one.daily('c', { at: '09:00', zone: 'Mars/Olympus' }, work)).toThrow('Mars/Olympus');
    expect(() => one.daily('d', { ...ten, weekdays: [] }, work)).toThrow('no day');
    expect(() => one.every('e', 10, work)).toThrow('too often');
    one.every('f', hour, work);
    expect(() => one.every('f', hour, work)).toThrow('one more');
  });
});
