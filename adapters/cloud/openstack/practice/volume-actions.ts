import { randomUUID } from 'node:crypto';
import { type Answer, empty, ok, refuse } from './answer.ts';
import { blank } from './bytes.ts';
import { type Fields, fields, flag, text, whole } from './json.ts';
import type { Image, Volume } from './model.ts';
import { cinderQuota } from './quotas.ts';
import { type Call, routes } from './routes.ts';
import { micros } from './times.ts';
import { typeNamed } from './volume-types.ts';
import { volumeOf } from './volumes.ts';
import { born, type World } from './world.ts';

export const volumeActionRoutes = routes('volume', { 'POST /v3/:project/volumes/:id/action': act });

type Act = (call: Call, volume: Volume, wish: Fields) => Answer;

const acts: Readonly<Record<string, Act>> = {
  'os-extend': extend,
  'os-volume_upload_image': upload,
  'os-set_bootable': ({ world }, volume, wish) => {
    world.volumes.set(volume.id, { bootable: flag(wish.bootable), updatedAt: world.now() });
    return empty(200);
  },
  'os-set_image_metadata': ({ world }, volume, wish) => {
    const said = fields(wish.metadata);
    const set = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value)]));
    const imageMetadata = { ...volume.imageMetadata, ...set };
    world.volumes.set(volume.id, { imageMetadata, updatedAt: world.now() });
    return ok({ metadata: imageMetadata });
  },
  'os-update_readonly_flag': () => empty(202),
  'os-reset_status': () => {
    throw refuse(403, "Policy doesn't allow volume_extension:volume_admin_actions:reset_status to be performed.");
  },
  'os-force_delete': () => {
    throw refuse(403, "Policy doesn't allow volume_extension:volume_admin_actions:force_delete to be performed.");
  },
};

function act(call: Call): Answer {
  const volume = volumeOf(call.world, call.params.id);
  const [name = ''] = Object.keys(call.body);
  const does = acts[name];
  if (!does)
    throw refuse(
      400,
      `There is no such action: ${name}. Verify the request body and Content-Type header and try again.`,
    );
  return does(call, volume, fields(call.body[name]));
}

function extend({ world, minor }: Call, volume: Volume, wish: Fields): Answer {
  const size = whole(wish.new_size) ?? 0;
  const usable = volume.status === 'available' || (volume.status === 'in-use' && minor >= 42);
  if (!usable)
    throw refuse(
      400,
      `Invalid volume: Volume ${volume.id} status must be '{'status': 'available'}' to extend, currently ${volume.status}.`,
    );
  if (size <= volume.size)
    throw refuse(
      400,
      `Invalid input received: New size for extend must be greater than current size. (current: ${volume.size}, extended: ${size}).`,
    );
  cinderQuota(world, size - volume.size, undefined);
  const due = { at: world.now() + world.timings.volume, to: 'volume-extended' as const };
  world.volumes.set(volume.id, {
    status: 'extending',
    before: volume.status,
    growTo: size,
    updatedAt: world.now(),
    due,
  });
  return empty(202);
}

function upload({ world, minor }: Call, volume: Volume, wish: Fields): Answer {
  const name = text(wish.image_name);
  if (name === undefined)
    throw refuse(400, `Invalid input for field/attribute os-volume_upload_image. 'image_name' is a required property`);
  const forced = world.copiesUsedDisks && flag(wish.force);
  if (volume.status !== 'available' && !(volume.status === 'in-use' && forced))
    throw refuse(400, `Invalid volume: Volume ${volume.id} status must be available`);
  // Before 3.1 Cinder could not say who may see the image, and Glance decided.
  const visibility = minor >= 1 ? (text(wish.visibility) ?? 'private') : 'shared';
  const image = reserveImage(world, volume, name, { ...wish, visibility });
  const takes = Math.max(world.timings.call, volume.size * world.timings.imagePerGiB);
  world.volumes.set(volume.id, {
    status: 'uploading',
    before: volume.status,
    upload: { image: image.id, blob: volume.blob ?? blank },
    updatedAt: world.now(),
    due: { at: world.now() + takes, to: 'volume-uploaded' },
  });
  const type = typeNamed(world, volume.type);
  return ok(
    {
      'os-volume_upload_image': {
        id: volume.id,
        updated_at: micros(volume.updatedAt),
        status: 'uploading',
        display_description: volume.description,
        size: volume.size,
        volume_type: { id: type.id, name: type.name, description: null, is_public: true, deleted: false },
        image_id: image.id,
        container_format: image.containerFormat,
        disk_format: image.diskFormat,
        image_name: name,
        protected: image.protected,
        visibility: image.visibility,
      },
    },
    202,
  );
}

/** Cinder makes the record first, so that its id is in the answer; the bytes come later. */
function reserveImage(world: World, volume: Volume, name: string, wish: Fields): Image {
  const properties = Object.fromEntries(
    Object.entries(volume.imageMetadata ?? {}).filter(([key]) => !cinders.has(key)),
  );
  return world.images.put({
    ...born(world, name),
    id: randomUUID(),
    status: 'queued',
    visibility: text(wish.visibility) ?? 'private',
    protected: flag(wish.protected),
    hidden: false,
    diskFormat: text(wish.disk_format) ?? 'raw',
    containerFormat: text(wish.container_format) ?? 'bare',
    minDisk: 0,
    minRam: 0,
    size: null,
    virtualSize: null,
    checksum: null,
    hash: null,
    owner: world.me.project,
    tags: [],
    properties,
  });
}

/** Facts about the old image that do not hold for the new one; its least disk is among what gets lost. */
const cinders = new Set([
  'image_id',
  'image_name',
  'checksum',
  'container_format',
  'disk_format',
  'min_disk',
  'min_ram',
  'size',
]);
