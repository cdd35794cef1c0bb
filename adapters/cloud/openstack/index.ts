import { defineCloud } from '#kit';
import { openstackConfig } from './config.ts';
import { configuredClouds } from './configured.ts';
import { plainOpenstack } from './profile.ts';

export default defineCloud({
  kind: 'openstack',
  config: openstackConfig,
  configured: async (env) => configuredClouds(env, 'openstack'),
  async open(config, name) {
    // The HTTP client takes longer to load than everything else: only who has such a cloud waits for it.
    const { openstackCloud } = await import('./cloud.ts');
    return openstackCloud(config, name, plainOpenstack);
  },
});
