import { expect, it } from 'vitest';
import { lab } from './lab.ts';

const here = lab('apart', {
  env: (prefix) => ({
    NETWORK_NAME: `${prefix}-net`,
    ROUTER_NAME: `${prefix}-router`,
    SECURITY_GROUP: `${prefix}-group`,
    SUBNET_CIDR: '192.168.7.0/24',
  }),
});

it('makes the network once, does nothing the second time, and takes back only what it made', async () => {
  const { bot, prefix } = here;
  const before = await bot.say('net info');
  const start = await bot.say(`gpu start anything --name ${prefix}-none`);

  const plan = await bot.say('net setup --plan');
  const first = await bot.say('net setup');
  const made = here.seen();
  const second = await bot.say('net setup');
  const same = here.seen();

  expect(before.text).toMatch(/not there yet/);
  expect(start.ok).toBe(false);
  expect(plan.text).toContain('○ Network');
  expect(first.text).toContain('Made: ');
  expect(made.networks.map(({ name }) => name)).toEqual([`${prefix}-net`]);
  expect(made.subnets.map(({ cidr }) => cidr)).toEqual(['192.168.7.0/24']);
  expect(made.routers.map(({ name }) => name)).toEqual([`${prefix}-router`]);
  expect(made.security_groups.map(({ name }) => name)).toEqual([`${prefix}-group`]);
  expect(made.security_group_rules.map(({ protocol }) => protocol)).toEqual(expect.arrayContaining(['tcp', 'icmp']));
  expect(made.ports.map(({ device_owner }) => device_owner)).toContain('network:router_interface');
  expect(second.text).toContain('All of it was there already.');
  expect(ids(same)).toEqual(ids(made));

  const info = await bot.say('net info');
  expect(info.text).toContain(`${prefix}-net`);
  expect(info.text).toContain('external-network');
  await bot.say(`op undo ${second.id} --sure`);
  expect(ids(here.seen())).toEqual(ids(made));
  const undone = await bot.say(`op undo ${first.id} --sure`);
  expect(undone.kept?.head.state).toBe('undone');
  expect(Object.values(here.seen()).flat()).toEqual([]);
});

// Neutron adds the port of DHCP when it gets to it.
const ids = ({ networks, subnets, routers, security_groups, security_group_rules }: ReturnType<typeof here.seen>) =>
  [networks, subnets, routers, security_groups, security_group_rules].map((all) => all.map(({ id }) => id).sort());
