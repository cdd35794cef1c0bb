import {
  type Channel,
  flags,
  type Interaction,
  type Json,
  kinds,
  type Message,
  type User,
  type World,
} from './world.ts';

const dated = (ms: number): string => new Date(ms).toISOString();

/** Our own world in Discord's shapes: users, channels, messages. */
export const userOnWire = (user: User): Json => ({
  id: user.id,
  username: user.name,
  global_name: user.bot ? null : user.name,
  discriminator: user.bot ? '0001' : '0',
  avatar: null,
  bot: user.bot,
  public_flags: 0,
});

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

export const loading = (message: Message): boolean => (message.flags & flags.loading) !== 0;
