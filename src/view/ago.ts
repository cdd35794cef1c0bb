import type { Locale } from '../phrases.ts';

const steps = [
  ['day', 24 * 3_600_000, 14 * 24 * 3_600_000],
  ['hour', 3_600_000, 24 * 3_600_000],
  ['minute', 60_000, 3_600_000],
  ['second', 1000, 60_000],
] as const;

/** "yesterday", "3 hours ago", "in 8 hours"; weeks old is said as a date. */
export function ago(at: number, now: number, locale: Locale): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const distance = at - now;
  const size = Math.abs(distance);
  const found = steps.findLast(([, , below]) => size < below);
  if (!found) return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
  const [unit, ms] = found;
  // One calendar day apart is yesterday, however many hours that is.
  if (unit === 'day') return format.format(Math.round((startOfDay(at) - startOfDay(now)) / ms), 'day');
  return format.format(Math.round(distance / ms), unit);
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
