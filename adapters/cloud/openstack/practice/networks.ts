import { ok, refuse } from './answer.ts';
import { flag } from './json.ts';
import type { Network } from './network-model.ts';
import { bornInNetwork, checkFields, common, type Kind, renamed, resource } from './neutron.ts';
import { neutronQuota } from './quotas.ts';
import { routes } from './routes.ts';
import type { World } from './world.ts';

const kind: Kind<Network> = {
  one: 'network',
  many: 'networks',
  table: (world) => world.networks,
  missing: noNetwork,
  filters: ['is_default', 'router:external'],
  // Told once, when it is made.
  news: { is_default: false },
  shown: (world, network) => ({
    id: network.id,
    name: network.name,
    admin_state_up: network.adminUp,
    mtu: 1500,
    status: 'ACTIVE',
    subnets: subnetsOf(world, network.id).map(({ id }) => id),
    shared: false,
    availability_zone_hints: [],
    availability_zones: subnetsOf(world, network.id).length > 0 ? ['nova'] : [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
    'router:external': network.external,
    port_security_enabled: true,
    ...(network.external ? { is_default: false } : {}),
    ...common(world, network, network.foreign),
  }),
  create({ world }, wish) {
    checkFields(wish, [
      'shared',
      'router:external',
      'mtu',
      'port_security_enabled',
      'availability_zone_hints',
      'dns_domain',
      'is_default',
      'qos_policy_id',
    ]);
    if (flag(wish['router:external'])) throw forbidden('create_network', 'router:external');
    if (flag(wish.shared)) throw forbidden('create_network', 'shared');
    neutronQuota(world, 'network');
    return world.networks.put({
      ...bornInNetwork(world, wish),
      external: false,
      foreign: false,
      adminUp: wish.admin_state_up === undefined || flag(wish.admin_state_up),
    });
  },
  update(_, network, wish) {
    if (network.foreign) throw forbidden('update_network');
    return {
      ...renamed(wish),
      ...(wish.admin_state_up === undefined ? {} : { adminUp: flag(wish.admin_state_up) }),
    };
  },
  remove({ world }, network) {
    if (network.foreign) throw forbidden('delete_network');
    const ports = world.ports.where((port) => port.network === network.id);
    if (ports.length > 0)
      throw refuse(
        409,
        `Unable to complete operation on network ${network.id}. There are one or more ports still in use on the network, id for these ports is: ${ports.map(({ id }) => id).join(',')}.`,
        'NetworkInUse',
      );
    for (const { id } of subnetsOf(world, network.id)) world.subnets.remove(id);
    world.networks.remove(network.id);
  },
};

export const networkRoutes = [
  ...resource(kind),
  ...routes('network', {
    'GET /v2.0/availability_zones': () =>
      ok({
        availability_zones: [
          { state: 'available', name: 'nova', resource: 'router' },
          { state: 'available', name: 'nova', resource: 'network' },
        ],
      }),
    'GET /v2.0/agents': () => ok({ agents: [] }),
    'GET /v2.0/subnetpools': () => ok({ subnetpools: [] }),
    'GET /v2.0/address-scopes': () => ok({ address_scopes: [] }),
    'GET /v2.0/network-ip-availabilities': () => ok({ network_ip_availabilities: [] }),
  }),
];

export function networkOf(world: World, id: string | undefined): Network {
  const network = world.networks.get(id ?? '');
  if (!network) throw noNetwork(id);
  return network;
}

function noNetwork(id: string | undefined) {
  return refuse(404, `Network ${id} could not be found.`, 'NetworkNotFound');
}

const subnetsOf = (world: World, network: string) => world.subnets.where((subnet) => subnet.network === network);

/** Not for an ordinary user: the whole act, or one field of it. */
export const forbidden = (rule: string, field?: string) =>
  refuse(
    403,
    `${field ? `(rule:${rule} and rule:${rule}:${field})` : `rule:${rule}`} is disallowed by policy`,
    'PolicyNotAuthorized',
  );
