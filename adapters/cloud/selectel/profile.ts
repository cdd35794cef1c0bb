import type { Profile } from '../openstack/profile.ts';
import { selectelPrices } from './prices.ts';

const day = 24 * 60 * 60_000;

/** Selectel is OpenStack with customs of its own: spot machines by tag, disk types by zone, a 404 that may be a "no". */
export const selectelProfile: Profile = {
  kind: 'selectel',
  zonedTypes: true,
  zonedRegions: true,
  hides: true,
  spot: { atMost: day },
  prices: ({ OS_REGION_NAME: region }) => selectelPrices({ region }),
};
