import { freeAddress } from './addresses.ts';
import { refuse } from './answer.ts';
import { type Fields, text, texts } from './json.ts';
import type { FloatingIp, Port } from './network-model.ts';
import { forbidden, networkOf } from './networks.ts';
import { bornInNetwork, common, type Kind, renamed, resource } from './neutron.ts';
import { noPort } from './ports.ts';
import { neutronQuota } from './quotas.ts';
import { interfaces } from './routers.ts';
import type { World } from './world.ts';

const kind: Kind<FloatingIp> = {
  one: 'floatingip',
  many: 'floatingips',
  table: (world) => world.floatingips,
  missing: (id) => refuse(404, `Floating IP ${id} could not be found`, 'FloatingIPNotFound'),
  filters: ['floating_ip_address', 'port_id', 'router_id', 'fixed_ip_address', 'floating_network_id'],
  shown: (world, address) => ({
    id: address.id,
    floating_ip_address: address.ip,
    floating_network_id: address.network,
    router_id: address.router,
    port_id: address.port,
    fixed_ip_address: address.fixed,
    status: address.status,
    port_details: details(world, address.port),
    ...common(world, address),
  }),
  create({ world }, wish) {
    const id = text(wish.floating_network_id);
    if (id === undefined)
      throw refuse(400, "Failed to parse request. Required attribute 'floating_network_id' not specified");
    const network = networkOf(world, id);
    if (!network.external)
      throw refuse(400, `Bad floatingip request: Network ${id} is not a valid external network.`, 'BadRequest');
    neutronQuota(world, 'floatingip');
    const subnets = world.subnets.where((subnet) => subnet.network === id);
    const wanted = text(wish.floating_ip_address);
    if (wanted) throw forbidden('create_floatingip', 'floating_ip_address');
    const free = freeAddress(world, subnets);
    if (!free) throw refuse(409, `No more IP addresses available on network ${id}.`, 'IpAddressGenerationFailure');
    const begun = bornInNetwork(world, wish);
    const bound = binding(world, wish, { id: begun.id, ip: free.ip, network: id });
    return world.floatingips.put({
      ...begun,
      revision: 0,
      tags: texts(wish.tags),
      network: id,
      ip: free.ip,
      ...bound,
    });
  },
  update: ({ world }, address, wish) => ({
    ...renamed(wish),
    ...(wish.port_id === undefined || wish.port_id === address.port ? {} : binding(world, wish, address)),
  }),
  remove({ world }, address) {
    world.floatingips.remove(address.id);
  },
};

export const floatingIpRoutes = resource(kind);

type Binding = Pick<FloatingIp, 'port' | 'fixed' | 'router' | 'status' | 'due'>;

/** Where the address leads from now on. It works once its router knows. */
function binding(world: World, wish: Fields, address: { id: string; ip: string; network: string }): Binding {
  const id = text(wish.port_id);
  if (id === undefined) return { port: null, fixed: null, router: null, status: 'DOWN', due: undefined };
  const port = world.ports.get(id);
  if (!port) throw noPort(id);
  const fixed = port.ips.find(({ ip }) => ip === (text(wish.fixed_ip_address) ?? ip));
  if (!fixed)
    throw refuse(
      400,
      `Bad floatingip request: Cannot add floating IP to port ${id} that has no fixed IPv4 addresses.`,
      'BadRequest',
    );
  const router = world.routers.first(
    (one) => one.gateway?.network === address.network && serves(world, one.id, fixed.subnet),
  );
  if (!router)
    throw refuse(
      404,
      `External network ${address.network} is not reachable from subnet ${fixed.subnet}.  Therefore, cannot associate Port ${id} with a Floating IP.`,
      'ExternalGatewayForFloatingIPNotFound',
    );
  if (world.floatingips.first((one) => one.port === id && one.id !== address.id && one.fixed === fixed.ip))
    throw refuse(
      409,
      `Cannot associate floating IP ${address.ip} (${address.id}) with port ${id} using fixed IP ${fixed.ip}, as that fixed IP already has a floating IP on external network ${address.network}.`,
      'FloatingIPPortAlreadyAssociated',
    );
  const due = { at: world.now() + world.timings.address, to: 'address-up' as const };
  return { port: id, fixed: fixed.ip, router: router.id, status: 'DOWN', due };
}

const serves = (world: World, router: string, subnet: string): boolean =>
  interfaces(world, router).some(({ ips }) => ips.some((ip) => ip.subnet === subnet));

export const addressHappenings = {
  'address-up': (world: World, id: string) => {
    world.floatingips.set(id, { status: 'ACTIVE', due: undefined });
  },
};

function details(world: World, id: string | null) {
  const port: Port | undefined = id === null ? undefined : world.ports.get(id);
  return port
    ? {
        name: port.name,
        network_id: port.network,
        mac_address: port.mac,
        admin_state_up: port.adminUp,
        status: port.status,
        device_id: port.device,
        device_owner: port.owner,
      }
    : null;
}
