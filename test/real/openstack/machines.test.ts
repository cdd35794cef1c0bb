import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { did, lab } from './lab.ts';

const here = lab('machines');

it('starts from an image, shows it everywhere, parks it and brings it back, stops it, and starts again from its disk', async () => {
  const { bot, prefix, image } = here;
  const name = `${prefix}-work`;

  const started = await bot.say(`gpu start ${image} --name ${name} --for 4h`);

  const { servers, volumes, floatingips, keypairs } = here.seen('-work');
  const [machine] = servers;
  const [disk] = volumes;
  const ip = here.seen().floatingips[0]?.floating_ip_address;
  expect(started.text.split('\n').slice(0, 5)).toEqual([`✓ ${name} is ready`, '', ip, '', `ssh root@${ip}`]);
  expect({ servers: servers.length, volumes: volumes.length, floatingips: floatingips.length }).toEqual({
    servers: 1,
    volumes: 1,
    floatingips: 0,
  });
  expect(keypairs).toEqual([]);
  expect(machine).toMatchObject({ status: 'ACTIVE', 'OS-EXT-AZ:availability_zone': 'ru-7a', tags: [] });
  expect(machine?.key_name).toBe(`${prefix}-key`);
  expect(machine?.metadata).toMatchObject({ hoist_owner: 'web:local:ann', hoist_operation: started.id });
  expect(machine?.['os-extended-volumes:volumes_attached']).toEqual([{ id: disk?.id, delete_on_termination: false }]);
  expect(disk).toMatchObject({ name: `${name}-boot`, status: 'in-use', volume_type: 'fast.ru-7a' });

  const listed = await bot.say('gpu list');
  const inventory = await bot.say('inventory show');
  const exports = await Promise.all(
    ['ansible', 'ini', 'ssh-config'].map((each) => bot.say(`inventory export ${each}`)),
  );
  for (const out of [listed, inventory, ...exports]) {
    expect(out.text).toContain(name);
    expect(out.text).toContain(ip);
  }
  const held = await bot.say(`gpu start --disk ${name}-boot`);
  const kept = await bot.say(`disk delete ${name}-boot --confirm ${name}-boot`);
  const twin = await bot.say(`gpu start ${image} --name ${name}`);
  expect(held.text).toContain(`Disk ${name}-boot is held by ${name}`);
  expect(kept.text).toContain(`Disk ${name}-boot is used by ${name}.`);
  expect(twin.text).toContain(`A machine named "${name}" is already in real.`);

  const parked = await bot.say(`gpu park ${name}`);
  expect(parked.text).toContain('✓');
  expect(here.seen('-work').servers[0]?.status).toMatch(/^SHELVED/);
  const back = await bot.say(`gpu unpark ${name}`);
  expect(back.text).toContain(`✓ ${name} is back`);
  expect(here.seen('-work').servers[0]?.status).toBe('ACTIVE');

  const stopped = await bot.say(`gpu stop ${name}`);
  expect(stopped.text).toContain(`✓ ${name} is gone`);
  expect(stopped.text).toContain(`Address ${ip} released.`);
  expect(stopped.text).toContain(`Kept: disk ${name}-boot, 1 GB.`);
  const after = here.seen();
  expect([after.servers, after.floatingips]).toEqual([[], []]);
  expect(after.volumes).toEqual([expect.objectContaining({ id: disk?.id, status: 'available' })]);

  const again = await bot.say(`gpu start --disk ${name}-boot --name ${name}-2 --no-floating-ip`);
  expect(again.text).toMatch(/IP: not allocated; private 192\.168\.0\.\d+/);
  const second = here.seen();
  expect(second.servers[0]?.['os-extended-volumes:volumes_attached'][0]?.id).toBe(disk?.id);
  expect([second.volumes.length, second.floatingips.length]).toEqual([1, 0]);

  await bot.say(`op undo ${again.id} --sure`);
  const restored = here.seen();
  expect(restored.servers).toEqual([]);
  expect(restored.volumes).toEqual([expect.objectContaining({ id: disk?.id, status: 'available' })]);
  expect((await bot.say(`op undo ${started.id} --sure`)).kept?.head.state).toBe('undone');
  const empty = here.seen();
  expect([empty.servers, empty.volumes, empty.keypairs]).toEqual([[], [], []]);
});

