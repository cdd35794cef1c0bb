import { expect, it } from 'vitest';
import { practiceBot } from './harness.ts';

it('S0-49 shows network, router, firewall and addresses with their machines', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const [address] = (await bot.things()).addresses;

  const out = await bot.say('net info');

  expect(out.text).toMatch(/Network +net/);
  expect(out.text).toMatch(/Router +router/);
  expect(out.text).toMatch(/External network +external-network/);
  expect(out.text).toMatch(new RegExp(`${address?.ip} +gpu-work-1 +≈ \\d+ ₽/month`));
});

it('S0-50 makes the whole network where there is none, each part by its step', async () => {
  const bot = await practiceBot({ NETWORK_NAME: 'lab', ROUTER_NAME: 'lab-router', SECURITY_GROUP: 'lab-group' });
  const before = await bot.say('net info');

  const out = await bot.say('net setup');
  const after = await bot.say('net info');

  expect(before.text).toMatch(/Network +not there yet/);
  expect(out.text).toContain('The network in practice is ready');
  expect(out.text).toMatch(/Made: Network, Subnet, Router/);
  expect(after.text).toMatch(/Network +lab/);
  expect(after.text).not.toContain('not there yet');
});

it('S0-50 done twice, everything is already there', async () => {
  const bot = await practiceBot();
  await bot.say('net setup');

  const out = await bot.say('net setup');

  expect(out.text).toContain('All of it was there already.');
});

it('S0-D10 S0-D21 lets SSH and ping into the group that is configured, and takes a rule that is there as done', async () => {
  const bot = await practiceBot({ SECURITY_GROUP: 'default' });
  await bot.say('net setup');

  const info = await bot.say('net info');

  expect(info.text).toMatch(/SSH and ping let in +(?!not there)/);
});
