import { z } from 'zod';
import type { Disk, DiskState } from '#kit';
import type { Hold } from './reservation.ts';
import { stampIn } from './stamp.ts';

/** Cinder's volume. */
export const volume = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  size: z.coerce.number().nullish(),
  volume_type: z.string().nullish(),
  availability_zone: z.string().nullish(),
  // A word, not a truth value: "true".
  bootable: z.union([z.string(), z.boolean()]).nullish(),
  attachments: z.array(z.object({ server_id: z.string().nullish() })).nullish(),
  volume_image_metadata: z.record(z.string(), z.unknown()).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  created_at: z.string().nullish(),
});
export type Volume = z.infer<typeof volume>;

/** `hold` says who has a disk that Cinder calls reserved, where that was looked up. */
export function diskOf(from: Volume, hold?: Hold): Disk {
  const attached = (from.attachments ?? []).flatMap(({ server_id }) => (server_id ? [server_id] : []));
  const usedBy = attached.length > 0 ? attached : (hold?.machines ?? []);
  const state = stateOf(from.status ?? '', usedBy.length > 0, (hold?.left.length ?? 0) > 0);
  const image = from.volume_image_metadata?.image_name;
  const stamp = stampIn(from.metadata ?? undefined);
  return {
    id: from.id,
    name: from.name || from.id,
    state,
    word: from.status ?? 'no status',
    size: from.size ?? 0,
    bootable: String(from.bootable) === 'true',
    usedBy,
    ...(from.volume_type ? { type: from.volume_type } : {}),
    ...(from.availability_zone ? { zone: from.availability_zone } : {}),
    ...(typeof image === 'string' && image ? { image } : {}),
    ...(from.created_at ? { createdAt: from.created_at } : {}),
    ...(state === 'unknown' ? { fault: `unknown: ${from.status ?? 'no status'}` } : {}),
    ...(stamp ? { stamp } : {}),
  };
}

const states: Readonly<Record<string, DiskState>> = {
  creating: 'making',
  downloading: 'making',
  available: 'free',
  'in-use': 'used',
  deleting: 'removing',
};
const busy =
  /^(reserved|attaching|detaching|uploading|retyping|extending|maintenance|awaiting-transfer|backing-up|restoring-backup|reverting)$/;

function stateOf(word: string, held: boolean, left: boolean): DiskState {
  if (word.startsWith('error')) return 'failed';
  // A parked machine keeps its disk reserved; a machine that went while it was being built leaves it so.
  if (word === 'reserved' && held) return 'used';
  if (word === 'reserved' && left) return 'free';
  return states[word] ?? (busy.test(word) ? 'busy' : 'unknown');
}
