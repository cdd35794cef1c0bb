import { Failure, type Key, phrases, said } from '#kit';
import type { Context } from './context.ts';
import { typeOf } from './errors.ts';
import type { Part } from './network-parts.ts';
import type { Neutron, Rule } from './network-wire.ts';
import { markOf } from './stamp.ts';

const say = phrases({
  en: { noGroup: (name: string) => `There is no security group "${name}".`, setUp: 'Set up the network' },
  ru: { noGroup: (name) => `Группы безопасности «${name}» нет.`, setUp: 'Настроить сеть' },
  ko: { noGroup: (name) => `"${name}" 보안 그룹이 없습니다.`, setUp: '네트워크 설정' },
});

export function firewallPart({ config }: Context, wire: Neutron): Part {
  const name = config.SECURITY_GROUP;
  return {
    async there(signal) {
      const [found] = await wire.list('security_group', { name }, signal);
      return found && { name, detail: found.id, description: found.description };
    },
    async make(key, signal) {
      await wire.make('security_group', { name, description: markOf(key) }, signal);
      return name;
    },
    async unmake(key, signal) {
      for (const { id } of await wire.madeFor('security_group', key, signal)) {
        await wire.remove('security_group', id, signal);
      }
    },
  };
}

/** SSH and ping in, everything out: what a person needs to reach the machine, and it to fetch things. */
export function rulesPart({ config }: Context, wire: Neutron): Part {
  const group = async (signal: AbortSignal) =>
    (await wire.list('security_group', { name: config.SECURITY_GROUP }, signal))[0];
  const rules = (id: string, signal: AbortSignal) =>
    wire.list('security_group_rule', { security_group_id: id }, signal);
  return {
    async there(signal) {
      const found = await group(signal);
      if (!found) return undefined;
      const held = await rules(found.id, signal);
      if (!wanted.every((each) => held.some((rule) => allows(rule, each)))) return undefined;
      const own = held.find(
        (rule) => wanted.some((each) => allows(rule, each)) && rule.description?.startsWith('hoist '),
      );
      return { name: title, detail: config.SECURITY_GROUP, description: own?.description };
    },
    async make(key, signal) {
      const found = await group(signal);
      const name = config.SECURITY_GROUP;
      if (!found) {
        throw new Failure('not-found', (l) => say(l).noGroup(name), {
          next: [{ label: said((l) => say(l).setUp), press: { command: 'net setup', args: {} } }],
        });
      }
      const held = await rules(found.id, signal);
      for (const each of wanted) {
        if (!held.some((rule) => allows(rule, each))) await add(wire, found.id, each, key, signal);
      }
      return title;
    },
    async unmake(key, signal) {
      for (const { id } of await wire.madeFor('security_group_rule', key, signal)) {
        await wire.remove('security_group_rule', id, signal);
      }
    },
  };
}

interface Wanted {
  readonly direction: 'ingress' | 'egress';
  readonly protocol?: 'tcp' | 'icmp';
  readonly port?: number;
}

const title = 'ssh, icmp, egress';
const wanted: readonly Wanted[] = [
  { direction: 'ingress', protocol: 'tcp', port: 22 },
  { direction: 'ingress', protocol: 'icmp' },
  { direction: 'egress' },
];

/** Does this rule let at least that much through, from and to anywhere? */
function allows(rule: Rule, { direction, protocol, port }: Wanted): boolean {
  const anywhere = !rule.remote_group_id && [undefined, null, '0.0.0.0/0'].includes(rule.remote_ip_prefix);
  const everyPort = rule.port_range_min === undefined || rule.port_range_min === null;
  const ports =
    everyPort || (port !== undefined && rule.port_range_min! <= port && port <= (rule.port_range_max ?? port));
  const protocols = !rule.protocol || rule.protocol === 'any' || rule.protocol === protocol;
  return rule.direction === direction && rule.ethertype !== 'IPv6' && anywhere && ports && protocols;
}

async function add(wire: Neutron, group: string, { direction, protocol, port }: Wanted, key: Key, signal: AbortSignal) {
  const body = {
    security_group_id: group,
    direction,
    ethertype: 'IPv4',
    description: markOf(key),
    ...(protocol ? { protocol } : {}),
    ...(port ? { port_range_min: port, port_range_max: port } : {}),
    ...(direction === 'ingress' ? { remote_ip_prefix: '0.0.0.0/0' } : {}),
  };
  try {
    await wire.make('security_group_rule', body, signal);
  } catch (error) {
    // Somebody else may have added the very rule meanwhile. Only that is fine: every other conflict is told.
    if (typeOf(error) !== 'SecurityGroupRuleExists') throw error;
  }
}
