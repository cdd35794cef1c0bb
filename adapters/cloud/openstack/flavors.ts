import { z } from 'zod';
import type { Flavor, Flavors } from '#kit';
import type { Context } from './context.ts';
import { gpuOf } from './gpu.ts';
import { all, pages } from './pager.ts';

const flavor = z.object({
  id: z.string(),
  name: z.string(),
  vcpus: z.coerce.number(),
  ram: z.coerce.number(),
  disk: z.coerce.number().nullish(),
  description: z.string().nullish(),
  'OS-FLV-DISABLED:disabled': z.boolean().nullish(),
  // From 2.61 on, for who may read them.
  extra_specs: z.record(z.string(), z.coerce.string()).nullish(),
});

export function flavors(context: Context): Flavors {
  const overrides = context.config.GPU_FLAVORS ?? new Map();
  return {
    async list(signal) {
      const found = await all(pages(context.api, 'compute', 'flavors', '/flavors/detail?limit=500', flavor, signal));
      return found.map((each) => read(each, overrides)).sort(bySize);
    },
  };
}

function read(from: z.infer<typeof flavor>, overrides: ReadonlyMap<string, NonNullable<Flavor['gpu']>>): Flavor {
  const { id, name, description } = from;
  const gpu = gpuOf({ id, name, description: description ?? undefined, specs: from.extra_specs ?? {} }, overrides);
  return {
    id,
    name,
    cores: from.vcpus,
    memory: from.ram,
    localDisk: from.disk ?? 0,
    // Clouds cannot hide a flavor from those who use it, so they say it in words.
    deprecated: from['OS-FLV-DISABLED:disabled'] === true || /deprecated|устарел/i.test(`${name} ${description ?? ''}`),
    ...(gpu ? { gpu } : {}),
  };
}

const bySize = (a: Flavor, b: Flavor) =>
  Number(b.gpu !== undefined) - Number(a.gpu !== undefined) ||
  (a.gpu?.count ?? 0) - (b.gpu?.count ?? 0) ||
  a.cores - b.cores ||
  a.memory - b.memory ||
  a.name.localeCompare(b.name);
