import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Daily, dueDaily, weekdays } from '../../src/due-times.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('daily times', () => {
  it.each([
    ['an ordinary day', { at: '10:00', zone: 'Europe/Berlin' }, '2026-11-20T00:00', '2026-11-20T09:00'],
    ['summer', { at: '10:00', zone: 'Europe/Berlin' }, '2026-07-20T00:00', '2026-07-20T08:00'],
    ['a time that is left out', { at: '02:30', zone: 'Europe/Berlin' }, '2026-03-28T12:00', '2026-03-29T01:00'],
    ['a time that comes twice', { at: '02:30', zone: 'Europe/Berlin' }, '2026-10-24T12:00', '2026-10-25T00:30'],
    ['midnight left out', { at: '00:30', zone: 'Africa/Cairo' }, '2026-04-23T12:00', '2026-04-23T22:00'],
    ['an evening left out', { at: '23:30', zone: 'America/Nuuk' }, '2026-03-28T12:00', '2026-03-29T01:00'],
    [
      'half an hour of difference',
      { at: '02:15', zone: 'Australia/Lord_Howe' },
      '2026-10-03T00:00',
      '2026-10-03T15:30',
    ],
    ['a day left out', { at: '10:00', zone: 'Pacific/Apia' }, '2011-12-30T00:00', '2011-12-30T10:00'],
    [
      'a day of the week',
      { at: '09:00', zone: 'Asia/Seoul', weekdays: ['mon'] },
      '2026-11-20T00:00',
      '2026-11-23T00:00',
    ],
  ] satisfies [string, Daily, string, string][])('come once on %s', (_, daily, after, expected) => {
    const due = dueDaily(daily);

    expect(iso(due.next(utc(after)))).toBe(expected);
    expect(iso(due.latest(utc(expected)))).toBe(expected);
    expect(due.latest(utc(expected) - 1)).toBeLessThan(utc(expected));
  });

  it('are those that somebody finds who looks at the clock every minute', () => {
    fc.assert(
      fc.property(onOddDays, ({ zone, at, from, only }) => {
        const due = dueDaily({ at, zone, ...(only.length > 0 ? { weekdays: only } : {}) });

        const found: number[] = [];
        for (let now = from - 1; (now = due.next(now)) < from + 3 * day; ) found.push(now);

        expect(found.map(iso)).toEqual(lookedUp({ at, zone, weekdays: only }, from, from + 3 * day).map(iso));
        for (const each of found) {
          expect(due.latest(each)).toBe(each);
          expect(due.latest(due.next(each) - 1)).toBe(each);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const zones = Intl.supportedValuesOf('timeZone');

/** Mostly days on which the clocks of the zone jump, where it has any in that year. */
const onOddDays = fc
  .record({
    zone: fc.constantFrom(...zones),
    year: fc.integer({ min: 1975, max: 2036 }),
    hours: fc.integer({ min: 0, max: 23 }),
    minutes: fc.integer({ min: 0, max: 59 }),
    which: fc.nat(),
    only: fc.subarray([...weekdays], { minLength: 0, maxLength: 7 }),
    early: fc.boolean(),
  })
  .map(({ zone, year, hours, minutes, which, only, early }) => {
    const show = shower(zone);
    const days = Array.from({ length: 365 }, (_, i) => Date.UTC(year, 0, 1) + i * day);
    const odd = days.filter((at) => show(at).slice(11) !== show(at + day).slice(11));
    const from = (odd[which % odd.length] ?? days[which % 365] ?? 0) - day;
    // Most clocks jump in the first hours of a day.
    const hour = early ? hours % 4 : hours;
    const at = `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    return { zone, at, from, only };
  });

/** `2026-03-29T03:00`, as the clocks there show it. */
function shower(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at).replace(' ', 'T');
}

/** One day after the other, each minute by minute: the first that shows the time, or more. */
function lookedUp({ at, zone, weekdays: only = [] }: Daily, from: number, till: number): readonly number[] {
  const show = shower(zone);
  const shown = new Map<number, string>();
  for (let now = from - 2 * day; now < till; now += minute) shown.set(now, show(now));
  const found = new Set<number>();
  for (let date = Math.floor(from / day) * day - day; date < till + day; date += day) {
    if (only.length > 0 && !only.includes(weekdays[new Date(date).getUTCDay()] ?? 'sun')) continue;
    const wanted = `${new Date(date).toISOString().slice(0, 10)}T${at}`;
    const first = [...shown].find(([, text]) => text >= wanted)?.[0];
    if (first !== undefined && first >= from) found.add(first);
  }
  return [...found].sort((a, b) => a - b);
}
