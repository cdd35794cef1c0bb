import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, type Json, labels, text } from './json.ts';
import type { Volume } from './model.ts';
import { type Call, routes } from './routes.ts';
import { createVolume } from './volume-create.ts';
import { listVolumes, noVolume } from './volume-list.ts';
import { briefVolume, freshVolume, shownVolume } from './volume-view.ts';
import type { World } from './world.ts';

export const volumeRoutes = routes('volume', {
  'GET /v3/:project/volumes': (call) => listVolumes(call, briefVolume),
  'GET /v3/:project/volumes/detail': (call) => listVolumes(call, shownVolume),
  'GET /v3/:project/volumes/summary': ({ world }) => ok({ 'volume-summary': summary(world) }),
  'POST /v3/:project/volumes': (call) => {
    const volume = createVolume(call);
    return ok({ volume: freshVolume(call, volume) }, 202);
  },
  'GET /v3/:project/volumes/:id': (call) => ok({ volume: shownVolume(call, volumeOf(call.world, call.params.id)) }),
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

const notDeletable = () =>
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
  const { 'os-vol-tenant-attr:tenant_id': _, ...answer } = shownVolume(call, world.volumes.put(changed));
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
    attachments: rows.flatMap((volume) => [
      ...volume.attachments.map(({ id, server }) => holdOf(volume, 'attached', id, server)),
      ...reservation(world, volume),
    ]),
  });
}

/** What a server that is being built or is shelved keeps for itself is not attached, and nobody else's either. */
function reservation(world: World, volume: Volume): readonly Json[] {
  const held = world.servers.get(volume.holder ?? '')?.volumes.find(({ id }) => id === volume.id);
  if (volume.status !== 'reserved' || !volume.holder || !held) return [];
  return [holdOf(volume, 'reserved', held.attachment, volume.holder)];
}

const holdOf = (volume: Volume, status: string, id: string, instance: string): Json => ({
  ...{ id, status, instance },
  volume_id: volume.id,
});
