import { freeAddress, newMac, noAddress } from './addresses.ts';
import { type Answer, ok, refuse } from './answer.ts';
import { fields, flag, type Json, text } from './json.ts';
import type { Port, Router, Subnet } from './network-model.ts';
import { networkOf } from './networks.ts';
import { bornInNetwork, common, type Kind, renamed, resource } from './neutron.ts';
import { noPort } from './ports.ts';
import { neutronQuota } from './quotas.ts';
import { type Call, routes } from './routes.ts';
import type { World } from './world.ts';

const kind: Kind<Router> = {
  one: 'router',
  many: 'routers',
  table: (world) => world.routers,
  missing: noRouter,
  shown: (world, router) => ({
    id: router.id,
    name: router.name,
    admin_state_up: router.adminUp,
    status: 'ACTIVE',
    external_gateway_info: router.gateway && {
      network_id: router.gateway.network,
      external_fixed_ips: router.gateway.ips.map(({ subnet, ip }) => ({ subnet_id: subnet, ip_address: ip })),
      enable_snat: true,
    },
    availability_zones: interfaces(world, router.id).length > 0 ? ['nova'] : [],
    availability_zone_hints: [],
    routes: [],
    flavor_id: null,
    ...common(world, router),
  }),
  create({ world }, wish) {
    neutronQuota(world, 'router');
    const gateway = gatewayOf(world, wish.external_gateway_info) ?? null;
    const adminUp = wish.admin_state_up === undefined || flag(wish.admin_state_up);
    return world.routers.put({ ...bornInNetwork(world, wish), adminUp, gateway });
  },
  update({ world }, router, wish) {
    const gateway = gatewayOf(world, wish.external_gateway_info);
    if (gateway === null && world.floatingips.first((one) => one.router === router.id))
      throw refuse(
        409,
        `Gateway cannot be updated for router ${router.id}, since a gateway to external network ${router.gateway?.network} is required by one or more floating IPs.`,
        'RouterExternalGatewayInUseByFloatingIp',
      );
    return {
      ...renamed(wish),
      ...(gateway === undefined ? {} : { gateway }),
      ...(wish.admin_state_up === undefined ? {} : { adminUp: flag(wish.admin_state_up) }),
    };
  },
  remove({ world }, router) {
    const left = interfaces(world, router.id);
    if (left.length > 0)
      throw refuse(
        409,
        `Router ${router.id} has ports still attached: ${left.map(({ id }) => id).join(', ')}`,
        'RouterInUse',
      );
    world.routers.remove(router.id);
  },
};

export const routerRoutes = [
  ...resource(kind),
  ...routes('network', {
    'PUT /v2.0/routers/:id/add_router_interface': add,
    'PUT /v2.0/routers/:id/remove_router_interface': remove,
  }),
];

export const interfaces = (world: World, router: string): Port[] =>
  world.ports.where(({ device, owner }) => device === router && owner === 'network:router_interface');

function noRouter(id: string | undefined) {
  return refuse(404, `Router ${id} could not be found`, 'RouterNotFound');
}

function gatewayOf(world: World, wish: Json | undefined): Router['gateway'] | undefined {
  if (wish === undefined) return undefined;
  const id = text(fields(wish).network_id);
  if (wish === null || id === undefined) return null;
  const network = networkOf(world, id);
  if (!network.external)
    throw refuse(400, `Bad router request: Network ${id} is not an external network.`, 'BadRequest');
  const free = freeAddress(
    world,
    world.subnets.where((subnet) => subnet.network === id),
  );
  if (!free) throw noAddress(id);
  return { network: id, ips: [free] };
}

function routerOf({ world, params }: Call): Router {
  const router = world.routers.get(params.id ?? '');
  if (!router) throw noRouter(params.id);
  return router;
}

function subnetOf(world: World, id: string): Subnet {
  const subnet = world.subnets.get(id);
  if (!subnet) throw refuse(404, `Subnet ${id} could not be found.`, 'SubnetNotFound');
  return subnet;
}

function add(call: Call): Answer {
  const { world, body } = call;
  const router = routerOf(call);
  const portId = text(body.port_id);
  if (portId) return addPort(world, router, portId);
  const subnet = subnetOf(world, text(body.subnet_id) ?? '');
  if (interfaces(world, router.id).some(({ ips }) => ips.some((ip) => ip.subnet === subnet.id)))
    throw refuse(400, `Bad router request: Router already has a port on subnet ${subnet.id}.`, 'BadRequest');
  if (subnet.gateway === null)
    throw refuse(400, 'Bad router request: Subnet for router interface must have a gateway IP.', 'BadRequest');
  neutronQuota(world, 'port');
  const port = world.ports.put({
    ...bornInNetwork(world, {}),
    network: subnet.network,
    mac: newMac(),
    adminUp: true,
    status: 'ACTIVE',
    device: router.id,
    owner: 'network:router_interface',
    ips: [{ subnet: subnet.id, ip: subnet.gateway }],
    groups: [],
    novas: false,
  });
  return joined(world, router, port, subnet.id);
}

function addPort(world: World, router: Router, id: string): Answer {
  const port = world.ports.get(id);
  if (!port) throw noPort(id);
  if (port.device !== '')
    throw refuse(
      409,
      `Unable to complete operation on port ${id} for network ${port.network}. Port already has an attached device ${port.device}.`,
      'PortInUse',
    );
  world.ports.set(id, { device: router.id, owner: 'network:router_interface', status: 'ACTIVE', groups: [] });
  return joined(world, router, port, port.ips[0]?.subnet ?? '');
}

const joined = (world: World, router: Router, port: Port, subnet: string): Answer =>
  ok({
    id: router.id,
    tenant_id: world.me.project,
    port_id: port.id,
    network_id: port.network,
    subnet_id: subnet,
    subnet_ids: [subnet],
  });

function remove(call: Call): Answer {
  const { world, body } = call;
  const router = routerOf(call);
  const subnet = text(body.subnet_id);
  const wanted = text(body.port_id);
  const port = interfaces(world, router.id).find(
    ({ id, ips }) => id === wanted || ips.some((ip) => ip.subnet === subnet),
  );
  if (!port)
    throw subnet
      ? refuse(404, `Router ${router.id} has no interface on subnet ${subnet}`, 'RouterInterfaceNotFoundForSubnet')
      : refuse(404, `Router ${router.id} does not have an interface with id ${wanted}`, 'RouterInterfaceNotFound');
  const [first] = port.ips;
  const needed = world.floatingips.first(
    (one) =>
      one.router === router.id &&
      world.ports.get(one.port ?? '')?.ips.some((ip) => ip.subnet === first?.subnet) === true,
  );
  if (needed)
    throw refuse(
      409,
      `Router interface for subnet ${first?.subnet} on router ${router.id} cannot be deleted, as it is required by one or more floating IPs.`,
      'RouterInterfaceInUseByFloatingIP',
    );
  world.ports.remove(port.id);
  return joined(world, router, port, first?.subnet ?? '');
}
