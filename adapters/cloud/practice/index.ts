import { defineCloud } from '#kit';
import { choiceNames } from '../openstack/config.ts';
import { ownNames, practiceConfig } from './config.ts';

export default defineCloud({
  kind: 'practice',
  config: practiceConfig,
  /** There when no real cloud is named, or when asked for. */
  async configured(env) {
    const real = env.OS_AUTH_URL ?? env.OS_CLOUD ?? env.HOIST_CLOUDS;
    if (env.PRACTICE === undefined ? real !== undefined : /^(false|0|no|off|n|disabled)$/i.test(env.PRACTICE))
      return [];
    const values = [...choiceNames, ...ownNames].flatMap((name) => (env[name] ? [[name, env[name]]] : []));
    return [{ name: 'practice', values: Object.fromEntries(values) }];
  },
  async open(config, name) {
    const { practiceCloud } = await import('./cloud.ts');
    return practiceCloud(config, name);
  },
});
