import type { Clock } from '#kit';
import type { Limits } from './limits.ts';
import type { Channel, Member, World } from './model.ts';

export const ids = {
  team: 'T0HOISTTEAM',
  domain: 'test-workspace',
  app: 'A0HOISTAPP1',
  bot: 'B0HOISTBOT1',
  botUser: 'U0HOISTBOT1',
  /** Slack's old proof of origin; still in every payload. */
  verification: 'verification-token',
} as const;

/** Everything the Web API methods here could need. */
export const everyScope: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'usergroups:read',
  'users:read',
];

export function createWorld(clock: Clock, limits: Limits, scopes: readonly string[]): World {
  let count = 0;
  let lastMicro = 0;
  const world: World = {
    clock,
    limits,
    base: '',
    scopes,
    members: new Map(),
    channels: new Map(),
    groups: new Map(),
    ephemerals: [],
    triggers: new Map(),
    responses: new Map(),
    modals: new Map(),
    homes: new Map(),
    tell: () => {},
    id: (prefix) => `${prefix}${(++count).toString(36).toUpperCase().padStart(10, '0')}`,
    ts() {
      lastMicro = Math.max(Math.floor(clock.now()) * 1_000, lastMicro + 1);
      return `${Math.floor(lastMicro / 1_000_000)}.${String(lastMicro % 1_000_000).padStart(6, '0')}`;
    },
  };
  addMember(world, ids.botUser, { name: 'hoist', isBot: true });
  addChannel(world, 'C0GENERAL01', { name: 'general' });
  return world;
}

/** A person as a test describes one; what is left out is an ordinary member. */
export type Traits = Partial<Omit<Member, 'id'>>;

export function addMember(world: World, id: string, traits: Traits): Member {
  const name = traits.name ?? id.toLowerCase();
  const member: Member = {
    id,
    name,
    realName: name,
    locale: 'en-US',
    tz: 'UTC',
    email: `${name}@example.com`,
    isBot: false,
    isAdmin: false,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    isWorkflowBot: false,
    deleted: false,
    team: ids.team,
    ...world.members.get(id),
    ...traits,
  };
  world.members.set(id, member);
  return member;
}

export interface ChannelTraits {
  readonly name?: string;
  readonly private?: boolean;
  /** false: nobody has invited the bot yet. */
  readonly botIn?: boolean;
  /** Who is in it before they have said anything there. */
  readonly people?: readonly string[];
  readonly archived?: boolean;
}

export function addChannel(world: World, id: string, traits: ChannelTraits): Channel {
  const channel: Channel = {
    id,
    name: traits.name ?? id.toLowerCase(),
    kind: traits.private ? 'group' : 'channel',
    archived: traits.archived ?? false,
    members: new Set([...(traits.botIn === false ? [] : [ids.botUser]), ...(traits.people ?? [])]),
    posted: world.channels.get(id)?.posted ?? new Map(),
  };
  world.channels.set(id, channel);
  return channel;
}

/** The direct messages between the bot and this person. */
export function directWith(world: World, user: string): Channel {
  for (const channel of world.channels.values()) if (channel.user === user) return channel;
  const channel: Channel = {
    id: world.id('D'),
    name: 'directmessage',
    kind: 'im',
    user,
    archived: false,
    members: new Set([ids.botUser, user]),
    posted: new Map(),
  };
  world.channels.set(channel.id, channel);
  return channel;
}
