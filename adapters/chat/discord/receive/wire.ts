import { z } from 'zod';
import { readOptions, type Said } from '../commands/said.ts';
import { readForm } from '../draw/read-form.ts';

/** Something that a person did, as it came over the wire; what we do not use is not even looked at. */
export interface Interaction extends Surroundings {
  readonly application: string;
  readonly token: string;
  readonly did: Did;
  /** What was pressed on, or what the form was opened from. */
  readonly on?: { readonly message: string; readonly onlyTheirs: boolean };
}

export type Did =
  | { readonly kind: 'command'; readonly said: Said }
  | { readonly kind: 'typing'; readonly said: Said }
  | { readonly kind: 'press'; readonly button: string }
  | { readonly kind: 'submit'; readonly form: string; readonly args: Readonly<Record<string, string>> };

export interface Surroundings {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly guild?: string;
  /** Of the person, in that server. */
  readonly roles?: readonly string[];
  readonly channel: string;
  readonly thread?: string;
  /** Discord's own word for it: `ko`, `en-US`. */
  readonly locale?: string;
  /** What the bot may do there, as Discord counts it. */
  readonly allowed?: string;
}

export interface Words extends Surroundings {
  readonly content: string;
  /** The channel of a message says nothing of itself. */
  readonly place: 'unknown' | 'direct';
}

export const threadKinds: readonly number[] = [10, 11, 12];

const types = { ping: 1, command: 2, component: 3, typing: 4, submit: 5 } as const;
const slash = 1;
const ephemeral = 64;

const user = z.object({
  id: z.string(),
  username: z.string().nullish(),
  global_name: z.string().nullish(),
  bot: z.boolean().nullish(),
});

const roles = z.array(z.string()).nullish().catch(undefined);

const channel = z.object({ id: z.string(), type: z.int(), parent_id: z.string().nullish() });

const interaction = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  type: z.int(),
  guild_id: z.string().nullish(),
  channel_id: z.string().nullish(),
  channel: channel.nullish().catch(undefined),
  member: z.object({ user, roles }).nullish(),
  user: user.nullish(),
  locale: z.string().nullish().catch(undefined),
  app_permissions: z.string().regex(/^\d+$/).nullish().catch(undefined),
  message: z.object({ id: z.string(), flags: z.int().nullish() }).nullish().catch(undefined),
  data: z
    .object({
      type: z.int().nullish(),
      name: z.string().nullish(),
      options: z.unknown().optional(),
      custom_id: z.string().nullish(),
      values: z.array(z.string()).nullish().catch(undefined),
      components: z.unknown().optional(),
    })
    .nullish(),
});

/** Undefined for what no person could have done with this bot; `strange` when only its answer's address can be read. */
export function readInteraction(payload: unknown): Interaction | { readonly strange: Answerable } | undefined {
  const read = interaction.safeParse(payload);
  const who = read.data?.member?.user ?? read.data?.user;
  const did = read.success ? didOf(read.data) : undefined;
  const at = read.data?.channel_id ?? read.data?.channel?.id;
  if (!read.success || !who || !did || !at) {
    const answerable = z.object({ id: z.string(), token: z.string(), type: z.int() }).safeParse(payload);
    return answerable.success ? { strange: answerable.data } : undefined;
  }
  if (who.bot) return undefined;
  const { data } = read;
  const inThread = data.channel?.parent_id && threadKinds.includes(data.channel.type);
  return {
    ...{ id: data.id, application: data.application_id, token: data.token, did, user: who.id, name: nameOf(who) },
    ...(inThread ? { channel: data.channel?.parent_id ?? at, thread: at } : { channel: at }),
    ...(data.guild_id ? { guild: data.guild_id } : {}),
    ...(data.member?.roles ? { roles: data.member.roles } : {}),
    ...(data.locale ? { locale: data.locale } : {}),
    ...(data.app_permissions ? { allowed: data.app_permissions } : {}),
    ...(data.message
      ? { on: { message: data.message.id, onlyTheirs: ((data.message.flags ?? 0) & ephemeral) !== 0 } }
      : {}),
  };
}

export interface Answerable {
  readonly id: string;
  readonly token: string;
  readonly type: number;
}

export const isPing = (payload: unknown): boolean =>
  z.object({ type: z.literal(types.ping) }).safeParse(payload).success;

function didOf({ type, data }: z.output<typeof interaction>): Did | undefined {
  if ((type === types.command || type === types.typing) && data?.name && (data.type ?? slash) === slash) {
    return { kind: type === types.typing ? 'typing' : 'command', said: readOptions(data.name, data.options) };
  }
  if (!data?.custom_id) return undefined;
  // What is chosen in a select is as good as a button.
  if (type === types.component) return { kind: 'press', button: data.values?.[0] ?? data.custom_id };
  if (type === types.submit) return { kind: 'submit', form: data.custom_id, args: readForm(data.components) };
  return undefined;
}

const message = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  author: user,
  member: z.object({ roles }).nullish().catch(undefined),
  webhook_id: z.string().nullish(),
  type: z.int().nullish(),
  content: z.string().nullish(),
});

const ordinary = 0;
const reply = 19;

/** Words that a person said to the bot, in a direct message or behind its name; or why they are none. */
export function readWords(payload: unknown, bot: string): Words | { readonly ignored: string } {
  const { data } = message.safeParse(payload);
  if (!data) return { ignored: 'unreadable' };
  if (data.author.bot || data.webhook_id || data.author.id === bot) return { ignored: 'not of a person' };
  if (![ordinary, reply].includes(data.type ?? ordinary)) return { ignored: 'no words' };
  const called = new RegExp(`<@!?${bot}>`, 'g');
  const content = data.content ?? '';
  if (data.guild_id && !called.test(content)) return { ignored: 'not to the bot' };
  return {
    ...{ id: data.id, user: data.author.id, name: nameOf(data.author), channel: data.channel_id },
    content: content.replace(called, ' ').trim(),
    place: data.guild_id ? 'unknown' : 'direct',
    ...(data.guild_id ? { guild: data.guild_id } : {}),
    ...(data.member?.roles ? { roles: data.member.roles } : {}),
  };
}

const nameOf = ({ global_name, username, id }: z.output<typeof user>): string => global_name || username || id;
