import { defineCloud } from '#kit';
import { configuredClouds } from '../openstack/configured.ts';
import { selectelConfig, selectelNames } from './config.ts';

export default defineCloud({
  kind: 'selectel',
  config: selectelConfig,
  configured: async (env) => configuredClouds(env, 'selectel', selectelNames),
  async open(config, name) {
    const { selectelCloud } = await import('./cloud.ts');
    return selectelCloud(config, name);
  },
});
