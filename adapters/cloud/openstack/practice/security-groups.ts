import { refuse } from './answer.ts';
import { type Json, text } from './json.ts';
import type { Rule, SecurityGroup } from './network-model.ts';
import { bornInNetwork, common, type Kind, renamed, resource } from './neutron.ts';
import { neutronQuota } from './quotas.ts';
import type { World } from './world.ts';

const kind: Kind<SecurityGroup> = {
  one: 'security_group',
  many: 'security_groups',
  path: 'security-groups',
  table: (world) => world.groups,
  missing: noGroup,
  shown: (world, group) => ({
    id: group.id,
    name: group.name,
    stateful: group.stateful,
    shared: false,
    security_group_rules: rulesOf(world, group.id).map((rule) => inGroup(world, rule)),
    ...common(world, group),
  }),
  create({ world }, wish) {
    if (text(wish.name) === 'default')
      throw refuse(409, 'Default security group already exists.', 'SecurityGroupDefaultAlreadyExists');
    neutronQuota(world, 'security_group');
    const group = world.groups.put({ ...bornInNetwork(world, wish), stateful: true });
    letOut(world, group.id);
    return group;
  },
  update: (_, __, wish) => renamed(wish),
  remove({ world }, group) {
    if (world.ports.first(({ groups }) => groups.includes(group.id)))
      throw refuse(409, `Security Group ${group.id} in use.`, 'SecurityGroupInUse');
    if (group.name === 'default')
      throw refuse(409, 'Insufficient rights for removing default security group.', 'SecurityGroupCannotRemoveDefault');
    for (const { id } of rulesOf(world, group.id)) world.rules.remove(id);
    world.groups.remove(group.id);
  },
};

export const groupRoutes = resource(kind);

export function groupOf(world: World, id: string | undefined): SecurityGroup {
  const group = world.groups.get(id ?? '');
  if (!group) throw noGroup(id);
  return group;
}

export function noGroup(id: string | undefined) {
  return refuse(404, `Security group ${id} does not exist`, 'SecurityGroupNotFound');
}

/** The group every port gets that names none; there from the first look on. */
export function defaultGroup(world: World): SecurityGroup {
  const there = world.groups.first(({ name }) => name === 'default');
  if (there) return there;
  const group = world.groups.put({
    ...bornInNetwork(world, { name: 'default', description: 'Default security group' }),
    stateful: true,
  });
  letOut(world, group.id);
  for (const ethertype of ['IPv4', 'IPv6'])
    world.rules.put({ ...bare(world, group.id), ethertype, direction: 'ingress', remoteGroup: group.id });
  return group;
}

const rulesOf = (world: World, group: string): Rule[] => world.rules.where((rule) => rule.group === group);

function letOut(world: World, group: string): void {
  for (const ethertype of ['IPv4', 'IPv6']) world.rules.put({ ...bare(world, group), ethertype });
}

const bare = (world: World, group: string): Rule => ({
  ...bornInNetwork(world, {}),
  revision: 0,
  group,
  ethertype: 'IPv4',
  direction: 'egress',
  protocol: null,
  from: null,
  to: null,
  prefix: null,
  remoteGroup: null,
  stock: true,
});

/** Inside its group a rule shows more than alone: its tags, and a number Neutron counts everything with. */
const inGroup = (world: World, rule: Rule): { [name: string]: Json } => ({
  ...shownRule(world, rule),
  standard_attr_id: world.rules.all().indexOf(rule) + 1,
  tags: [],
});

export const shownRule = (world: World, rule: Rule): { [name: string]: Json } => {
  const { tags, ...rest } = common(world, rule);
  return {
    id: rule.id,
    security_group_id: rule.group,
    ethertype: rule.ethertype,
    direction: rule.direction,
    protocol: rule.protocol,
    port_range_min: rule.from,
    port_range_max: rule.to,
    remote_ip_prefix: rule.prefix,
    remote_address_group_id: null,
    normalized_cidr: rule.prefix,
    remote_group_id: rule.remoteGroup,
    ...rest,
    description: rule.stock ? null : rule.description,
  };
};
