import { refuse } from './answer.ts';
import { type Fields, fields, type Json, list, text } from './json.ts';
import type { Port } from './network-model.ts';
import { novaPort } from './ports.ts';
import type { World } from './world.ts';

/** One way into a network: a port that is there, or a network to make one in. */
export interface Wanted {
  readonly network?: string;
  readonly port?: Port;
  readonly fixed?: string | undefined;
}

export function wantedNetworks(world: World, wish: Fields): Wanted[] {
  const asked: Json | undefined = wish.networks;
  if (asked === 'none') return [];
  if (asked === undefined || asked === 'auto' || list(asked).length === 0) return onlyNetwork(world, asked);
  return list(asked).map((one) => {
    const portId = text(fields(one).port);
    if (portId !== undefined) return { port: freePort(world, portId) };
    const id = text(fields(one).uuid) ?? '';
    const network = world.networks.get(id);
    if (!network) throw refuse(400, `Network ${id} could not be found.`);
    if (network.external) throw refuse(403, `It is not allowed to create an interface on external network ${id}`);
    if (!world.subnets.first((subnet) => subnet.network === id))
      throw refuse(400, `Network ${id} requires a subnet in order to boot instances on.`);
    return { network: id, fixed: text(fields(one).fixed_ip) };
  });
}

function onlyNetwork(world: World, asked: Json | undefined): Wanted[] {
  const mine = world.networks.where(
    ({ id, external }) => !external && world.subnets.first((one) => one.network === id) !== undefined,
  );
  if (mine.length > 1) throw refuse(409, 'Multiple possible networks found, use a Network ID to be more specific.');
  if (asked === 'auto' && mine.length === 0)
    throw refuse(400, 'Unable to automatically allocate a network for project');
  return mine.map(({ id }) => ({ network: id }));
}

function freePort(world: World, id: string): Port {
  const port = world.ports.get(id);
  if (!port) throw refuse(400, `Port id ${id} could not be found.`);
  if (port.device !== '') throw refuse(409, `Port ${id} is still in use.`);
  return port;
}

/** Takes the ports that are there and makes the others; the ids of all. */
export function plug(
  world: World,
  wanted: readonly Wanted[],
  groups: string[],
  device: { id: string; zone: string },
): string[] {
  return wanted.map(({ network, port }) => {
    if (!port) return novaPort(world, network ?? '', device, groups).id;
    world.ports.set(port.id, { device: device.id, owner: `compute:${device.zone}`, updatedAt: world.now() });
    return port.id;
  });
}
