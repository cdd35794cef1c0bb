import { permissionsIn } from './permissions.ts';
import { channelOnWire, userOnWire } from './wire.ts';
import type { Channel, Guild, Json, User, World } from './world.ts';

/** Those that the bot was invited to; where people brought it along themselves, it is no member. */
export const guildsOfBot = (world: World): readonly Guild[] =>
  [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id));

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

export const rolesOnWire = (guild: Guild): readonly Json[] =>
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
    authorizing_integration_owners: guild.members.has(world.bot.id) ? { '0': guild.id } : { '1': user.id },
  };
}
