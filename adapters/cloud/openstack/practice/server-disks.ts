import { randomUUID } from 'node:crypto';
import { refuse } from './answer.ts';
import { blank } from './bytes.ts';
import { type Fields, fields, flag, list, text, whole } from './json.ts';
import type { Flavor, ServerVolume, Volume } from './model.ts';
import { cinderQuota } from './quotas.ts';
import type { Call } from './routes.ts';
import { checkFits, makeVolume } from './volume-create.ts';
import { defaultType, typeNamed } from './volume-types.ts';
import type { World } from './world.ts';

export interface Disks {
  /** The image the server itself remembers; none when it boots from a volume. */
  readonly image: string | null;
  /** Does Nova make disks of its own for it? */
  readonly makes: boolean;
  make(server: string, zone: string, placed: boolean): ServerVolume[];
}

/** What the server is to boot from, checked; the disks are taken or made only when `make` is called. */
export function planDisks(call: Call, wish: Fields, flavor: Flavor, count: number): Disks {
  const { world } = call;
  const mappings = list(wish.block_device_mapping_v2).map((one) => fields(one));
  const image = text(wish.imageRef) || undefined;
  const ordered = [...mappings].sort((a, b) => indexOf(a) - indexOf(b));
  if (mappings.length === 0) return fromImageAlone(world, image, flavor);
  if (indexOf(ordered[0] ?? {}) !== 0)
    throw refuse(
      400,
      'Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping combination is not valid.',
    );
  const plans = ordered.map((mapping) => planOne(call, mapping, count));
  return {
    image: null,
    makes: plans.some(({ given }) => !given),
    make: (server, zone, placed) => plans.flatMap(({ take }, letter) => take(server, zone, letter, placed)),
  };
}

interface Plan {
  /** The volume was there before. */
  readonly given: boolean;
  take(server: string, zone: string, letter: number, placed: boolean): ServerVolume[];
}

/** Disks without a boot index come last. */
function indexOf(mapping: Fields): number {
  const index = mapping.boot_index;
  const number = index === undefined || index === null ? -1 : (whole(index) ?? -1);
  return number < 0 ? 1000 : number;
}

function fromImageAlone(world: World, image: string | undefined, flavor: Flavor): Disks {
  if (image === undefined) throw refuse(400, 'Missing imageRef attribute');
  const found = world.images.get(image);
  if (!found) throw refuse(400, 'Can not find requested image');
  if (found.status !== 'active') throw refuse(400, `Image ${image} is not active.`);
  if (flavor.disk === 0) throw refuse(403, 'Only volume-backed servers are allowed for flavors with zero disk.');
  if (found.minDisk > flavor.disk)
    throw refuse(
      400,
      "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is " +
        `${flavor.disk * 1024 ** 3} bytes, minimum size is ${found.minDisk * 1024 ** 3} bytes.`,
    );
  return { image, makes: false, make: () => [] };
}

function planOne(call: Call, mapping: Fields, count: number): Plan {
  const source = text(mapping.source_type);
  if (source === 'volume') return existing(call.world, mapping, count);
  if (source === 'image' || source === 'blank' || source === 'snapshot') return made(call, mapping, source);
  throw refuse(
    400,
    `Invalid input for field/attribute source_type. Value: ${source}. '${source}' is not one of ['volume', 'image', 'snapshot', 'blank']`,
  );
}

function existing(world: World, mapping: Fields, count: number): Plan {
  const id = text(mapping.uuid) ?? text(mapping.volume_id) ?? '';
  const volume = world.volumes.get(id);
  if (!volume) throw refuse(400, `Block Device Mapping is Invalid: failed to get volume ${id}.`);
  const root = indexOf(mapping) === 0;
  if (root && !volume.bootable) throw refuse(400, `Block Device ${id} is not bootable.`);
  if (count > 1) throw refuse(400, 'Cannot attach one or more volumes to multiple instances');
  checkFree(volume);
  return {
    given: true,
    take(server, _zone, letter) {
      world.volumes.set(id, { status: 'reserved', holder: server, updatedAt: world.now() });
      return [serverVolume(id, letter, flag(mapping.delete_on_termination), root)];
    },
  };
}

export function checkFree(volume: Volume): void {
  if (volume.status === 'available' && !volume.holder) return;
  throw refuse(
    400,
    `Invalid volume: Invalid input received: Invalid volume: Volume ${volume.id} status must be available or downloading to reserve, but the current status is ${volume.status}. (HTTP 400)`,
  );
}

/** Nova has Cinder make it when it builds the server, and only then. */
function made({ world, minor }: Call, mapping: Fields, source: 'image' | 'blank' | 'snapshot'): Plan {
  const size = whole(mapping.volume_size);
  const id = text(mapping.uuid) ?? '';
  const image = source === 'image' ? world.images.get(id) : undefined;
  if (source === 'image' && !image) throw refuse(400, `Block Device Mapping is Invalid: failed to get image ${id}.`);
  if (size === undefined && source !== 'snapshot')
    throw refuse(
      400,
      'Block Device Mapping is Invalid: Booting from image or blank volumes requires a non-zero volume_size.',
    );
  if (text(mapping.destination_type) === 'local')
    throw refuse(400, 'Block Device Mapping is Invalid: local disks are not offered here.');
  if (image) checkFits(image, size ?? 1);
  cinderQuota(world, size ?? 1, 'volumes');
  const named = minor >= 67 ? text(mapping.volume_type) : undefined;
  const type = named ? typeNamed(world, named) : defaultType(world);
  return {
    given: false,
    take(server, _zone, letter, placed) {
      if (!placed) return [];
      const volume = makeVolume(world, {
        name: '',
        description: '',
        size: size ?? 1,
        type: type.name,
        zone: type.zone,
        metadata: {},
        image,
        blob: image ? (image.diskFormat === 'raw' ? image.blob : blank) : undefined,
        snapshot: null,
        source: null,
        fails: false,
      });
      world.volumes.set(volume.id, { holder: server });
      return [serverVolume(volume.id, letter, flag(mapping.delete_on_termination), indexOf(mapping) === 0)];
    },
  };
}

/** A disk's place in a server. */
export const serverVolume = (id: string, letter: number, deleteToo: boolean, root: boolean): ServerVolume => ({
  id,
  device: `/dev/sd${String.fromCharCode(97 + letter)}`,
  deleteToo,
  attachment: randomUUID(),
  mapping: randomUUID(),
  root,
});
