import { randomUUID } from 'node:crypto';
import { dropBytes, factsOf } from './bytes.ts';
import type { Volume } from './model.ts';
import type { World } from './world.ts';

/** What becomes of disks and snapshots by themselves. */
export const volumeHappenings = {
  'volume-ready': (world: World, id: string) => {
    const volume = world.volumes.get(id);
    if (volume) turn(world, id, { status: 'available', bootable: volume.imageMetadata !== undefined });
  },
  'volume-failed': (world: World, id: string) => {
    const words = 'schedule allocate volume:Could not find any available weighted backend.';
    world.messages.put({
      id: randomUUID(),
      createdAt: world.now(),
      resource: id,
      event: 'VOLUME_VOLUME_001_003',
      words,
    });
    turn(world, id, { status: 'error' });
  },
  'volume-gone': (world: World, id: string) => {
    world.volumes.remove(id);
    dropBytes(world);
  },
  'volume-extended': (world: World, id: string) => {
    const volume = world.volumes.get(id);
    if (volume) turn(world, id, { status: volume.before ?? 'available', size: volume.growTo ?? volume.size });
  },
  'volume-uploaded': (world: World, id: string) => {
    const volume = world.volumes.get(id);
    if (!volume) return;
    if (volume.upload) finishUpload(world, volume, volume.upload);
    turn(world, id, { status: volume.before ?? 'available', upload: undefined });
  },
  'volume-attached': (world: World, id: string) => {
    const holder = world.servers.get(world.volumes.get(id)?.holder ?? '');
    const held = holder?.volumes.find((one) => one.id === id);
    if (!holder || !held) return turn(world, id, { status: 'available', holder: undefined });
    const at = world.now();
    turn(world, id, {
      status: 'in-use',
      attachments: [{ id: held.attachment, server: holder.id, device: held.device, at }],
    });
  },
  'volume-detached': (world: World, id: string) => {
    const holder = world.servers.get(world.volumes.get(id)?.holder ?? '');
    if (holder)
      world.servers.set(holder.id, { volumes: holder.volumes.filter((one) => one.id !== id), updatedAt: world.now() });
    freeVolume(world, id);
  },
  'snapshot-ready': (world: World, id: string) => {
    world.snapshots.set(id, { status: 'available', updatedAt: world.now(), due: undefined });
  },
  'snapshot-gone': (world: World, id: string) => {
    world.snapshots.remove(id);
    dropBytes(world);
  },
};

/** Nobody holds it any more. */
export function freeVolume(world: World, id: string): void {
  turn(world, id, { status: 'available', holder: undefined, attachments: [] });
}

function turn(world: World, id: string, change: Partial<Volume>): void {
  world.volumes.set(id, { updatedAt: world.now(), due: undefined, ...change });
}

function finishUpload(world: World, volume: Volume, upload: NonNullable<Volume['upload']>): void {
  const image = world.images.get(upload.image);
  // Deleted meanwhile: Cinder finds out and lets it be.
  if (!image) return;
  const facts = factsOf(world, upload.blob);
  world.images.set(image.id, {
    status: 'active',
    blob: upload.blob,
    size: facts.size,
    virtualSize: volume.size * 1024 ** 3,
    checksum: facts.checksum,
    hash: facts.hash,
    updatedAt: world.now(),
  });
}
