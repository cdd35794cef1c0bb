import type { Locale, Price } from '#kit';
import { monthly } from './price.ts';

/** The sum per month; nothing where one price is unknown, since half a sum misleads. */
export function together(things: readonly { readonly price: Price | undefined }[], locale: Locale): string {
  const prices = things.map(({ price }) => price);
  const [first] = prices;
  if (!first || !prices.every((price) => price?.currency === first.currency)) return '';
  const perHour = prices.reduce((sum, price) => sum + (price?.perHour ?? 0), 0);
  return monthly({ ...first, perHour, estimate: prices.some((price) => price?.estimate) }, locale);
}
