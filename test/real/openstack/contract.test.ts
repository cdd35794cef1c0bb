import { setTimeout } from 'node:timers/promises';
import { openstackCloud } from '../../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../../adapters/cloud/openstack/config.ts';
import { type Profile, plainOpenstack } from '../../../adapters/cloud/openstack/profile.ts';
import { selectelProfile } from '../../../adapters/cloud/selectel/profile.ts';
import { need } from '../../../src/kit.ts';
import { type CloudUnderTest, cloudContract } from '../../contract/cloud.ts';
import { bareCloud, countServers } from './bare.ts';

cloudContract('a real OpenStack', () => realCloud(plainOpenstack));
cloudContract('a real OpenStack with the customs of Selectel', () => realCloud(selectelProfile));

const stamp = { owner: 'web:local:test', operation: 'op-real' };

async function realCloud(profile: Profile): Promise<CloudUnderTest> {
  const prefix = `hoist-test-${process.pid}-${profile.kind}`;
  const named = (word: string) => ({
    NETWORK_NAME: `${prefix}-${word}net`,
    ROUTER_NAME: `${prefix}-${word}router`,
    SECURITY_GROUP: `${prefix}-${word}group`,
  });
  const env = { OS_AVAILABILITY_ZONE: 'ru-7a', DISK_TYPE: 'universal', ...process.env };
  const cloud = openstackCloud(openstackConfig.parse({ ...env, ...named('') }), 'real', profile);
  const bare = openstackCloud(openstackConfig.parse({ ...env, ...named('bare-') }), 'bare', profile);
  const signal = AbortSignal.timeout(10 * 60_000);
  const wire = await bareCloud(process.env);
  const [networks, disks, images] = [need(cloud, 'networks'), need(cloud, 'disks'), need(cloud, 'imageStore')];
  const pause = () => setTimeout(500);

  for (const part of networks.parts) await networks.ensure(part, `${prefix}.${part}`, signal);
  const image = await images.reserve({ name: prefix, format: 'raw', minDisk: 1, stamp }, `${prefix}.image`, signal);
  await images.send(image.id, megabytes(4), 4 * 1024 * 1024, signal);
  const flavor = (await need(cloud, 'flavors').list(signal)).find((each) => !each.gpu);
  if (!flavor) throw new Error('this cloud has no flavor without a GPU');

  let count = 0;
  const gone = async (id: string) => {
    while (await disks.get(id, signal)) await pause();
  };
  return {
    cloud,
    bare,
    prefix,
    flavor: flavor.id,
    pause,
    async boot() {
      const name = `${prefix}-boot-${++count}`;
      const spec = { name, size: 1, image: image.id, stamp };
      const { id } = await disks.create(spec, `${name}.disk`, signal);
      while ((await disks.get(id, signal))?.state !== 'free') await pause();
      return { disk: id };
    },
    count: (name) => countServers(wire, name),
    async close() {
      for await (const machine of cloud.list(signal)) {
        if (!machine.name.startsWith(prefix)) continue;
        await cloud.remove(machine.id, signal);
        while (await cloud.get(machine.id, signal)) await pause();
      }
      for await (const disk of disks.list(signal)) {
        if (!disk.name.startsWith(prefix)) continue;
        while ((await disks.get(disk.id, signal))?.state === 'busy') await pause();
        await disks.remove(disk.id, signal);
        await gone(disk.id);
      }
      for (const each of await cloud.images(signal))
        if (each.name.startsWith(prefix)) await images.remove(each.id, signal);
      for (const part of [...networks.parts].reverse()) await networks.remove(part, `${prefix}.${part}`, signal);
      await Promise.all([cloud.close(), bare.close()]);
    },
  };
}

async function* megabytes(count: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i += 1) yield Buffer.alloc(1024 * 1024, i);
}
