import type { Cloud } from '#kit';
import { openstackCloud } from '../openstack/cloud.ts';
import { regionIn } from '../openstack/context.ts';
import type { SelectelConfig } from './config.ts';
import { livePrices } from './prices.ts';
import { selectelProfile } from './profile.ts';

/** The same cloud with the price list of today, where there is a token for it. */
export function selectelCloud(config: SelectelConfig, name: string, now: () => number = Date.now): Cloud {
  const { SELECTEL_TOKEN: token, SELECTEL_API_URL: base } = config;
  const region = regionIn(config, selectelProfile);
  const live = token && livePrices({ token, base, region, now });
  const profile = live ? { ...selectelProfile, prices: () => live } : selectelProfile;
  const cloud = openstackCloud(config, name, profile, now);
  return {
    ...cloud,
    async close() {
      await live?.close();
      await cloud.close();
    },
  };
}
