import { z } from 'zod';
import type { Key, Stamp, Turn } from '#kit';

/** For whom something is made, as far as the command knows it. */
export const owned = z.object({
  owner: z.string(),
  channel: z.string().exactOptional(),
  /** When it may go, as an ISO time. */
  lease: z.string().exactOptional(),
});
export type Owned = z.infer<typeof owned>;

export const ownedBy = (turn: Turn): Owned => ({
  owner: turn.who.id,
  channel: `${turn.where.chat}/${turn.where.channel}`,
});

/** What a step writes on the thing it makes. */
export const stampOf = (by: Owned, key: Key): Omit<Stamp, 'key'> => ({
  owner: by.owner,
  operation: operationOf(key),
  ...(by.channel === undefined ? {} : { channel: by.channel }),
  ...(by.lease === undefined ? {} : { lease: by.lease }),
});

// A step's key is its operation's id, a dot and its own name; an id has no dot.
const operationOf = (key: Key): string => key.split('.', 1).join('');
