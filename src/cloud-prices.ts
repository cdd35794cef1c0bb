import { type Cloud, has, need } from './cloud.ts';
import type { Priced } from './cloud-facets.ts';
import type { Flavor, Machine, Price } from './cloud-things.ts';
import { Failure } from './failure.ts';

/** undefined where nobody knows. A price list that is down stops no work. */
export async function priceOf(cloud: Cloud, thing: Priced, signal: AbortSignal): Promise<Price | undefined> {
  if (!has(cloud, 'prices')) return undefined;
  try {
    return await need(cloud, 'prices').of(thing, signal);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** The flavor of a machine among those on sale; one that is sold no more may be missing. */
export async function flavorOf(cloud: Cloud, machine: Machine, signal: AbortSignal): Promise<Flavor | undefined> {
  return has(cloud, 'flavors') ? pick(await need(cloud, 'flavors').list(signal), machine) : undefined;
}

const pick = (flavors: readonly Flavor[], { flavor }: Machine): Flavor | undefined =>
  flavors.find((one) => (flavor?.id === undefined ? one.name === flavor?.name : one.id === flavor.id));

/** What an hour of it costs while it is on. */
export const priceOfMachine = (
  cloud: Cloud,
  machine: Machine,
  flavor: Flavor,
  signal: AbortSignal,
): Promise<Price | undefined> =>
  priceOf(cloud, { kind: 'machine', flavor, zone: machine.zone, spot: machine.spot }, signal);

/** The prices of many machines, with one look at the flavors. */
export async function pricesOfMachines(cloud: Cloud, machines: readonly Machine[], signal: AbortSignal) {
  const flavors = has(cloud, 'flavors') ? await need(cloud, 'flavors').list(signal) : [];
  return Promise.all(
    machines.map(async (machine) => {
      const flavor = pick(flavors, machine);
      return { machine, flavor, price: flavor && (await priceOfMachine(cloud, machine, flavor, signal)) };
    }),
  );
}
