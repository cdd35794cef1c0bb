export type Json = Readonly<Record<string, unknown>>;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** Discord's own word for it: `en-US`, `ru`, `ko`. */
  locale: string;
  /** False where the person takes no direct messages from the bot. */
  takesMessages: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly roles: Role[];
  /** User id to the ids of the roles. */
  readonly members: Map<string, readonly string[]>;
}

export interface Overwrite {
  readonly id: string;
  /** 0 is a role, 1 a member. */
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export const kinds = { text: 0, dm: 1, publicThread: 11, privateThread: 12 } as const;

export interface Channel {
  readonly id: string;
  readonly kind: number;
  name: string;
  readonly guild?: string;
  /** The channel a thread hangs in. */
  readonly parent?: string;
  readonly owner?: string;
  readonly recipient?: string;
  readonly overwrites: Overwrite[];
  readonly messages: Map<string, Message>;
  readonly joined: Set<string>;
  readonly since: number;
  archived: boolean;
  locked: boolean;
  hideAfter: number;
}

export const flags = { hasThread: 32, ephemeral: 64, loading: 128, componentsV2: 32_768 } as const;

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  /** 0 for words, 20 for the answer to a slash command, 19 for a reply, 18 for "a thread began". */
  readonly type: number;
  readonly at: number;
  content: string;
  embeds: readonly unknown[];
  components: readonly Json[];
  attachments: readonly Json[];
  flags: number;
  editedAt?: number;
  /** How often it was edited; the thinking that turns into words counts as none. */
  edits: number;
  readonly nonce?: string;
  readonly replyTo?: string;
  readonly answers?: Interaction;
  /** The only one who sees it. */
  readonly only?: string;
  /** `allowed_mentions` as it came, last edit included. */
  allowedMentions?: unknown;
  /** Users, roles and everyone who were truly called by it. */
  pings: readonly string[];
  thread?: Channel;
  deleted: boolean;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: 2 | 3 | 4 | 5;
  readonly at: number;
  readonly user: User;
  readonly channel: Channel;
  /** As it was delivered. */
  readonly payload: Json;
  /** What the pressed button stands on. */
  readonly message?: Message;
  readonly modal?: Modal;
  callback?: { readonly type: number; readonly data: Json };
  /** What `@original` means. */
  original?: Message;
  readonly followups: Message[];
}

/** A form on a person's screen. */
export interface Modal {
  readonly user: string;
  readonly title: string;
  readonly customId: string;
  readonly data: Json;
  readonly from: Interaction;
}

export interface World {
  readonly application: string;
  readonly bot: User;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** By token. */
  readonly interactions: Map<string, Interaction>;
  /** The last one of each person, until it is sent in or another takes its place. */
  readonly modals: Map<string, Modal>;
  /** `global` or a guild's id, to what is registered there. */
  readonly commands: Map<string, Json[]>;
  /** Where and when a command was made that was not there before. */
  readonly commandCreates: Map<string, readonly number[]>;
  id(): string;
  addGuild(name: string, everyoneMay: bigint, botMay: bigint): Guild;
  addChannel(channel: Partial<Channel> & Pick<Channel, 'kind' | 'name'>): Channel;
  addUser(user: Pick<User, 'id' | 'name'> & Partial<User>): User;
}

// Snowflakes count from the first second of 2015.
const epoch = 1_420_070_400_000n;

export function emptyWorld(now: () => number, botName: string): World {
  let count = 0n;
  const id = () => (((BigInt(now()) - epoch) << 22n) | (count++ & 0x3fffffn)).toString();
  const users = new Map<string, User>();
  const guilds = new Map<string, Guild>();
  const channels = new Map<string, Channel>();
  const addUser: World['addUser'] = (user) => {
    const added = { bot: false, locale: 'en-US', takesMessages: true, ...user };
    users.set(added.id, added);
    return added;
  };
  const bot = addUser({ id: id(), name: botName, bot: true });
  return {
    // Apps of the early days have a bot user with another id than their own, and mixing the two up is a real bug.
    application: id(),
    bot,
    users,
    guilds,
    channels,
    interactions: new Map(),
    modals: new Map(),
    commands: new Map(),
    commandCreates: new Map(),
    id,
    addGuild(name, everyoneMay, botMay) {
      const guild: Guild = { id: id(), name, locale: 'en-US', roles: [], members: new Map() };
      // The role of everyone has the id of the guild.
      guild.roles.push({ id: guild.id, name: '@everyone', permissions: everyoneMay });
      const own: Role = { id: id(), name: botName, permissions: botMay };
      guild.roles.push(own);
      guild.members.set(bot.id, [own.id]);
      guilds.set(guild.id, guild);
      return guild;
    },
    addChannel(channel) {
      const added: Channel = {
        id: id(),
        overwrites: [],
        messages: new Map(),
        joined: new Set(),
        since: now(),
        archived: false,
        locked: false,
        hideAfter: 4_320,
        ...channel,
      };
      channels.set(added.id, added);
      return added;
    },
    addUser,
  };
}
