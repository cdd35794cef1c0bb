import { z } from 'zod';
import { type Prices, type Secret, untilAborted } from '#kit';
import { type Http, openHttp } from '../openstack/http.ts';
import { bookOf, type PriceBook, roubles } from './price.ts';
import { anywhere, snapshot } from './price-rows.ts';

const table = bookOf(snapshot);

/** From the table that came with this version: prices move, so it is always an estimate. */
export const selectelPrices = ({ region }: { readonly region: string | undefined }): Prices => ({
  of: async (thing) => price(roubles(thing, table, region), true),
});

interface Live {
  readonly token: Secret;
  readonly base: string;
  readonly region: string | undefined;
  readonly now: () => number;
}

const goodFor = 24 * 60 * 60_000;
/** After a failure the list of before, or the table, serves for a while: a price is never worth waiting for twice. */
const pause = 10 * 60_000;

/** Today's price list, asked for once a day; the table where it says nothing. */
export function livePrices({ token, base, region, now }: Live): Prices & { close(): Promise<void> } {
  const http = openHttp({ timeout: 10_000 });
  let book: PriceBook | undefined;
  let next = 0;
  let coming: Promise<void> | undefined;

  async function renew() {
    try {
      book = bookOf(await priceList(http, base, token));
      next = now() + goodFor;
    } catch {
      // Prices are beside the point of whatever is asked; what is said instead is marked as an estimate.
      next = now() + pause;
    } finally {
      coming = undefined;
    }
  }

  return {
    async of(thing, signal) {
      if (now() >= next) await untilAborted((coming ??= renew()), signal);
      const known = book && roubles(thing, book, region);
      return known === undefined ? price(roubles(thing, table, region), true) : price(known, false);
    },
    close: () => http.close(),
  };
}

const price = (perHour: number | undefined, estimate: boolean) =>
  perHour === undefined ? undefined : { perHour, currency: 'RUB', estimate };

const list = z.object({
  prices: z.array(z.object({ resource: z.string(), group: z.string().nullish(), value: z.coerce.number() })),
});

async function priceList(http: Http, base: string, token: Secret) {
  const url = `${base.replace(/\/+$/, '')}/v2/billing/vpc/prices?currency=rub`;
  const call = { service: 'billing', method: 'GET', url, headers: { 'x-token': token.reveal() } } as const;
  const { json } = await http.call(call, new AbortController().signal);
  return list.parse(json).prices.map(({ resource, group, value }) => ({ resource, value, group: group ?? anywhere }));
}
