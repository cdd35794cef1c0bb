import { expect, it } from 'vitest';
import { z } from 'zod';
import { serverFrom } from '../../adapters/cloud/openstack/machine.ts';
import { sources, textOf } from '../architecture.ts';
import { practiceBot } from './harness.ts';
import { wire } from './wire.ts';

const spec = {
  name: 'gpu-work-1',
  boot: { disk: 'disk-1' },
  flavor: '3073',
  zone: 'ru-7a',
  publicKeys: [],
  spot: true,
  stamp: { owner: 'web:local:ann', operation: 'op-1' },
};

it('S0-D01 S0-D16 asks for the machine with its disk outliving it, on networks given as a list', () => {
  const { server } = serverFrom(spec, { network: 'net-1', firewall: 'default', metadata: {} });

  expect(server.block_device_mapping_v2).toMatchObject([{ uuid: 'disk-1', delete_on_termination: false }]);
  expect(server.networks).toEqual([{ uuid: 'net-1' }]);
});

it('S0-95 asks for a spot machine by its tag, and for another without', () => {
  const made = { network: 'net-1', firewall: 'default', metadata: {} };

  expect(serverFrom(spec, made).server.tags).toEqual(['preemptible']);
  expect(serverFrom({ ...spec, spot: false }, made).server.tags).toBeUndefined();
});

it('S0-D05 takes the address from the external network that is configured', async () => {
  const bot = await practiceBot();
  const networks = z.object({ networks: z.array(z.object({ id: z.string(), name: z.string() })) });
  const floating = z.object({ floatingips: z.array(z.object({ floating_network_id: z.string() })) });

  await bot.say('gpu start base-image');

  const known = networks.parse(await wire(bot, 'network', 'GET', '/v2.0/networks')).networks;
  const { floatingips } = floating.parse(await wire(bot, 'network', 'GET', '/v2.0/floatingips'));
  const external = known.find(({ name }) => name === 'external-network')?.id;
  expect(floatingips).toEqual([{ floating_network_id: external }]);
});

it('S0-D05 says which external network is missing, and takes everything back', async () => {
  const bot = await practiceBot({ EXTERNAL_NETWORK: 'elsewhere' });

  const out = await bot.say('gpu start base-image');

  expect(out.kept?.head.state).toBe('undone');
  expect(out.text).toContain('elsewhere');
  expect(await bot.things()).toEqual({ machines: [], disks: [], addresses: [] });
});

it('S0-D08 talks to OpenStack itself: no other program is started for it', async () => {
  const files = await sources('adapters/cloud', 'src/operations', 'commands');

  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => /child_process/.test(textOf(file)))).toEqual([]);
});

it('says that there is no network yet and how to make it, and leaves nothing behind', async () => {
  const bot = await practiceBot({}, { seed: false });

  const out = await bot.say('gpu start base-image');

  expect(out.ok).toBe(false);
  expect(out.text).toMatch(/net setup/);
  expect(await bot.things()).toEqual({ machines: [], disks: [], addresses: [] });
});
