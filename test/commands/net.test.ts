import { expect, it } from 'vitest';
import { z } from 'zod';
import { type PracticeBot, practiceBot } from './harness.ts';
import { wire } from './wire.ts';

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

it('S0-50 makes the whole network of a project that has none, each part by its step', async () => {
  const bot = await practiceBot({}, { seed: false });
  const before = await bot.say('net info');

  const out = await bot.say('net setup');
  const after = await bot.say('net info');
  const started = await bot.press(out, 'Start a machine');

  expect(before.text).toMatch(/Network +not there yet/);
  expect(before.view?.buttons?.map(({ press }) => press.command)).toEqual(['net setup']);
  expect(out.text).toContain('The network in practice is ready');
  expect(out.text).toMatch(/Made: Network, Subnet, Router, Subnet linked to the router/);
  expect(after.text).toMatch(/Network +net/);
  expect(after.text).not.toContain('not there yet');
  expect(started.form?.command).toBe('gpu start');
});

it('S0-50 a machine can be started once it is there', async () => {
  const bot = await practiceBot({}, { seed: false });
  await bot.say('net setup');

  const out = await bot.say('gpu start base-image');

  expect(out.ok).toBe(true);
});

it('S0-50 done twice, everything is already there', async () => {
  const bot = await practiceBot();
  await bot.say('net setup');

  const out = await bot.say('net setup');

  expect(out.text).toContain('All of it was there already.');
});

it('S0-50 takes back what it made, and only that, when a part is refused', async () => {
  const bot = await practiceBot({}, { seed: false });
  bot.practice.faults.add({ service: 'network', method: 'POST', path: /routers$/, what: 'quota' });

  const out = await bot.say('net setup');
  const info = await bot.say('net info');

  expect(out.kept?.head.state).toBe('undone');
  expect(info.text).toMatch(/Network +not there yet/);
  expect(info.text).toMatch(/Subnet +not there yet/);
});

it('S0-D10 S0-D21 lets SSH and ping into the configured group, default among them; a rule that is there is no error', async () => {
  const bot = await practiceBot({ SECURITY_GROUP: 'default' });
  await bot.say('net setup');
  const first = await rulesOf(bot);
  bot.practice.faults.add({
    service: 'network',
    method: 'GET',
    path: /security-group-rules$/,
    what: 'reset',
    times: 1,
  });

  const out = await bot.say('net setup');

  expect(out.ok).toBe(true);
  expect(first).toEqual(expect.arrayContaining(['icmp', 'tcp 22-22']));
  expect(await rulesOf(bot)).toEqual(first);
});

it('S0-D21 any other no to a rule fails the setup', async () => {
  const bot = await practiceBot();
  bot.practice.faults.add({ service: 'network', method: 'POST', path: /security-group-rules$/, what: { status: 403 } });

  const out = await bot.say('net setup');

  expect(out.kept?.head.state).toBe('undone');
  expect(await rulesOf(bot)).not.toContain('tcp 22-22');
});

async function rulesOf(bot: PracticeBot): Promise<readonly string[]> {
  const path = '/v2.0/security-group-rules?direction=ingress';
  const { security_group_rules: rules } = z
    .object({
      security_group_rules: z.array(
        z.object({
          protocol: z.string().nullish(),
          port_range_min: z.number().nullish(),
          port_range_max: z.number().nullish(),
        }),
      ),
    })
    .parse(await wire(bot, 'network', 'GET', path));
  return rules.map(({ protocol, port_range_min: from, port_range_max: to }) =>
    from ? `${protocol} ${from}-${to}` : `${protocol}`,
  );
}
