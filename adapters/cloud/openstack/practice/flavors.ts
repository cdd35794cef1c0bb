import { type Answer, ok, refuse } from './answer.ts';
import type { Json } from './json.ts';
import type { Flavor } from './model.ts';
import { links, page, sorted } from './pages.ts';
import { type Call, routes } from './routes.ts';
import type { World } from './world.ts';

export const flavorRoutes = routes('compute', {
  'GET /v2.1/flavors': (call) => listFlavors(call, brief),
  'GET /v2.1/flavors/detail': (call) => listFlavors(call, full),
  'GET /v2.1/flavors/:id': (call) => ok({ flavor: full(call, flavorOf(call.world, call.params.id)) }),
  'GET /v2.1/flavors/:id/os-extra_specs': ({ world, params }) => ok({ extra_specs: flavorOf(world, params.id).specs }),
  'GET /v2.1/flavors/:id/os-flavor-access': () => {
    throw refuse(403, "Policy doesn't allow os_compute_api:os-flavor-access to be performed.");
  },
  'POST /v2.1/flavors': () => {
    throw refuse(403, "Policy doesn't allow os_compute_api:os-flavor-manage:create to be performed.");
  },
});

export function flavorOf(world: World, id: string | undefined): Flavor {
  const flavor = world.flavors.get(id ?? '');
  if (!flavor) throw refuse(404, `Flavor ${id} could not be found.`);
  return flavor;
}

/** GPUs a flavor takes of its host, by the name Placement counts them under. */
export function gpus(flavor: Flavor): readonly { readonly name: string; readonly count: number }[] {
  return Object.entries(flavor.specs)
    .filter(([name]) => name.startsWith('resources:CUSTOM_GPU_'))
    .map(([name, count]) => ({ name: name.slice('resources:CUSTOM_GPU_'.length), count: Number(count) }));
}

function listFlavors(call: Call, shape: (call: Call, flavor: Flavor) => Json): Answer {
  const { world, query } = call;
  const ram = Number(query.get('minRam') ?? 0);
  const disk = Number(query.get('minDisk') ?? 0);
  const rows = sorted(
    query.has('sort_key') ? query : new URLSearchParams('sort_key=flavorid&sort_dir=asc'),
    world.flavors.where((flavor) => flavor.memory >= ram && flavor.disk >= disk),
    (flavor, key) => ({ name: flavor.name, memory_mb: flavor.memory, vcpus: flavor.cores })[key] ?? flavor.id,
  );
  const { rows: taken, next } = page(call, rows, (id) => refuse(400, `marker [${id}] not found`));
  return ok({
    flavors: taken.map((flavor) => shape(call, flavor)),
    ...links('flavors', `${world.base}/compute${call.path}`, next),
  });
}

const brief = ({ world, minor }: Call, flavor: Flavor): Json => ({
  id: flavor.id,
  name: flavor.name,
  links: flavorLinks(world, flavor.id),
  ...(minor >= 55 ? { description: null } : {}),
});

const full = (call: Call, flavor: Flavor): Json => ({
  id: flavor.id,
  name: flavor.name,
  ram: flavor.memory,
  disk: flavor.disk,
  swap: call.minor >= 75 ? 0 : '',
  'OS-FLV-EXT-DATA:ephemeral': 0,
  'OS-FLV-DISABLED:disabled': false,
  vcpus: flavor.cores,
  'os-flavor-access:is_public': true,
  rxtx_factor: 1.0,
  links: flavorLinks(call.world, flavor.id),
  ...(call.minor >= 55 ? { description: null } : {}),
  ...(call.minor >= 61 ? { extra_specs: flavor.specs } : {}),
});

const flavorLinks = ({ base }: World, id: string): Json => [
  { rel: 'self', href: `${base}/compute/v2.1/flavors/${id}` },
  { rel: 'bookmark', href: `${base}/compute/flavors/${id}` },
];
