import { freeAddress, isTaken, newMac, noAddress } from './addresses.ts';
import { refuse } from './answer.ts';
import { cidr, toNumber } from './ipv4.ts';
import { type Fields, fields, flag, list, text, texts } from './json.ts';
import type { FixedIp, Port } from './network-model.ts';
import { networkOf } from './networks.ts';
import { bornInNetwork, checkFields, common, type Kind, renamed, resource } from './neutron.ts';
import { neutronQuota } from './quotas.ts';
import { defaultGroup, groupOf } from './security-groups.ts';
import type { World } from './world.ts';

const kind: Kind<Port> = {
  one: 'port',
  many: 'ports',
  table: (world) => world.ports,
  missing: noPort,
  filters: [
    'device_owner',
    'device_id',
    'mac_address',
    'network_id',
    'fixed_ips',
    'binding:host_id',
    'security_groups',
  ],
  shown: (world, port) => ({
    id: port.id,
    name: port.name,
    network_id: port.network,
    mac_address: port.mac,
    admin_state_up: port.adminUp,
    status: port.status,
    device_id: port.device,
    device_owner: port.owner,
    fixed_ips: port.ips.map(({ subnet, ip }) => ({ subnet_id: subnet, ip_address: ip })),
    allowed_address_pairs: [],
    extra_dhcp_opts: [],
    security_groups: port.groups,
    'binding:vnic_type': 'normal',
    port_security_enabled: port.owner !== 'network:router_interface',
    ...common(world, port),
  }),
  create({ world }, wish) {
    checkFields(wish, [
      'network_id',
      'fixed_ips',
      'security_groups',
      'device_id',
      'device_owner',
      'mac_address',
      'binding:vnic_type',
      'binding:profile',
      'binding:host_id',
      'allowed_address_pairs',
      'extra_dhcp_opts',
      'port_security_enabled',
      'dns_name',
      'propagate_uplink_status',
      'qos_policy_id',
      'numa_affinity_policy',
      'dns_domain',
    ]);
    const network = networkOf(world, text(wish.network_id));
    if (network.foreign) throw refuse(403, `Tenant ${world.me.project} not allowed to create port on this network`);
    neutronQuota(world, 'port');
    const begun = bornInNetwork(world, wish);
    return world.ports.put({
      ...begun,
      tags: texts(wish.tags),
      network: network.id,
      mac: text(wish.mac_address) ?? newMac(),
      adminUp: wish.admin_state_up === undefined || flag(wish.admin_state_up),
      status: 'DOWN',
      device: text(wish.device_id) ?? '',
      owner: text(wish.device_owner) ?? '',
      ips: fixedIps(world, network.id, wish),
      groups:
        wish.security_groups === undefined
          ? [defaultGroup(world).id]
          : texts(wish.security_groups).map((id) => groupOf(world, id).id),
      novas: false,
    });
  },
  update: ({ world }, port, wish) => ({
    ...renamed(wish),
    ...(wish.security_groups === undefined
      ? {}
      : { groups: texts(wish.security_groups).map((id) => groupOf(world, id).id) }),
    ...(wish.fixed_ips === undefined ? {} : { ips: fixedIps(world, port.network, wish, port.ips) }),
    ...(wish.admin_state_up === undefined ? {} : { adminUp: flag(wish.admin_state_up) }),
    ...(wish.device_id === undefined ? {} : { device: text(wish.device_id) ?? '' }),
    ...(wish.device_owner === undefined ? {} : { owner: text(wish.device_owner) ?? '' }),
  }),
  remove({ world }, port) {
    if (port.owner.startsWith('network:router_'))
      throw refuse(
        409,
        `Port ${port.id} cannot be deleted directly via the port API: has device owner ${port.owner}.`,
        'ServicePortInUse',
      );
    dropPort(world, port.id);
  },
};

export const portRoutes = resource(kind);

/** Takes the port away; floating addresses on it stay, free. */
export function dropPort(world: World, id: string): void {
  for (const address of world.floatingips.where(({ port }) => port === id))
    world.floatingips.set(address.id, {
      port: null,
      fixed: null,
      router: null,
      status: 'DOWN',
      due: undefined,
      updatedAt: world.now(),
    });
  for (const server of world.servers.where(({ ports }) => ports.includes(id)))
    world.servers.set(server.id, { ports: server.ports.filter((one) => one !== id) });
  world.ports.remove(id);
}

/** Nova's own port for a server in a network. */
export function novaPort(world: World, network: string, device: { id: string; zone: string }, groups: string[]): Port {
  neutronQuota(world, 'port');
  return world.ports.put({
    ...bornInNetwork(world, {}),
    network,
    mac: newMac(),
    adminUp: true,
    status: 'DOWN',
    device: device.id,
    owner: `compute:${device.zone}`,
    ips: fixedIps(world, network, {}),
    groups,
    novas: true,
  });
}

export function noPort(id: string | undefined) {
  return refuse(404, `Port ${id} could not be found.`, 'PortNotFound');
}

function fixedIps(world: World, network: string, wish: Fields, keep: readonly FixedIp[] = []): FixedIp[] {
  const subnets = world.subnets.where((subnet) => subnet.network === network);
  const asked = list(wish.fixed_ips).map((one) => fields(one));
  if (asked.length === 0) {
    if (subnets.length === 0 || wish.fixed_ips !== undefined) return [];
    const free = freeAddress(world, subnets);
    if (!free) throw noAddress(network);
    return [free];
  }
  return asked.map((one) => {
    const id = text(one.subnet_id);
    const ip = text(one.ip_address);
    const among = id ? subnets.filter((subnet) => subnet.id === id) : subnets;
    if (ip === undefined) {
      const free = freeAddress(world, among);
      if (!free) throw noAddress(network);
      return free;
    }
    const home = among.find((subnet) => {
      const range = cidr(subnet.cidr);
      return range && toNumber(ip) >= range.first && toNumber(ip) <= range.last;
    });
    if (!home)
      throw id
        ? refuse(400, `IP address ${ip} is not a valid IP for the specified subnet.`, 'InvalidIpForSubnet')
        : refuse(
            400,
            `IP address ${ip} is not a valid IP for any of the subnets on the specified network.`,
            'InvalidIpForNetwork',
          );
    if (!keep.some((kept) => kept.ip === ip) && isTaken(world, home, ip))
      throw refuse(409, `IP address ${ip} already allocated in subnet ${home.id}`, 'IpAddressAlreadyAllocated');
    return { subnet: home.id, ip };
  });
}
