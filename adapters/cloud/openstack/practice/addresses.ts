import { refuse } from './answer.ts';
import { toNumber, toText } from './ipv4.ts';
import type { FixedIp, Subnet } from './network-model.ts';
import type { World } from './world.ts';

/** Every address of a subnet that somebody has. */
function taken(world: World, subnet: Subnet): Set<string> {
  const onPorts = world.ports
    .all()
    .flatMap(({ ips }) => ips.filter((ip) => ip.subnet === subnet.id).map(({ ip }) => ip));
  const gateways = world.routers.all().flatMap(({ gateway }) => (gateway?.ips ?? []).map(({ ip }) => ip));
  const floating = world.floatingips.where(({ network }) => network === subnet.network).map(({ ip }) => ip);
  return new Set([...onPorts, ...gateways, ...floating]);
}

/** A free address of the network, chosen as unpredictably as Neutron does; undefined when none is left. */
export function freeAddress(world: World, subnets: readonly Subnet[]): FixedIp | undefined {
  for (const subnet of subnets) {
    const used = taken(world, subnet);
    for (const { start, end } of subnet.pools) {
      const first = toNumber(start);
      const count = toNumber(end) - first + 1;
      const offset = Math.floor(Math.random() * count);
      for (let n = 0; n < count; n++) {
        const ip = toText(first + ((offset + n) % count));
        if (!used.has(ip)) return { subnet: subnet.id, ip };
      }
    }
  }
  return undefined;
}

export const isTaken = (world: World, subnet: Subnet, ip: string): boolean => taken(world, subnet).has(ip);

export const noAddress = (network: string) =>
  refuse(409, `No more IP addresses available on network ${network}.`, 'IpAddressGenerationFailure');

export function newMac(): string {
  const part = (): string =>
    Math.floor(Math.random() * 256)
      .toString(16)
      .padStart(2, '0');
  return `fa:16:3e:${part()}:${part()}:${part()}`;
}
