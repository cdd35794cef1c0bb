import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, flag, type Json, labels, text } from './json.ts';
import type { Snapshot } from './model.ts';
import { links, page, sorted } from './pages.ts';
import { cinderQuota } from './quotas.ts';
import { type Call, routes } from './routes.ts';
import { micros } from './times.ts';
import { volumeOf } from './volumes.ts';
import { born, type World } from './world.ts';

export const snapshotRoutes = routes('volume', {
  'GET /v3/:project/snapshots': listSnapshots,
  'GET /v3/:project/snapshots/detail': listSnapshots,
  'POST /v3/:project/snapshots': create,
  'GET /v3/:project/snapshots/:id': (call) => ok({ snapshot: shown(call, snapshotOf(call.world, call.params.id)) }),
  'PUT /v3/:project/snapshots/:id': (call) => {
    const { world, params, body } = call;
    const snapshot = snapshotOf(world, params.id);
    const wish = fields(body.snapshot);
    const name = text(wish.name) ?? snapshot.name;
    const description = text(wish.description) ?? snapshot.description;
    return ok({
      snapshot: shown(call, world.snapshots.put({ ...snapshot, name, description, updatedAt: world.now() })),
    });
  },
  'DELETE /v3/:project/snapshots/:id': ({ world, params }) => {
    const snapshot = snapshotOf(world, params.id);
    if (!['available', 'error'].includes(snapshot.status))
      throw refuse(400, 'Invalid snapshot: Snapshot status must be available or error.');
    const due = { at: world.now() + world.timings.remove, to: 'snapshot-gone' as const };
    world.snapshots.set(snapshot.id, { status: 'deleting', updatedAt: world.now(), due });
    return empty(202);
  },
  'GET /v3/:project/messages': ({ world, query }) => {
    const wanted = query.get('resource_uuid');
    const rows = world.messages.where(({ resource }) => wanted === null || resource === wanted);
    return ok({ messages: rows.map((message) => shownMessage(world, message)).reverse() });
  },
});

function snapshotOf(world: World, id: string | undefined): Snapshot {
  const snapshot = world.snapshots.get(id ?? '');
  if (!snapshot) throw noSnapshot(id);
  return snapshot;
}

const noSnapshot = (id: string | undefined) => refuse(404, `Snapshot ${id} could not be found.`);

function create(call: Call): Answer {
  const { world, body } = call;
  const wish = fields(body.snapshot);
  const volume = volumeOf(world, text(wish.volume_id));
  const usable = volume.status === 'available' || (volume.status === 'in-use' && flag(wish.force));
  if (!usable)
    throw refuse(
      400,
      `Invalid volume: Volume ${volume.id} status must be available, but current status is: ${volume.status}.`,
    );
  cinderQuota(world, volume.size, 'snapshots');
  const snapshot = world.snapshots.put({
    ...born(world, text(wish.name) ?? ''),
    status: 'creating',
    volume: volume.id,
    size: volume.size,
    description: text(wish.description) ?? null,
    metadata: labels(wish.metadata),
    blob: volume.blob,
    due: { at: world.now() + world.timings.volume, to: 'snapshot-ready' },
  });
  const fresh = Object.entries(shown(call, snapshot)).filter(([name]) => !name.startsWith('os-extended'));
  return ok({ snapshot: { ...Object.fromEntries(fresh), updated_at: null } }, 202);
}

function listSnapshots(call: Call): Answer {
  const { world, query } = call;
  const fits = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const matching = world.snapshots.where(
    ({ name, status, volume }) => fits('name', name) && fits('status', status) && fits('volume_id', volume),
  );
  const rows = sorted(query, matching, (snapshot) => snapshot.createdAt);
  const { rows: taken, next } = page(call, rows, noSnapshot);
  return ok({
    snapshots: taken.map((snapshot) => shown(call, snapshot)),
    ...links('snapshots', `${world.base}/volume${call.path}`, next),
  });
}

const shown = ({ world, minor }: Call, snapshot: Snapshot): { [name: string]: Json } => ({
  id: snapshot.id,
  created_at: micros(snapshot.createdAt),
  updated_at: micros(snapshot.updatedAt),
  name: snapshot.name,
  description: snapshot.description,
  volume_id: snapshot.volume,
  status: snapshot.status,
  size: snapshot.size,
  metadata: snapshot.metadata,
  ...(minor >= 14 ? { group_snapshot_id: null } : {}),
  ...(minor >= 41 ? { user_id: world.me.user } : {}),
  'os-extended-snapshot-attributes:project_id': world.me.project,
  'os-extended-snapshot-attributes:progress': snapshot.status === 'available' ? '100%' : '0%',
});

const shownMessage = (world: World, message: ReturnType<World['messages']['all']>[number]): Json => ({
  id: message.id,
  event_id: message.event,
  user_message: message.words,
  message_level: 'ERROR',
  resource_type: 'VOLUME',
  resource_uuid: message.resource,
  request_id: `req-${message.id}`,
  created_at: micros(message.createdAt),
  guaranteed_until: micros(message.createdAt + 30 * 24 * 60 * 60_000),
  links: [{ rel: 'self', href: `${world.base}/volume/v3/${world.me.project}/messages/${message.id}` }],
});
