import { type Answer, ok, refuse } from './answer.ts';
import { type Json, labels, parse } from './json.ts';
import type { Volume } from './model.ts';
import { links, page, sorted } from './pages.ts';
import type { Call } from './routes.ts';

const filters = new Set([
  'name',
  'status',
  'metadata',
  'bootable',
  'availability_zone',
  'volume_type',
  'size',
  'image_metadata',
]);
const paging = new Set([
  'limit',
  'marker',
  'offset',
  'sort',
  'sort_key',
  'sort_dir',
  'all_tenants',
  'project_id',
  'user_id',
  'with_count',
]);

export function listVolumes(call: Call, shape: (call: Call, volume: Volume) => Json): Answer {
  const { world, query } = call;
  for (const name of query.keys())
    if (!filters.has(name) && !paging.has(name))
      throw refuse(400, `Invalid filters ${name} are found in query options.`);
  const matching = world.volumes.where((volume) => matches(volume, query));
  const rows = sorted(query, matching, (volume, key) =>
    key === 'name' ? volume.name : key === 'size' ? volume.size : key === 'status' ? volume.status : volume.createdAt,
  );
  const { rows: taken, next } = page(call, rows, noVolume);
  return ok({
    volumes: taken.map((volume) => shape(call, volume)),
    ...links('volumes', `${world.base}/volume${call.path}`, next),
    ...(query.get('with_count') === 'True' ? { count: rows.length } : {}),
  });
}

function matches(volume: Volume, query: URLSearchParams): boolean {
  const fits = (name: string, value: string): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted === value;
  };
  const wanted = query.get('metadata');
  // Clients write the filter as JSON or as Python prints a dict.
  const metadata = wanted === null ? {} : labels(parse(wanted) ?? parse(wanted.replaceAll("'", '"')));
  return (
    fits('name', volume.name) &&
    fits('status', volume.status) &&
    fits('availability_zone', volume.zone) &&
    fits('volume_type', volume.type) &&
    fits('size', String(volume.size)) &&
    fits('bootable', String(volume.bootable)) &&
    Object.entries(metadata).every(([key, value]) => volume.metadata[key] === value)
  );
}

export const noVolume = (id: string | undefined) => refuse(404, `Volume ${id} could not be found.`);
