import { refuse } from './answer.ts';
import { cidr, overlap, toText } from './ipv4.ts';
import { type Fields, fields, flag, list, text, texts } from './json.ts';
import type { Pool, Subnet } from './network-model.ts';
import { networkOf } from './networks.ts';
import { bornInNetwork, common, type Kind, renamed, resource } from './neutron.ts';
import { neutronQuota } from './quotas.ts';
import type { World } from './world.ts';

const kind: Kind<Subnet> = {
  one: 'subnet',
  many: 'subnets',
  table: (world) => world.subnets,
  missing: (id) => refuse(404, `Subnet ${id} could not be found.`, 'SubnetNotFound'),
  shown: (world, subnet) => ({
    id: subnet.id,
    name: subnet.name,
    network_id: subnet.network,
    ip_version: 4,
    subnetpool_id: null,
    enable_dhcp: subnet.dhcp,
    ipv6_ra_mode: null,
    ipv6_address_mode: null,
    gateway_ip: subnet.gateway,
    cidr: subnet.cidr,
    allocation_pools: subnet.pools.map(({ start, end }) => ({ start, end })),
    host_routes: [],
    dns_nameservers: subnet.dns,
    service_types: [],
    ...common(world, subnet),
  }),
  create({ world }, wish) {
    const network = networkOf(world, text(wish.network_id));
    if (network.foreign) throw refuse(404, `Network ${network.id} could not be found.`, 'NetworkNotFound');
    const range = text(wish.cidr) ?? '';
    const parsed = cidr(range);
    if (!parsed) throw badInput(`${range} is not in a CIDR format.`);
    for (const other of world.subnets.where((one) => one.network === network.id)) {
      const taken = cidr(other.cidr);
      if (taken && overlap(taken, parsed))
        throw badInput(`Requested subnet with cidr: ${range} for network: ${network.id} overlaps with another subnet.`);
    }
    neutronQuota(world, 'subnet');
    const gateway = wish.gateway_ip === null ? null : (text(wish.gateway_ip) ?? toText(parsed.first + 1));
    const begun = bornInNetwork(world, wish);
    return world.subnets.put({
      ...begun,
      revision: 0,
      network: network.id,
      cidr: range,
      gateway,
      pools: pools(wish) ?? [
        { start: toText(parsed.first + (gateway === null ? 1 : 2)), end: toText(parsed.last - 1) },
      ],
      dns: texts(wish.dns_nameservers),
      dhcp: wish.enable_dhcp === undefined || flag(wish.enable_dhcp),
    });
  },
  update: (_, subnet, wish) => ({
    ...renamed(wish),
    ...(wish.dns_nameservers === undefined ? {} : { dns: texts(wish.dns_nameservers) }),
    ...(wish.enable_dhcp === undefined ? {} : { dhcp: flag(wish.enable_dhcp) }),
    gateway: wish.gateway_ip === undefined ? subnet.gateway : (text(wish.gateway_ip) ?? null),
  }),
  remove({ world }, subnet) {
    if (world.ports.first(({ ips }) => ips.some((ip) => ip.subnet === subnet.id)))
      throw refuse(
        409,
        `Unable to complete operation on subnet ${subnet.id}: One or more ports have an IP allocation from this subnet.`,
        'SubnetInUse',
      );
    world.subnets.remove(subnet.id);
  },
};

export const subnetRoutes = resource({ ...kind, table: visible });

/** The subnet of the external network belongs to the provider: seen by its id in the network, never listed. */
function visible(world: World) {
  const mine = (subnet: Subnet): boolean => world.networks.get(subnet.network)?.foreign !== true;
  const { get, all } = world.subnets;
  return {
    ...world.subnets,
    all: () => all().filter(mine),
    get: (id: string) => {
      const subnet = get(id);
      return subnet && mine(subnet) ? subnet : undefined;
    },
  };
}

function pools(wish: Fields): Pool[] | undefined {
  const said = list(wish.allocation_pools).map((one) => fields(one));
  if (said.length === 0) return undefined;
  return said.map((one) => ({ start: text(one.start) ?? '', end: text(one.end) ?? '' }));
}

const badInput = (what: string) => refuse(400, `Invalid input for operation: ${what}`, 'InvalidInput');
