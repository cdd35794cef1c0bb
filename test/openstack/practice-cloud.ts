import { setImmediate } from 'node:timers/promises';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import { type Options, type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { type Profile, plainOpenstack } from '../../adapters/cloud/openstack/profile.ts';
import type { Cloud } from '../../src/kit.ts';
import { need } from '../../src/kit.ts';
import type { CloudUnderTest } from '../contract/cloud.ts';

export interface Practised {
  readonly practice: Practice;
  readonly cloud: Cloud;
  close(): Promise<void>;
}

type Env = Readonly<Record<string, string>>;

/** A practice cloud of one's own, and the adapter on it. */
export async function practised(
  env: Env = {},
  { profile = plainOpenstack, ...options }: Options & { readonly profile?: Profile } = {},
): Promise<Practised> {
  const practice = await startPractice({ timings: 'instant', ...options });
  const cloud = onPractice(practice, env, profile);
  return {
    practice,
    cloud,
    async close() {
      await cloud.close();
      await practice.close();
    },
  };
}

export const onPractice = (practice: Practice, env: Env = {}, profile: Profile = plainOpenstack): Cloud =>
  openstackCloud(openstackConfig.parse({ ...practice.env, ...env }), 'practice', profile);

/** For the contract: everything the suite may ask for, caused by the practice cloud's own faults. */
export async function underTest(profile: Profile): Promise<CloudUnderTest> {
  const { practice, cloud, close } = await practised({}, { profile });
  const bare = onPractice(
    practice,
    { NETWORK_NAME: 'net-2', ROUTER_NAME: 'router-2', SECURITY_GROUP: 'group-2' },
    profile,
  );
  const signal = AbortSignal.timeout(60_000);
  const base = (await cloud.images(signal)).find(({ name }) => name === 'base-image');
  const disks = need(cloud, 'disks');
  const { faults } = practice;
  let count = 0;
  return {
    cloud,
    bare,
    prefix: 'contract',
    flavor: '1013',
    pause: () => setImmediate(),
    async boot() {
      const name = `boot-${++count}`;
      const stamp = { owner: 'web:local:ann', operation: 'op-boot' };
      const { id } = await disks.create({ name, size: 10, image: base?.id ?? '', stamp }, `${name}.disk`, signal);
      return { disk: id };
    },
    count: async (name) => practice.inventory().servers.filter((server) => server.name === name).length,
    faults: {
      quota: () => void faults.add({ service: 'compute', what: 'quota' }),
      full: () => void faults.add({ what: 'no-valid-host' }),
      lockout() {
        const password = practice.env.OS_PASSWORD ?? '';
        const message = `no entry with ${password}`;
        faults.add({ what: { status: 401, body: { error: { code: 401, title: 'Unauthorized', message } } } });
        return [password];
      },
      slow: (ms) => void faults.add({ what: { delay: ms } }),
      loseReply: () => void faults.add({ method: 'POST', path: /\/servers$/, times: 1, what: 'lost-reply' }),
      clear: () => faults.clear(),
    },
    async close() {
      await bare.close();
      await close();
    },
  };
}
