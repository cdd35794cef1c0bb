import { networkParts as inOrder, type Key, type NetworkPart, type Networks } from '#kit';
import { addresses } from './address.ts';
import type { Context } from './context.ts';
import { firewallPart, rulesPart } from './firewall.ts';
import { externalId, privateNetwork } from './network.ts';
import { type Neutron, neutron, type Port, type Router, type Subnet } from './network-wire.ts';
import { all } from './pager.ts';
import { marked, markOf } from './stamp.ts';

export interface Part {
  there(signal: AbortSignal): Promise<There | undefined>;
  make(key: Key, signal: AbortSignal): Promise<string>;
  /** Takes away what was made for the key, and nothing else. */
  unmake(key: Key, signal: AbortSignal): Promise<void>;
}

export interface There {
  readonly name: string;
  readonly detail?: string | undefined;
  /** Where the key is written, of what was made for one. */
  readonly description: string | null | undefined;
}

/** Everything a machine needs to be reached, each part made only where it is not there yet. */
export function networkParts(context: Context): Networks {
  const wire = neutron(context.api);
  const parts: Readonly<Record<NetworkPart, Part>> = {
    network: networkPart(context, wire),
    subnet: subnetPart(context, wire),
    router: routerPart(context, wire),
    link: linkPart(context, wire),
    firewall: firewallPart(context, wire),
    rules: rulesPart(context, wire),
  };
  return {
    parts: inOrder,
    async ensure(part, key, signal) {
      const there = await parts[part].there(signal);
      if (there) return { name: there.name, made: marked(there.description, key) };
      return { name: await parts[part].make(key, signal), made: true };
    },
    remove: (part, key, signal) => parts[part].unmake(key, signal),
    async info(signal) {
      const found = await Promise.all(
        inOrder.map(async (part) => {
          const there = await parts[part].there(signal);
          return { part, ...(there ? { name: there.name } : {}), ...(there?.detail ? { detail: there.detail } : {}) };
        }),
      );
      const outside = await wire.list('network', { 'router:external': 'true' }, signal);
      const external = outside.find(({ name }) => name === context.config.EXTERNAL_NETWORK)?.name;
      return {
        parts: found,
        addresses: await all(addresses(context).list(signal)),
        ...(external ? { external } : {}),
      };
    },
  };
}

function networkPart(context: Context, wire: Neutron): Part {
  const name = context.config.NETWORK_NAME;
  return {
    async there(signal) {
      const found = await privateNetwork(context, signal);
      return found && { name: found.name ?? found.id, detail: found.id, description: found.description };
    },
    async make(key, signal) {
      await wire.make('network', { name, description: markOf(key) }, signal);
      return name;
    },
    unmake: (key, signal) => removeMade(wire, 'network', key, signal),
  };
}

function subnetPart(context: Context, wire: Neutron): Part {
  const cidr = context.config.SUBNET_CIDR;
  return {
    async there(signal) {
      const found = await subnetOf(context, wire, signal);
      return found && { name: found.name || found.id, detail: found.cidr ?? undefined, description: found.description };
    },
    async make(key, signal) {
      const network = await privateNetwork(context, signal);
      const name = `${context.config.NETWORK_NAME}-subnet`;
      await wire.make(
        'subnet',
        { name, network_id: network?.id, ip_version: 4, cidr, description: markOf(key) },
        signal,
      );
      return name;
    },
    unmake: (key, signal) => removeMade(wire, 'subnet', key, signal),
  };
}

function routerPart(context: Context, wire: Neutron): Part {
  const name = context.config.ROUTER_NAME;
  return {
    async there(signal) {
      const found = await routerOf(context, wire, signal);
      // A router that leads nowhere is not the part that is needed.
      if (!found?.external_gateway_info?.network_id) return undefined;
      return { name: found.name ?? found.id, detail: context.config.EXTERNAL_NETWORK, description: found.description };
    },
    async make(key, signal) {
      const external_gateway_info = { network_id: await externalId(context, signal) };
      const closed = await routerOf(context, wire, signal);
      if (closed) {
        const json = { router: { external_gateway_info } };
        await context.api.call('network', { method: 'PUT', path: `/routers/${closed.id}`, json }, signal);
      } else {
        await wire.make('router', { name, external_gateway_info, description: markOf(key) }, signal);
      }
      return name;
    },
    unmake: (key, signal) => removeMade(wire, 'router', key, signal),
  };
}

/**
 * The router's leg in the subnet. The port is made first, with the key in its description, and then given to the
 * router: a leg that Neutron makes itself carries no mark, and after a lost answer nobody could tell whose it is.
 */
function linkPart(context: Context, wire: Neutron): Part {
  const leg = async (signal: AbortSignal): Promise<Port | undefined> => {
    const [net, inner] = [await routerOf(context, wire, signal), await subnetOf(context, wire, signal)];
    if (!net || !inner) return undefined;
    const legs = await wire.list('port', { device_id: net.id }, signal);
    return legs.find(({ fixed_ips }) => fixed_ips?.some(({ subnet_id }) => subnet_id === inner.id));
  };
  const title = `${context.config.ROUTER_NAME} — ${context.config.NETWORK_NAME}`;
  return {
    async there(signal) {
      const found = await leg(signal);
      const ip = found?.fixed_ips?.[0]?.ip_address ?? undefined;
      return found && { name: title, detail: ip, description: found.description };
    },
    async make(key, signal) {
      const [net, inner] = [await routerOf(context, wire, signal), await subnetOf(context, wire, signal)];
      const [before] = await wire.madeFor('port', key, signal);
      const port = before ?? (await wire.make('port', await legFor(context, inner, key, signal), signal));
      await context.api.call(
        'network',
        { method: 'PUT', path: `/routers/${net?.id}/add_router_interface`, json: { port_id: port.id }, once: true },
        signal,
      );
      return title;
    },
    async unmake(key, signal) {
      for (const { id, device_id } of await wire.madeFor('port', key, signal)) {
        if (!device_id) await wire.remove('port', id, signal);
        else {
          const path = `/routers/${device_id}/remove_router_interface`;
          await context.api.call(
            'network',
            { method: 'PUT', path, json: { port_id: id }, fine: [404], once: true },
            signal,
          );
        }
      }
    },
  };
}

async function legFor(context: Context, inner: Subnet | undefined, key: Key, signal: AbortSignal) {
  const network = await privateNetwork(context, signal);
  const address = { subnet_id: inner?.id, ...(inner?.gateway_ip ? { ip_address: inner.gateway_ip } : {}) };
  return { network_id: network?.id, fixed_ips: [address], description: markOf(key) };
}

async function subnetOf(context: Context, wire: Neutron, signal: AbortSignal): Promise<Subnet | undefined> {
  const network = await privateNetwork(context, signal);
  if (!network) return undefined;
  const found = (await wire.list('subnet', { network_id: network.id }, signal)).filter((each) => each.ip_version !== 6);
  return found.find(({ cidr }) => cidr === context.config.SUBNET_CIDR) ?? found[0];
}

async function routerOf({ config }: Context, wire: Neutron, signal: AbortSignal): Promise<Router | undefined> {
  const [first] = await wire.list('router', { name: config.ROUTER_NAME }, signal);
  return first;
}

async function removeMade(
  wire: Neutron,
  kind: 'network' | 'subnet' | 'router',
  key: Key,
  signal: AbortSignal,
): Promise<void> {
  for (const { id } of await wire.madeFor(kind, key, signal)) await wire.remove(kind, id, signal);
}
