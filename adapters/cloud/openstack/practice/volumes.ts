import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, type Json, labels, parse, text } from './json.ts';
import type { Volume } from './model.ts';
import { links, page, sorted } from './pages.ts';
import { type Call, routes } from './routes.ts';
import { micros } from './times.ts';
import { createVolume } from './volume-create.ts';
import type { World } from './world.ts';

export const volumeRoutes = routes('volume', {
  'GET /v3/:project/volumes': (call) => listVolumes(call, brief),
  'GET /v3/:project/volumes/detail': (call) => listVolumes(call, (one, volume) => shown(one, volume)),
  'GET /v3/:project/volumes/summary': ({ world }) => ok({ 'volume-summary': summary(world) }),
  'POST /v3/:project/volumes': (call) => {
    const volume = createVolume(call);
    return ok({ volume: fresh(call, volume) }, 202);
  },
  'GET /v3/:project/volumes/:id': (call) => ok({ volume: shown(call, volumeOf(call.world, call.params.id)) }),
  'PUT /v3/:project/volumes/:id': update,
  'DELETE /v3/:project/volumes/:id': remove,
  'GET /v3/:project/volumes/:id/metadata': ({ world, params }) => ok({ metadata: volumeOf(world, params.id).metadata }),
  'POST /v3/:project/volumes/:id/metadata': (call) => setMetadata(call, true),
  'PUT /v3/:project/volumes/:id/metadata': (call) => setMetadata(call, false),
  'DELETE /v3/:project/volumes/:id/metadata/:key': dropMetadata,
  'GET /v3/:project/attachments': listAttachments,
  'GET /v3/:project/os-volume-transfer': () => ok({ transfers: [] }),
  'GET /v3/:project/volume-transfers': () => ok({ transfers: [] }),
  'GET /v3/:project/backups': () => ok({ backups: [] }),
  'GET /v3/:project/backups/detail': () => ok({ backups: [] }),
});

export function volumeOf(world: World, id: string | undefined): Volume {
  const volume = world.volumes.get(id ?? '');
  if (!volume) throw noVolume(id);
  return volume;
}

const noVolume = (id: string | undefined) => refuse(404, `Volume ${id} could not be found.`);

export const notDeletable = () =>
  refuse(
    400,
    'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.',
  );

const deletable = new Set(['available', 'error', 'error_restoring', 'error_extending', 'error_managing']);

function remove({ world, params, query }: Call): Answer {
  const volume = volumeOf(world, params.id);
  const snapshots = world.snapshots.where((one) => one.volume === volume.id);
  const cascade = query.get('cascade')?.toLowerCase() === 'true';
  if (!deletable.has(volume.status) || volume.holder || (snapshots.length > 0 && !cascade)) throw notDeletable();
  const due = { at: world.now() + world.timings.remove, to: 'volume-gone' as const };
  for (const { id } of snapshots) world.snapshots.set(id, { status: 'deleting', due: { ...due, to: 'snapshot-gone' } });
  world.volumes.set(volume.id, { status: 'deleting', updatedAt: world.now(), due });
  return empty(202);
}

function update(call: Call): Answer {
  const { world, params, body } = call;
  const volume = volumeOf(world, params.id);
  const wish = fields(body.volume);
  const changed: Volume = {
    ...volume,
    name: text(wish.name) ?? text(wish.display_name) ?? volume.name,
    description: text(wish.description) ?? text(wish.display_description) ?? volume.description,
    metadata: wish.metadata === undefined ? volume.metadata : labels(wish.metadata),
    updatedAt: world.now(),
  };
  const { 'os-vol-tenant-attr:tenant_id': _, ...answer } = shown(call, world.volumes.put(changed));
  return ok({ volume: answer });
}

function setMetadata({ world, params, body }: Call, keep: boolean): Answer {
  const volume = volumeOf(world, params.id);
  const metadata = { ...(keep ? volume.metadata : {}), ...labels(body.metadata) };
  world.volumes.set(volume.id, { metadata, updatedAt: world.now() });
  return ok({ metadata });
}

function dropMetadata({ world, params }: Call): Answer {
  const volume = volumeOf(world, params.id);
  const key = params.key ?? '';
  if (!(key in volume.metadata)) throw refuse(404, `Volume ${volume.id} has no metadata with key ${key}.`);
  const { [key]: _, ...metadata } = volume.metadata;
  world.volumes.set(volume.id, { metadata, updatedAt: world.now() });
  return empty(200);
}

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

function listVolumes(call: Call, shape: (call: Call, volume: Volume) => Json): Answer {
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

function summary(world: World): Json {
  const metadata: Record<string, string[]> = {};
  for (const volume of world.volumes.all())
    for (const [key, value] of Object.entries(volume.metadata)) {
      const values = (metadata[key] ??= []);
      if (!values.includes(value)) values.push(value);
    }
  const size = world.volumes.all().reduce((all, volume) => all + volume.size, 0);
  return { total_count: world.volumes.size, total_size: size, metadata };
}

function listAttachments({ world, query }: Call): Answer {
  const wanted = query.get('volume_id');
  const rows = world.volumes.where(({ id }) => wanted === null || id === wanted);
  return ok({
    attachments: rows.flatMap((volume) =>
      volume.attachments.map(({ id, server }) => ({ id, status: 'attached', instance: server, volume_id: volume.id })),
    ),
  });
}

const brief = ({ world }: Call, volume: Volume): Json => ({
  id: volume.id,
  name: volume.name,
  links: volumeLinks(world, volume.id),
});

/** As the answer to a create shows it: no owner yet, and time to the microsecond. */
function fresh(call: Call, volume: Volume): Json {
  const { 'os-vol-tenant-attr:tenant_id': _, volume_image_metadata: __, ...rest } = shown(call, volume);
  return { ...rest, bootable: 'false', updated_at: null };
}

export function shown({ world, minor }: Call, volume: Volume): { [name: string]: Json } {
  return {
    id: volume.id,
    status: volume.status,
    size: volume.size,
    availability_zone: volume.zone,
    created_at: micros(volume.createdAt),
    updated_at: micros(volume.updatedAt),
    // Nobody named it: Cinder says so, unless Nova made it.
    name: volume.name === '' && volume.description === null ? null : volume.name,
    description: volume.description,
    volume_type: volume.type,
    snapshot_id: volume.snapshot,
    source_volid: volume.source,
    metadata: volume.metadata,
    links: volumeLinks(world, volume.id),
    user_id: world.me.user,
    bootable: String(volume.bootable),
    encrypted: false,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: false,
    attachments: volume.attachments.map((one) => ({
      id: volume.id,
      attachment_id: one.id,
      volume_id: volume.id,
      server_id: one.server,
      host_name: null,
      device: one.device,
      attached_at: micros(one.at),
    })),
    ...(minor >= 13 ? { group_id: null } : {}),
    ...(minor >= 48 ? { shared_targets: false, service_uuid: null } : {}),
    ...(minor >= 61 ? { cluster_name: null } : {}),
    ...(minor >= 63 ? { volume_type_id: world.types.first(({ name }) => name === volume.type)?.id ?? null } : {}),
    ...(minor >= 65 ? { consumes_quota: true } : {}),
    'os-vol-tenant-attr:tenant_id': world.me.project,
    ...(volume.imageMetadata ? { volume_image_metadata: volume.imageMetadata } : {}),
  };
}

const volumeLinks = ({ base, me }: World, id: string): Json => [
  { rel: 'self', href: `${base}/volume/v3/${me.project}/volumes/${id}` },
  { rel: 'bookmark', href: `${base}/volume/${me.project}/volumes/${id}` },
];
