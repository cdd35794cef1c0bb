import { permissionsIn } from './permissions.ts';
import {
  type Channel,
  flags,
  type Guild,
  type Interaction,
  type Json,
  kinds,
  type Message,
  type User,
  type World,
} from './world.ts';

const dated = (ms: number): string => new Date(ms).toISOString();

/** Our own world in Discord's shapes: users, members, channels, guilds, messages. */
export const userOnWire = (user: User): Json => ({
  id: user.id,
  username: user.name,
  global_name: user.bot ? null : user.name,
  discriminator: user.bot ? '0001' : '0',
  avatar: null,
  bot: user.bot,
  public_flags: 0,
});

export function memberOnWire(world: World, guild: Guild, user: User): Json {
  return {
    user: userOnWire(user),
    nick: null,
    avatar: null,
    roles: guild.members.get(user.id) ?? [],
    joined_at: '2026-01-01T00:00:00.000Z',
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    communication_disabled_until: null,
    flags: 0,
    ...(user.id === world.bot.id ? {} : { banner: null }),
  };
}

const rolesOnWire = (guild: Guild): readonly Json[] =>
  guild.roles.map((role, position) => ({
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: position === 1,
    mentionable: false,
    flags: 0,
  }));

export function channelOnWire(world: World, channel: Channel): Json {
  const { id, kind, name, guild, parent } = channel;
  const last = [...channel.messages.keys()].at(-1) ?? null;
  if (kind === kinds.dm) {
    const recipient = world.users.get(channel.recipient ?? '');
    return { id, type: kind, last_message_id: last, flags: 0, recipients: recipient ? [userOnWire(recipient)] : [] };
  }
  const common = { id, type: kind, name, guild_id: guild, parent_id: parent ?? null, last_message_id: last, flags: 0 };
  if (parent === undefined) {
    const permission_overwrites = channel.overwrites.map((each) => ({
      ...each,
      allow: String(each.allow),
      deny: String(each.deny),
    }));
    return { ...common, position: 0, topic: null, nsfw: false, rate_limit_per_user: 0, permission_overwrites };
  }
  return {
    ...common,
    owner_id: channel.owner,
    rate_limit_per_user: 0,
    message_count: channel.messages.size,
    total_message_sent: channel.messages.size,
    member_count: channel.joined.size,
    thread_metadata: {
      archived: channel.archived,
      auto_archive_duration: channel.hideAfter,
      archive_timestamp: dated(channel.since),
      locked: channel.locked,
      create_timestamp: dated(channel.since),
      ...(kind === kinds.privateThread ? { invitable: true } : {}),
    },
    ...(channel.joined.has(world.bot.id)
      ? { member: { id, user_id: world.bot.id, join_timestamp: dated(channel.since), flags: 0 } }
      : {}),
  };
}

export function guildOnWire(world: World, guild: Guild, { withMembers }: { readonly withMembers: boolean }): Json {
  const seen = [...world.channels.values()].filter(({ guild: of }) => of === guild.id);
  const members = [...guild.members.keys()].flatMap((id) => world.users.get(id) ?? []);
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: '1',
    preferred_locale: guild.locale,
    features: [],
    emojis: [],
    stickers: [],
    roles: rolesOnWire(guild),
    premium_tier: 0,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    afk_timeout: 300,
    system_channel_flags: 0,
    premium_progress_bar_enabled: false,
    joined_at: '2026-01-01T00:00:00.000Z',
    large: false,
    unavailable: false,
    member_count: members.length,
    channels: seen.filter(({ parent }) => parent === undefined).map((each) => channelOnWire(world, each)),
    threads: seen
      .filter(({ parent, archived }) => parent !== undefined && !archived)
      .map((each) => channelOnWire(world, each)),
    members: members
      .filter((user) => withMembers || user.id === world.bot.id)
      .map((user) => memberOnWire(world, guild, user)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export const rolesOf = rolesOnWire;

export function messageOnWire(world: World, message: Message): Json {
  const author = world.users.get(message.author) ?? world.bot;
  const mentioned = [...message.content.matchAll(/<@!?([^&>]+)>/g)].flatMap(([, id = '']) => world.users.get(id) ?? []);
  const at = world.channels.get(message.channel);
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channel,
    ...(at?.guild === undefined ? {} : { guild_id: at.guild }),
    author: userOnWire(author),
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments,
    mentions: [...new Set(mentioned)].map(userOnWire),
    mention_roles: [...message.content.matchAll(/<@&(\d+)>/g)].map(([, id]) => id),
    mention_everyone: message.pings.includes('everyone'),
    pinned: false,
    tts: false,
    flags: message.flags,
    timestamp: dated(message.at),
    edited_timestamp: message.editedAt === undefined ? null : dated(message.editedAt),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.replyTo === undefined
      ? {}
      : { message_reference: { type: 0, channel_id: message.channel, message_id: message.replyTo } }),
    ...(message.thread ? { thread: channelOnWire(world, message.thread) } : {}),
    ...(message.answers
      ? { application_id: world.application, webhook_id: world.application, ...metadata(message.answers) }
      : {}),
  };
}

function metadata(from: Interaction): Json {
  const { id, type, user, message } = from;
  const owners = from.payload.authorizing_integration_owners;
  const common = { id, type, user: userOnWire(user), authorizing_integration_owners: owners };
  return { interaction_metadata: message ? { ...common, interacted_message_id: message.id } : common };
}

/** Who asks, where, in which language: the part that all interactions have in common. */
export function surroundings(world: World, user: User, channel: Channel, locale: string): Json {
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild);
  const common = {
    application_id: world.application,
    version: 1,
    channel_id: channel.id,
    channel: channelOnWire(world, channel),
    app_permissions: String(permissionsIn(world, channel, world.bot.id)),
    locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
  };
  if (!guild) {
    return { ...common, user: userOnWire(user), context: 1, authorizing_integration_owners: { '0': '0' } };
  }
  const permissions = String(permissionsIn(world, channel, user.id));
  return {
    ...common,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...memberOnWire(world, guild, user), permissions },
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
  };
}

export const loading = (message: Message): boolean => (message.flags & flags.loading) !== 0;
