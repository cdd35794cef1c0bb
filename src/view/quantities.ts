import type { Locale } from '../phrases.ts';

const units = {
  en: {
    d: ' d',
    h: ' h',
    min: ' min',
    s: ' s',
    hour: 'h',
    month: 'month',
    day: 'day',
    gb: 'GB',
    mb: 'MB',
    kb: 'kB',
    b: 'B',
  },
  ru: {
    d: ' д',
    h: ' ч',
    min: ' мин',
    s: ' с',
    hour: 'ч',
    month: 'мес',
    day: 'день',
    gb: 'ГБ',
    mb: 'МБ',
    kb: 'кБ',
    b: 'Б',
  },
  ko: {
    d: '일',
    h: '시간',
    min: '분',
    s: '초',
    hour: '시간',
    month: '월',
    day: '일',
    gb: 'GB',
    mb: 'MB',
    kb: 'kB',
    b: 'B',
  },
} as const satisfies Record<Locale, Record<string, string>>;

const tags = { en: 'en-GB', ru: 'ru-RU', ko: 'ko-KR' } as const satisfies Record<Locale, string>;
const signs: Readonly<Record<string, string>> = { RUB: '₽', USD: '$', EUR: '€', KRW: '₩' };

/** How days, hours, minutes and seconds are written behind their number; in Korean without a gap. */
export const timeUnits = (locale: Locale): { readonly [unit in 'd' | 'h' | 'min' | 's']: string } => units[locale];

/** How old something is. The clock of a cloud may be a little before ours: nothing is from tomorrow. */
export const ageOf = (made: string, now: number): number => Math.max(0, now - Date.parse(made));

/** "7 h 12 min", "58 s": two units at most, none that is zero. */
export function duration(ms: number, locale: Locale): string {
  const unit = units[locale];
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), unit.d],
    [Math.floor((seconds % 86_400) / 3600), unit.h],
    [Math.floor((seconds % 3600) / 60), unit.min],
    [seconds % 60, unit.s],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return `0${unit.s}`;
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count}${name}`)
    .join(' ');
}

/** "12 GB", "1.5 GB", "640 kB": powers of 1024 under the names people use. */
export function bytes(count: number, locale: Locale): string {
  const unit = units[locale];
  const [divisor, name] =
    count >= 1024 ** 3
      ? [1024 ** 3, unit.gb]
      : count >= 1024 ** 2
        ? [1024 ** 2, unit.mb]
        : count >= 1024
          ? [1024, unit.kb]
          : [1, unit.b];
  return `${number(count / divisor, locale, count / divisor < 10 && divisor > 1 ? 1 : 0)} ${name}`;
}

/** GiB as disks and images count them. */
export const gigabytes = (size: number, locale: Locale): string => `${number(size, locale, 0)} ${units[locale].gb}`;

/** Currency and period are always said: "92 ₽/h". */
export function perHour(amount: number, currency: string, locale: Locale): string {
  return `${money(amount, currency, locale)}/${units[locale].hour}`;
}

export function perMonth(perHourAmount: number, currency: string, locale: Locale): string {
  return `${money(perHourAmount * 730, currency, locale)}/${units[locale].month}`;
}

/** Small sums keep the digits that tell them apart. */
export function money(amount: number, currency: string, locale: Locale): string {
  const digits = amount === 0 || Math.abs(amount) >= 10 ? 0 : Math.abs(amount) >= 1 ? 1 : 2;
  return `${number(amount, locale, digits)} ${signs[currency] ?? currency}`;
}

export function number(value: number, locale: Locale, digits: number): string {
  const name = `${locale} ${digits}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits });
  formats.set(name, format);
  return format.format(value);
}

/** To make one costs more than all that is said with it in a message. */
const formats = new Map<string, Intl.NumberFormat>();

/** "2026-11-20 10:15" in the zone of the bot's host. */
export function moment(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(at)}`;
}

/** "10:15" */
export function clock(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
