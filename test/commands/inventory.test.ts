import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { practiceBot } from './harness.ts';

it('S0-13 exports the machines that can be reached', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  await bot.say('gpu start base-image --name rests');
  await bot.say('gpu park rests');
  const addresses = (await bot.things()).addresses;

  const out = await bot.say('inventory export');
  const block = out.view?.blocks.find(({ kind }) => kind === 'code');

  const file = parse(block?.kind === 'code' ? block.code : '');
  expect(Object.keys(file.gpu_vms.hosts)).toEqual(['gpu-work-1']);
  expect(addresses.map(({ ip }) => ip)).toContain(file.gpu_vms.hosts['gpu-work-1'].ansible_host);
});

it.each([
  ['ini', /^gpu-work-1 ansible_host=[\d.]+ ansible_user=root$/m],
  ['ssh-config', /^Host gpu-work-1\n {2}HostName [\d.]+\n {2}User root$/m],
])('S0-13 exports as %s', async (format, shape) => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const out = await bot.say(`inventory export ${format}`);

  expect(out.text).toMatch(shape);
});

it('shows who can be reached, and how', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const out = await bot.say('inventory show');

  expect(out.text).toContain('1 machine can be reached in practice');
  expect(out.text).toMatch(/gpu-work-1 +([\d.]+) +ssh root@\1/);
});
