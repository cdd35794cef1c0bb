import { gpus } from './flavors.ts';
import type { Flavor, Server } from './model.ts';
import type { World } from './world.ts';

/** GPUs in the hosts of each zone. They really run out, as they do in the real one. */
const hosts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'ru-7a': { T4: 4, A100: 4, RTX4090: 2 },
  'ru-7b': { T4: 2, A100: 2, RTX4090: 4 },
};

/** Is there a place for one more of this flavor in the zone? */
export function fits(world: World, flavor: Flavor, zone: string): boolean {
  if (!flavor.zones.includes(zone)) return false;
  return gpus(flavor).every(({ name, count }) => inUse(world, name, zone) + count <= (hosts[zone]?.[name] ?? 0));
}

/** The zone a server that names none goes to. */
export const anyZone = (world: World, flavor: Flavor): string | undefined =>
  world.zones.find((zone) => fits(world, flavor, zone));

function inUse(world: World, name: string, zone: string): number {
  const here = (server: Server): boolean => server.placed && server.zone === zone;
  const counts = world.servers.where(here).flatMap(({ flavor }) => gpus(flavor));
  return counts.filter((one) => one.name === name).reduce((all, { count }) => all + count, 0);
}
