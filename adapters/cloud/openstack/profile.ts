import { type Facet, type Phrase, type Prices, phrases, type Spot } from '#kit';
import type { OpenstackConfig } from './config.ts';
import { tablePrices } from './price-table.ts';

const say = phrases({
  en: { noSpot: 'OpenStack itself has no spot machines; Selectel does.' },
  ru: { noSpot: 'В самом OpenStack нет прерываемых машин; они есть в Selectel.' },
  ko: { noSpot: 'OpenStack 자체에는 스팟 머신이 없습니다. Selectel에는 있습니다.' },
});

/** Where clouds that speak OpenStack differ. */
export interface Profile {
  readonly kind: string;
  /** Are all disk types named with their zone, as universal.ru-7a? */
  readonly zonedTypes: boolean;
  /** Does a zone always belong to the region it is named after? */
  readonly zonedRegions: boolean;
  /** May a 404 also mean that the token may not see it? */
  readonly hides: boolean;
  readonly spot: Facet<Spot>;
  prices(config: OpenstackConfig): Facet<Prices>;
}

export const plainOpenstack: Profile = {
  kind: 'openstack',
  zonedTypes: false,
  zonedRegions: false,
  hides: false,
  spot: { unsupported: ((l) => say(l).noSpot) satisfies Phrase },
  prices: (config) => tablePrices(config.PRICES),
};
