import { createHash } from 'node:crypto';
import { z } from 'zod';
import { limits } from '../limits/table.ts';
import type { Spot } from './api.ts';
import type { Body } from './drawn.ts';

/**
 * A number that says which post of ours a message is: Discord keeps the ids of components, but not the nonce for long.
 * It is none that Discord would give by itself.
 */
export const markOf = (key: string): number => 0x4000_0000 | (digest(key).readUInt32BE(0) & 0x3fff_ffff);

/** The same post has the same, so that Discord itself knows it again for some minutes. */
export const nonceOf = (key: string): string => digest(key).toString('base64url').slice(0, limits.nonce.most);

export const marked = (body: Body, key: string): Body => {
  const [first, ...rest] = body.components;
  return first === undefined ? body : { ...body, components: [{ ...first, id: markOf(key) }, ...rest] };
};

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();

const seen = z.object({ id: z.string(), components: z.array(z.object({ id: z.int().nullish() })).min(1) });

/** Which of these messages is the one of this key. */
export function markedAs(messages: readonly unknown[], key: string, channel: string): Spot | undefined {
  const found = messages
    .flatMap((message) => seen.safeParse(message).data ?? [])
    .find(({ components: [first] }) => first?.id === markOf(key));
  return found && { channel, message: found.id };
}
