/** When clock work is due. Times are of a zone, as people there read them off the wall. */
export interface DueTimes {
  /** The last one that has come by then. */
  latest(now: number): number;
  /** The first one after it. */
  next(now: number): number;
  /** So long it is remembered that one was seen to: ten of them. */
  readonly remembered: number;
}

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Daily {
  /** `10:00`, on a clock of twenty-four hours. */
  readonly at: string;
  /** As the tz database names it: `Europe/Berlin`. */
  readonly zone: string;
  /** Every day without it. */
  readonly weekdays?: readonly Weekday[];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** From midnight UTC on, so that all processes agree without asking. */
export function dueEvery(ms: number): DueTimes {
  const latest = (now: number) => Math.floor(now / ms) * ms;
  return { latest, next: (now) => latest(now) + ms, remembered: 10 * ms };
}

/** A time that a day does not have comes at the next that it has; of one that it has twice the first counts. */
export function dueDaily({ at, zone, weekdays: only }: Daily): DueTimes {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? [];
  if (hours === undefined) throw new Error(`"${at}" is no time of day: it is written as 09:30`);
  if (only?.length === 0) throw new Error('on no day of the week: that would never be');
  const wall = wallOf(zone);
  const into = Number(hours) * hour + Number(minutes) * minute;
  const on = (date: number) => only === undefined || only.includes(weekdays[new Date(date).getUTCDay()] ?? 'sun');
  /** Those of the days around it; a week and the days that a zone may be away from UTC or leave out. */
  const around = (now: number) => {
    const today = Math.floor(wall(now) / day) * day;
    const dates = Array.from({ length: 19 }, (_, i) => today + (i - 9) * day);
    return dates.filter(on).map((date) => firstAt(wall, date + into));
  };
  return {
    latest: (now) => Math.max(...around(now).filter((due) => due <= now)),
    next: (now) => Math.min(...around(now).filter((due) => due > now)),
    remembered: 10 * 7 * day,
  };
}

/** What the clocks of a zone show at an instant, as if they showed UTC. */
function wallOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (at) => {
    const shown = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  };
}

/** Further than any zone is away from UTC. */
const furthest = 16 * hour;

/** The first instant at which the clocks show that much, or more where they jump over it. */
function firstAt(wall: (at: number) => number, shown: number): number {
  let before = shown - furthest;
  let behind = shown + furthest;
  const exact = [before, behind]
    .map((at) => shown - (wall(at) - at))
    .filter((at) => wall(at) === shown)
    .sort((a, b) => a - b)[0];
  if (exact !== undefined) return exact;
  // They jump: the instant of the jump, to the second.
  while (behind - before > 1_000) {
    const middle = Math.floor((before + behind) / 2_000) * 1_000;
    if (wall(middle) < shown) before = middle;
    else behind = middle;
  }
  return behind;
}
