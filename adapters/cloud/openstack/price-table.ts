import { z } from 'zod';
import { type Facet, type Phrase, type Priced, type Prices, phrases } from '#kit';

const say = phrases({
  en: { none: 'This cloud has no price list; PRICES in the configuration can hold one.' },
  ru: { none: 'У этого облака нет прайс-листа; его можно задать переменной PRICES.' },
  ko: { none: '이 클라우드에는 가격표가 없습니다. 설정의 PRICES에 적을 수 있습니다.' },
});

export interface PriceTable {
  readonly currency: string;
  /** `flavor:GL10`, `disk`, `disk:universal`, `image`, `address`: money for an hour, of one GB where there are GBs. */
  readonly rows: ReadonlyMap<string, number>;
}

/** `RUB flavor:GL10=210 spot:GL10=92 disk=0.02 image=0.01 address=0.245` */
export const priceTable = z.string().transform((line, ctx): PriceTable => {
  const [currency = '', ...entries] = line.trim().split(/\s+/);
  if (!/^[A-Z]{3}$/.test(currency)) ctx.addIssue({ code: 'custom', message: 'has to begin with a currency: RUB, USD' });
  const rows = new Map<string, number>();
  for (const entry of entries) {
    const [, name, value] = /^((?:flavor|spot|disk):[^=]+|disk|image|address)=(\d+(?:\.\d+)?)$/.exec(entry) ?? [];
    if (name && value) rows.set(name, Number(value));
    else ctx.addIssue({ code: 'custom', message: `"${entry}" is not a price: flavor:NAME=210` });
  }
  return { currency, rows };
});

export function tablePrices(table: PriceTable | undefined): Facet<Prices> {
  if (!table) return { unsupported: none };
  return {
    of: async (thing) => {
      const perHour = priceIn(table.rows, thing);
      return perHour === undefined ? undefined : { perHour, currency: table.currency, estimate: true };
    },
  };
}

const none: Phrase = (l) => say(l).none;

function priceIn(rows: PriceTable['rows'], thing: Priced): number | undefined {
  switch (thing.kind) {
    case 'machine': {
      const kind = thing.spot ? 'spot' : 'flavor';
      return rows.get(`${kind}:${thing.flavor.id}`) ?? rows.get(`${kind}:${thing.flavor.name}`);
    }
    case 'disk':
      return times(
        rows.get(`disk:${thing.type}`) ?? rows.get(`disk:${thing.type?.split('.')[0]}`) ?? rows.get('disk'),
        thing.size,
      );
    case 'image':
      return times(rows.get('image'), thing.bytes / 1024 ** 3);
    case 'address':
      return rows.get('address');
  }
}

const times = (price: number | undefined, count: number) => (price === undefined ? undefined : price * count);
