import { join, resolve } from 'node:path';
import type { Cloud } from '#kit';
import { openstackCloud } from '../openstack/cloud.ts';
import { selectelConfig } from '../selectel/config.ts';
import { selectelProfile } from '../selectel/profile.ts';
import type { PracticeConfig } from './config.ts';
import { hostPractice } from './host.ts';

/** The Selectel adapter, unchanged, on a cloud of our own that speaks the same. */
export async function practiceCloud(config: PracticeConfig, name: string): Promise<Cloud> {
  const { HOIST_DATA: data, PRACTICE_PORT: port, PRACTICE_SPEED: speed, PRACTICE: _, ...choices } = config;
  const host = await hostPractice({ dir: join(resolve(data), 'practice'), port, speed });
  const { OS_AUTH_TYPE: _type, OS_IDENTITY_API_VERSION: _version, ...access } = host.env;
  const filled = { ...selectelConfig.parse({ ...access, ...usual }), ...set(choices) };
  const cloud = openstackCloud(filled, name, { ...selectelProfile, kind: 'practice' });
  return {
    ...cloud,
    guest: { answers: (ip, signal) => host.answers(ip, signal) },
    async close() {
      await cloud.close();
      await host.close();
    },
  };
}

/** So that the first command needs no choice at all. */
const usual = {
  GPU_FLAVOR_ID: 'GL2.4-32768-0-1GPU-T4',
  SETUP_FLAVOR_ID: 'SL1.1-1024',
  BASE_IMAGE_NAME: 'ubuntu-24.04',
  DISK_TYPE: 'universal',
};

/** What a person set wins over the usual; what nobody set must not win as `undefined`. */
const set = <T extends object>(choices: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  // Without the undefined ones, every value that is left is of its kind.
  Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
