import { expect, it, onTestFinished } from 'vitest';
import { type Cloud, need } from '../../src/kit.ts';
import { practised } from './practice-cloud.ts';

const { signal } = new AbortController();
const stamp = { owner: 'web:local:ann', operation: 'op' };
const blob = Buffer.from(`\0\0\0\x0bssh-ed25519\0\0\0 ${'k'.repeat(32)}`).toString('base64');
const disk = (cloud: Cloud, name: string) => need(cloud, 'disks').create({ name, size: 1, stamp }, name, signal);

async function machine(cloud: Cloud) {
  const image = (await cloud.images(signal)).find(({ name }) => name === 'base-image')?.id ?? '';
  const boot = await need(cloud, 'disks').create({ name: 'boot', size: 20, image, stamp }, 'boot', signal);
  await need(cloud, 'disks').get(boot.id, signal);
  const spec = { name: 'a', boot: { disk: boot.id }, flavor: '1011', publicKeys: [], spot: false, stamp };
  return cloud.create(spec, 'machine', signal);
}

it.each([
  [
    'machine',
    async (cloud: Cloud) => {
      const { id } = await machine(cloud);
      return { remove: () => cloud.remove(id, signal), look: () => cloud.get(id, signal) };
    },
  ],
  [
    'disk',
    async (cloud: Cloud) => {
      const { id } = await disk(cloud, 'free');
      const disks = need(cloud, 'disks');
      return { remove: () => disks.remove(id, signal), look: () => disks.get(id, signal) };
    },
  ],
  [
    'image',
    async (cloud: Cloud) => {
      const images = need(cloud, 'imageStore');
      const { id } = await images.reserve({ name: 'a', format: 'raw', stamp }, 'image', signal);
      return { remove: () => images.remove(id, signal), look: () => images.get(id, signal) };
    },
  ],
  [
    'key',
    async (cloud: Cloud) => {
      const keys = need(cloud, 'keys');
      await keys.add('ann', `ssh-ed25519 ${blob} ann`, signal);
      return { remove: () => keys.remove('ann', signal), look: () => keys.get('ann', signal) };
    },
  ],
] as const)('does not take "not found" for "gone" while the %s is there', async (_, make) => {
  const { practice, cloud, close } = await practised();
  onTestFinished(close);
  const { remove, look } = await make(cloud);
  practice.faults.add({ method: 'DELETE', times: 1, what: { status: 404 } });

  await expect(remove()).rejects.toMatchObject({ code: 'unavailable', again: true });
  await remove();
  await remove();

  expect(await look()).toBeUndefined();
});
