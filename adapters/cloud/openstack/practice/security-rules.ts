import { refuse } from './answer.ts';
import { text, whole } from './json.ts';
import type { Rule } from './network-model.ts';
import { bornInNetwork, type Kind, renamed, resource } from './neutron.ts';
import { neutronQuota } from './quotas.ts';
import { groupOf, shownRule } from './security-groups.ts';

const kind: Kind<Rule> = {
  one: 'security_group_rule',
  many: 'security_group_rules',
  path: 'security-group-rules',
  table: (world) => world.rules,
  missing: (id) => refuse(404, `Security group rule ${id} does not exist`, 'SecurityGroupRuleNotFound'),
  shown: shownRule,
  create({ world }, wish) {
    const group = groupOf(world, text(wish.security_group_id));
    const rule: Rule = {
      ...bornInNetwork(world, wish),
      revision: 0,
      group: group.id,
      direction: text(wish.direction) ?? 'ingress',
      ethertype: text(wish.ethertype) ?? 'IPv4',
      protocol: protocol(wish.protocol === undefined ? null : String(wish.protocol ?? '')),
      from: whole(wish.port_range_min) ?? null,
      to: whole(wish.port_range_max) ?? null,
      prefix: text(wish.remote_ip_prefix) ?? null,
      remoteGroup: text(wish.remote_group_id) ?? null,
    };
    check(rule);
    const same = world.rules.first((one) => sameRule(one, rule));
    if (same)
      throw refuse(409, `Security group rule already exists. Rule id is ${same.id}.`, 'SecurityGroupRuleExists');
    if (rule.remoteGroup) groupOf(world, rule.remoteGroup);
    neutronQuota(world, 'security_group_rule');
    return world.rules.put(rule);
  },
  update: (_, __, wish) => renamed(wish),
  remove: ({ world }, rule) => world.rules.remove(rule.id),
};

export const ruleRoutes = resource(kind);

const protocols = [
  'ah',
  'dccp',
  'egp',
  'esp',
  'gre',
  'hopopt',
  'icmp',
  'igmp',
  'ip',
  'ipip',
  'ipv6-encap',
  'ipv6-frag',
  'ipv6-icmp',
  'icmpv6',
  'ipv6-nonxt',
  'ipv6-opts',
  'ipv6-route',
  'ospf',
  'pgm',
  'rsvp',
  'sctp',
  'tcp',
  'udp',
  'udplite',
  'vrrp',
];

function protocol(said: string | null): string | null {
  const name = said?.toLowerCase() ?? '';
  if (name === '' || name === 'any') return null;
  if (protocols.includes(name) || (/^\d+$/.test(name) && Number(name) <= 255)) return name;
  throw refuse(
    400,
    `Security group rule protocol ${said} not supported. Only protocol values [None, ${protocols.map((one) => `'${one}'`).join(', ')}] and integer representations [0 to 255] are supported.`,
    'SecurityGroupRuleInvalidProtocol',
  );
}

function check(rule: Rule): void {
  if (rule.from === null && rule.to === null) return;
  if (rule.protocol === null)
    throw refuse(400, 'Must also specify protocol if port range is given.', 'SecurityGroupProtocolRequiredWithPorts');
  if (['tcp', 'udp'].includes(rule.protocol) && (rule.from ?? 0) > (rule.to ?? 0))
    throw refuse(
      400,
      'For TCP/UDP protocols, port_range_min must be <= port_range_max',
      'SecurityGroupInvalidPortRange',
    );
}

const sameRule = (a: Rule, b: Rule): boolean =>
  (['group', 'direction', 'ethertype', 'protocol', 'from', 'to', 'remoteGroup'] as const).every(
    (name) => a[name] === b[name],
  ) && everywhere(a.prefix) === everywhere(b.prefix);

/** The whole internet and no prefix at all are the same rule. */
const everywhere = (prefix: string | null): string | null =>
  prefix === '0.0.0.0/0' || prefix === '::/0' ? null : prefix;
