import { directWith } from './channel-routes.ts';
import { intents } from './gateway-protocol.ts';
import { guildOnWire, memberOnWire } from './guild-wire.ts';
import { remove } from './messages.ts';
import { type PermissionName, permissionBits, usual } from './permissions.ts';
import { announceChannel, type Scene } from './scene.ts';
import { type Channel, type Guild, kinds, type Message, type User } from './world.ts';

export interface PersonOptions {
  readonly name?: string;
  readonly locale?: string;
  readonly bot?: boolean;
  /** Names; a role that is not there is made. */
  readonly roles?: readonly string[];
  readonly may?: readonly PermissionName[];
  readonly takesMessages?: boolean;
  /** Where they are a member; the first guild, unless said otherwise. */
  readonly guild?: Guild;
}

/** Who is there, which channels there are, and who may do what in them. */
export interface Places {
  readonly guild: Guild;
  readonly guilds: readonly Guild[];
  person(id: string, options?: PersonOptions): User;
  /** The text channel of that name, made when it is not there. */
  channel(name: string, where?: Guild): Channel;
  /** Another guild, with one channel. Where the bot is not invited, people use it as an app of their own. */
  join(name: string, how?: { readonly invited: boolean }): Guild;
  /** The bot is thrown out. */
  leave(guild: Guild): void;
  direct(user: string): Channel;
  /** Takes permissions from the bot in the channel, or gives them back. */
  deny(channel: Channel, ...names: readonly PermissionName[]): void;
  allow(channel: Channel, ...names: readonly PermissionName[]): void;
  /** As time or a person does it. */
  archive(thread: Channel, how?: { readonly locked: boolean }): void;
  /** A person deletes it. */
  wipe(message: Message): void;
  remove(thread: Channel): void;
  /** All that everyone sees in it, oldest first. */
  messages(channel: Channel | string): readonly Message[];
  threads(parent?: Channel): readonly Channel[];
}

export function openPlaces(scene: Scene, first: Guild): Places {
  const { world, gateway, watch } = scene;
  const word = (channel: Channel, allow: bigint, deny: bigint) => {
    const known = channel.overwrites.find(({ id }) => id === world.bot.id);
    const overwrite = known ?? { id: world.bot.id, type: 1 as const, allow: 0n, deny: 0n };
    if (!known) channel.overwrites.push(overwrite);
    overwrite.allow = (overwrite.allow & ~deny) | allow;
    overwrite.deny = (overwrite.deny & ~allow) | deny;
    announceChannel(scene, 'UPDATE', channel);
  };
  const channelNamed = (name: string, where = first): Channel => {
    const known = [...world.channels.values()].find((each) => each.guild === where.id && each.name === name);
    if (known) return known;
    const made = world.addChannel({ kind: kinds.text, name, guild: where.id });
    announceChannel(scene, 'CREATE', made);
    return made;
  };
  return {
    guild: first,
    get guilds() {
      return [...world.guilds.values()];
    },
    person(id, { name = id, roles = [], may = [], guild = first, ...more } = {}) {
      const user = world.addUser({ id, name, ...more });
      if (may.length > 0) guild.roles.push({ id: world.id(), name: `of ${name}`, permissions: permissionBits(may) });
      const wanted = may.length > 0 ? [...roles, `of ${name}`] : roles;
      const ids = wanted.map((each) => {
        const known = guild.roles.find((role) => role.name === each);
        const role = known ?? { id: world.id(), name: each, permissions: 0n };
        if (!known) guild.roles.push(role);
        return role.id;
      });
      guild.members.set(id, ids);
      gateway.dispatch('GUILD_MEMBER_ADD', (given) =>
        given & intents.guildMembers ? { ...memberOnWire(world, guild, user), guild_id: guild.id } : undefined,
      );
      return user;
    },
    channel: channelNamed,
    join(name, { invited } = { invited: true }) {
      const guild = world.addGuild(name, permissionBits(usual), 0n);
      if (!invited) guild.members.delete(world.bot.id);
      world.addChannel({ kind: kinds.text, name: 'general', guild: guild.id });
      if (!invited) return guild;
      gateway.dispatch('GUILD_CREATE', () => guildOnWire(world, guild, { withMembers: false }));
      return guild;
    },
    leave(guild) {
      world.guilds.delete(guild.id);
      for (const { id, guild: of } of [...world.channels.values()]) if (of === guild.id) world.channels.delete(id);
      gateway.dispatch('GUILD_DELETE', () => ({ id: guild.id }));
    },
    direct: (user) => directWith(scene, user),
    deny: (channel, ...names) => word(channel, 0n, permissionBits(names)),
    allow: (channel, ...names) => word(channel, permissionBits(names), 0n),
    archive(thread, { locked } = { locked: false }) {
      thread.archived = true;
      thread.locked = locked;
      announceChannel(scene, 'UPDATE', thread);
    },
    remove(thread) {
      world.channels.delete(thread.id);
      const { id, guild, parent, kind } = thread;
      gateway.dispatch('THREAD_DELETE', () => ({ id, guild_id: guild, parent_id: parent, type: kind }));
    },
    wipe(message) {
      const channel = world.channels.get(message.channel);
      if (channel) remove(scene, channel, message);
      watch.changed();
    },
    messages(channel) {
      const found = typeof channel === 'string' ? world.channels.get(channel) : channel;
      return [...(found?.messages.values() ?? [])].filter(({ only }) => only === undefined);
    },
    threads: (parent) =>
      [...world.channels.values()].filter(
        (each) => each.parent !== undefined && (!parent || each.parent === parent.id),
      ),
  };
}