it('puts in the key whose fingerprint ssh-keygen tells, takes it back, and refuses another of that name', async () => {
  const { bot, prefix, image, folder } = here;
  const file = join(folder, 'id_ed25519.pub');
  const md5 = /MD5:(\S+)/.exec(spawnSync('ssh-keygen', ['-lE', 'md5', '-f', file], { encoding: 'utf8' }).stdout)?.[1];

  const started = await bot.say(`gpu start ${image} --name ${prefix}-keyed --flavor SL1.1-1024 --no-floating-ip`);
  expect(md5).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  expect(here.seen('-key').keypairs).toEqual([
    { ...here.seen('-key').keypairs[0], name: `${prefix}-key`, fingerprint: md5 },
  ]);
  const doctor = await bot.say('hoist doctor');
  const undone = await bot.say(`op undo ${started.id} --sure`);

  expect(doctor.text).toContain(`✓ SSH key ${prefix}-key`);
  expect(undone.kept?.head.state).toBe('undone');
  expect(here.seen().keypairs).toEqual([]);
});

it.each([`x'y`, '$(touch /tmp/hoist-real-was-here)', '../../etc', '`id`', '<b>', '🚀', 'a&b=c#d?'])(
  'refuses the name "… %s" in a sentence, and makes nothing',
  async (words) => {
    const { bot, prefix, image } = here;

    const out = await bot.say(`gpu start ${image} --name "${prefix} ${words}" --no-floating-ip`);

    expect(out.ok).toBe(false);
    expect(out.text).toContain('it has to be letters, digits, spaces');
    expect(existsSync('/tmp/hoist-real-was-here')).toBe(false);
  },
);

it('keeps a name of spaces, brackets and letters of three scripts whole, from the words to the cloud and back', async () => {
  const { bot, prefix, image } = here;
  const name = `${prefix} (машина + 기계_é)`;

  const out = await bot.say(`gpu start ${image} --name "${name}" --flavor SL1.1-1024 --no-floating-ip`);

  expect(out.text).toContain(`✓ ${name} is ready`);
  const { servers, volumes } = here.seen(' ');
  expect([servers.map((each) => each.name), volumes.map((each) => each.name)]).toEqual([[name], [`${name}-boot`]]);
  expect((await bot.say(`gpu stop "${name}"`)).text).toContain(`✓ ${name} is gone`);
  expect((await bot.say(`op undo ${out.id} --sure`)).kept?.head.state).toBe('undone');
  expect(here.seen(' ').volumes).toEqual([]);
});

it('takes everything back when a person cancels while the machine is being built', async () => {
  const { bot, prefix, image } = here;
  const starting = await bot.say(`gpu start ${image} --name ${prefix}-never`, { leave: true });
  await bot.until(starting, did('machine'));

  await bot.say(`op cancel ${starting.id}`);

  const out = await bot.rest(starting);
  expect(out.kept?.head.state).toBe('undone');
  expect(out.text).toContain('Nothing is left behind');
  const { servers, volumes, floatingips, keypairs } = here.seen();
  expect([servers, volumes, floatingips, keypairs]).toEqual([[], [], [], []]);
  const log = await bot.say(`op log ${starting.id}`);
  const list = await bot.say('op list --state undone');
  expect(log.text).toMatch(/Machine +taken back/);
  expect(list.text).toContain(starting.id);
});

it('sets up a machine without GPU from an image, whose address goes with it', async () => {
  const { bot, prefix, image } = here;

  const out = await bot.say(`gpu setup ${image} --name ${prefix}-setup`);

  const ip = here.seen().floatingips[0]?.floating_ip_address;
  expect(out.text.split('\n').slice(0, 3)).toEqual([`✓ ${prefix}-setup is ready`, '', ip]);
  expect((await bot.say('gpu list')).data).toContainEqual(
    expect.objectContaining({ name: `${prefix}-setup`, flavor: expect.objectContaining({ name: 'SL1.1-1024' }) }),
  );
  expect((await bot.say(`op undo ${out.id} --sure`)).kept?.head.state).toBe('undone');
  expect(here.seen().floatingips).toEqual([]);
});
