import { z } from 'zod';
import type { Image, ImageState } from '#kit';
import type { Context } from './context.ts';
import { all, pages } from './pager.ts';
import { stampIn } from './stamp.ts';

/** Glance's image. Custom properties stand beside the known fields. */
export const image = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  size: z.coerce.number().nullish(),
  virtual_size: z.coerce.number().nullish(),
  min_disk: z.coerce.number().nullish(),
  disk_format: z.string().nullish(),
  visibility: z.string().nullish(),
  protected: z.boolean().nullish(),
  os_hidden: z.boolean().nullish(),
  os_hash_algo: z.string().nullish(),
  os_hash_value: z.string().nullish(),
  os_glance_failed_import: z.string().nullish(),
  created_at: z.string().nullish(),
});
export type WireImage = z.infer<typeof image>;

export async function images(context: Context, signal: AbortSignal): Promise<readonly Image[]> {
  const path = '/images?limit=200&sort=created_at:desc';
  const found = await all(pages(context.api, 'image', 'images', path, image, signal));
  return found.filter(({ os_hidden }) => !os_hidden).map(imageOf);
}

export function imageOf(from: WireImage): Image {
  const stamp = stampIn(from);
  const bytes = from.size ?? undefined;
  return {
    id: from.id,
    name: from.name || from.id,
    state: stateOf(from),
    word: from.status ?? 'no status',
    minDisk: minDisk(from),
    visibility: visibilities.find((word) => word === from.visibility) ?? 'private',
    protected: from.protected ?? false,
    ...(bytes ? { bytes } : {}),
    ...(from.disk_format ? { format: from.disk_format } : {}),
    ...(from.created_at ? { createdAt: from.created_at } : {}),
    ...(from.os_hash_algo && from.os_hash_value
      ? { hash: { algorithm: from.os_hash_algo, value: from.os_hash_value } }
      : {}),
    ...(stamp ? { stamp } : {}),
  };
}

const visibilities = ['public', 'private', 'shared', 'community'] as const;

const states: Readonly<Record<string, ImageState>> = {
  queued: 'queued',
  uploading: 'saving',
  importing: 'saving',
  saving: 'saving',
  active: 'ready',
  killed: 'failed',
  deactivated: 'failed',
  deleted: 'removing',
  pending_delete: 'removing',
};

// After an import that failed Glance says "queued" again, as if nothing had been tried.
const stateOf = ({ status, os_glance_failed_import }: WireImage): ImageState =>
  status === 'queued' && os_glance_failed_import ? 'failed' : (states[status ?? ''] ?? 'unknown');

// A packed image unpacks to its virtual size; a raw one is as large as it is.
const minDisk = ({ min_disk, virtual_size, size, disk_format }: WireImage) =>
  Math.max(1, min_disk ?? 0, gib(virtual_size), disk_format === 'raw' ? gib(size) : 0);
const gib = (bytes: number | null | undefined) => Math.ceil((bytes ?? 0) / 1024 ** 3);
