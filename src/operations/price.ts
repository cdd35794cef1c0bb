import { z } from 'zod';
import {
  type Cloud,
  type Flavor,
  has,
  type Locale,
  money,
  type Price,
  perHour,
  perMonth,
  phrases,
  priceOf,
} from '#kit';

const say = phrases({
  en: { atMost: (price: string) => `at most ${price}` },
  ru: { atMost: (price) => `не больше ${price}` },
  ko: { atMost: (price) => `최대 ${price}` },
});

/** A price as an operation's input keeps it. */
export const price = z.object({ perHour: z.number(), currency: z.string(), estimate: z.boolean() });

export { priceOf };

/** What an hour of the machine costs, both ways it can be had. */
export async function machinePrices(cloud: Cloud, flavor: Flavor, zone: string | undefined, signal: AbortSignal) {
  const ask = (spot: boolean) => priceOf(cloud, { kind: 'machine', flavor, zone, spot }, signal);
  const [onDemand, spot] = await Promise.all([ask(false), has(cloud, 'spot') ? ask(true) : undefined]);
  return { onDemand, spot };
}

/** "≈ 92 ₽/h" */
export const hourly = (price: Price, locale: Locale): string =>
  `${about(price)}${perHour(price.perHour, price.currency, locale)}`;

/** "≈ 380 ₽/month" */
export const monthly = (price: Price, locale: Locale): string =>
  `${about(price)}${perMonth(price.perHour, price.currency, locale)}`;

/** "at most ≈ 380 ₽/month": where only the greatest size is known. */
export const monthlyAtMost = (price: Price, locale: Locale): string => say(locale).atMost(monthly(price, locale));

/** "≈ 662 ₽": what so many milliseconds of it came to. */
export const spent = (price: Price, ms: number, locale: Locale): string =>
  `${about(price)}${money((price.perHour * ms) / 3_600_000, price.currency, locale)}`;

const about = (price: Price): string => (price.estimate ? '≈ ' : '');
