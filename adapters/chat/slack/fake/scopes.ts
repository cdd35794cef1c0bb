import type { Channel, World } from './model.ts';
import { Refusal, refuse } from './refusal.ts';
import { directWith, ids } from './world.ts';

/** Refuses when the token was not given any of these. */
export function needs(world: World, ...scopes: readonly string[]): void {
  if (scopes.some((scope) => world.scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: scopes.join(','), provided: world.scopes.join(',') });
}

const prefix = { channel: 'channels', group: 'groups', im: 'im' } as const;

export const needsOf = (world: World, channel: Channel, what: 'history' | 'read'): void =>
  needs(world, `${prefix[channel.kind]}:${what}`);

/** The channel if the bot may know of it: a private one it is not in does not exist for it. */
export function known(world: World, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel || (channel.kind === 'group' && !channel.members.has(ids.botUser))) return refuse('channel_not_found');
  return channel;
}

export function joined(world: World, id: string): Channel {
  const channel = known(world, id);
  if (!channel.members.has(ids.botUser)) refuse('not_in_channel');
  return channel;
}

/** Where the bot may speak; the id of a person means the direct messages with them. */
export function writable(world: World, id: string): Channel {
  const member = world.members.get(id);
  if (member && (member.isBot || member.deleted)) refuse('channel_not_found');
  const channel = member ? directWith(world, id) : known(world, id);
  if (channel.archived) refuse('is_archived');
  const open = channel.kind === 'channel' && world.scopes.includes('chat:write.public');
  if (!channel.members.has(ids.botUser) && !open) refuse('not_in_channel');
  return channel;
}
