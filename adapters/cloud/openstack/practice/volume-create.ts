import { refuse } from './answer.ts';
import { blank } from './bytes.ts';
import { type Fields, fields, type Json, labels, text, whole } from './json.ts';
import type { Image, Volume, VolumeType } from './model.ts';
import { python } from './python.ts';
import { cinderQuota } from './quotas.ts';
import type { Call } from './routes.ts';
import { defaultType, typeNamed } from './volume-types.ts';
import { born, type World } from './world.ts';

const known = new Set([
  'name',
  'description',
  'display_name',
  'display_description',
  'size',
  'volume_type',
  'availability_zone',
  'metadata',
  'imageRef',
  'image_id',
  'snapshot_id',
  'source_volid',
  'multiattach',
  'consistencygroup_id',
  'group_id',
  'backup_id',
  'user_id',
  'project_id',
  'status',
  'attach_status',
  'source_replica',
  'scheduler_hints',
]);

export function createVolume({ world, body, fate }: Call): Volume {
  const wish = fields(body.volume);
  for (const name of Object.keys(wish))
    if (!known.has(name))
      throw refuse(
        400,
        `Invalid input for field/attribute volume. Value: ${python(wish)}. Additional properties are not allowed ('${name}' was unexpected)`,
      );
  const from = origin(world, wish);
  const size = checkedSize(wish.size) ?? from.size;
  if (size === undefined)
    throw refuse(
      400,
      'The server could not comply with the request since it is either malformed or otherwise incorrect.',
    );
  if (from.image) checkFits(from.image, size);
  if (from.least !== undefined && size < from.least)
    throw refuse(
      400,
      `Invalid input received: Volume size '${size}'GB cannot be smaller than original volume size  ${from.least}GB. They must be >= original volume size.`,
    );
  const wanted = text(wish.volume_type);
  const type = wanted ? typeNamed(world, wanted) : defaultType(world);
  const zone = checkedZone(world, text(wish.availability_zone), type);
  cinderQuota(world, size, 'volumes');
  return makeVolume(world, {
    name: text(wish.name) ?? text(wish.display_name) ?? '',
    description: text(wish.description) ?? text(wish.display_description) ?? null,
    size,
    type: type.name,
    zone,
    metadata: labels(wish.metadata),
    image: from.image,
    blob: from.blob,
    imageMetadata: from.imageMetadata,
    snapshot: text(wish.snapshot_id) ?? null,
    source: text(wish.source_volid) ?? null,
    fails: fate === 'volume-error',
  });
}

export interface NewVolume {
  readonly name: string;
  readonly description: string | null;
  readonly size: number;
  readonly type: string;
  readonly zone: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly image?: Image | undefined;
  readonly blob?: string | undefined;
  readonly imageMetadata?: Readonly<Record<string, string>> | undefined;
  readonly snapshot: string | null;
  readonly source: string | null;
  readonly fails: boolean;
}

/** Accepted: it is `creating` until its time has come. */
export function makeVolume(world: World, wish: NewVolume): Volume {
  const { image, fails, ...rest } = wish;
  const takes = wish.blob ? world.timings.volumeFromImage : world.timings.volume;
  return world.volumes.put({
    ...born(world, wish.name),
    ...rest,
    status: 'creating',
    bootable: false,
    attachments: [],
    ...(image ? { imageMetadata: imageMetadata(image) } : {}),
    due: { at: world.now() + takes, to: fails ? 'volume-failed' : 'volume-ready' },
  });
}

function checkedSize(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const size = whole(value);
  if (size === undefined)
    throw refuse(400, `Invalid input for field/attribute size. Value: ${value}. '${value}' does not match '^[0-9]+$'`);
  if (size < 1)
    throw refuse(400, `Invalid input for field/attribute size. Value: ${size}. ${size} is less than the minimum of 1`);
  return size;
}

interface Origin {
  readonly image?: Image;
  readonly blob?: string | undefined;
  readonly size?: number;
  readonly least?: number;
  readonly imageMetadata?: Readonly<Record<string, string>> | undefined;
}

function origin(world: World, wish: Fields): Origin {
  const imageId = text(wish.imageRef) ?? text(wish.image_id);
  if (imageId) {
    const image = world.images.get(imageId);
    if (!image) throw refuse(400, 'Invalid image identifier or unable to access requested image.');
    if (image.status !== 'active') throw refuse(400, `Invalid input received: Image ${image.id} is not active.`);
    // A disk holds raw bytes; what is packed in another format is not unpacked here, and the disk is blank.
    return { image, blob: image.diskFormat === 'raw' ? image.blob : blank };
  }
  const snapshotId = text(wish.snapshot_id);
  if (snapshotId) {
    const snapshot = world.snapshots.get(snapshotId);
    if (!snapshot) throw refuse(404, `Snapshot ${snapshotId} could not be found.`);
    const parent = world.volumes.get(snapshot.volume);
    return { blob: snapshot.blob, size: snapshot.size, least: snapshot.size, imageMetadata: parent?.imageMetadata };
  }
  const sourceId = text(wish.source_volid);
  if (sourceId) {
    const source = world.volumes.get(sourceId);
    if (!source) throw refuse(404, `Volume ${sourceId} could not be found.`);
    return { blob: source.blob, size: source.size, least: source.size, imageMetadata: source.imageMetadata };
  }
  return {};
}

const gib = 1024 ** 3;

export function checkFits(image: Image, size: number): void {
  if (size < image.minDisk)
    throw refuse(
      400,
      `Invalid input received: Volume size ${size}GB cannot be smaller than the image minDisk size ${image.minDisk}GB.`,
    );
  const needs = Math.ceil((image.size ?? 0) / gib);
  if (size < needs)
    throw refuse(
      400,
      `Invalid input received: Size of specified image ${needs}GB is larger than volume size ${size}GB.`,
    );
  const unpacked = Math.ceil((image.virtualSize ?? 0) / gib);
  if (size < unpacked)
    throw refuse(
      400,
      `Image ${image.id} is unacceptable: Image virtual size is ${unpacked}GB and doesn't fit in a volume of size ${size}GB.`,
    );
}

function checkedZone(world: World, asked: string | undefined, type: VolumeType): string {
  const zone = asked ?? type.zone;
  if (!world.zones.includes(zone) || zone !== type.zone) throw refuse(400, `Availability zone '${zone}' is invalid.`);
  return zone;
}

/** What Cinder remembers of the image, so that Nova knows what it boots. */
const imageMetadata = (image: Image): Record<string, string> => ({
  signature_verified: 'False',
  ...image.properties,
  image_id: image.id,
  image_name: image.name,
  checksum: image.checksum ?? '',
  container_format: image.containerFormat ?? '',
  disk_format: image.diskFormat ?? '',
  min_disk: String(image.minDisk),
  min_ram: String(image.minRam),
  size: String(image.size ?? 0),
});
