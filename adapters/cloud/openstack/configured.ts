import type { Configured, Env } from '#kit';
import { cloudNamed } from './clouds-yaml.ts';
import { accessNames, choiceNames } from './config.ts';

export type Kind = 'openstack' | 'selectel';

/**
 * The clouds that the environment names: each entry of clouds.yaml in HOIST_CLOUDS or OS_CLOUD, or else the one
 * that OS_AUTH_URL leads to. A cloud of clouds.yaml takes nothing of its login from the OS_* around it.
 */
export function configuredClouds(env: Env, kind: Kind, also: readonly string[] = []): readonly Configured[] {
  const choices = picked(env, [...choiceNames, ...also]);
  const names = (env.HOIST_CLOUDS ?? env.OS_CLOUD ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) {
    const mine = env.OS_AUTH_URL && kindOf(env.OS_AUTH_URL, env.HOIST_CLOUD_PROFILE) === kind;
    return mine ? [{ name: kind, values: { ...choices, ...picked(env, accessNames) } }] : [];
  }
  return names.flatMap((name) => {
    const { profile, values } = cloudNamed(name, env);
    return kindOf(values.OS_AUTH_URL ?? '', profile) === kind ? [{ name, values: { ...choices, ...values } }] : [];
  });
}

/** Selectel answers under several names; a `profile` decides where the address does not. */
export function kindOf(url: string, profile: string | undefined): Kind {
  if (profile === 'selectel' || profile === 'openstack') return profile;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return /(^|\.)(selcloud\.(ru|com)|selectel\.(ru|com|org)|servercore\.com)$/.test(host) ? 'selectel' : 'openstack';
}

const picked = (env: Env, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
