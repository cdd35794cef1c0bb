import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Known } from '#kit';
import { asOurs, isRefused, Limited, Refused, Unanswered } from './refused.ts';

/** A message where it stands. */
export interface Spot {
  readonly channel: string;
  readonly message: string;
}

/** The calls to Discord that the bot makes, each once; what goes wrong is thrown as one of ours. */
export interface Api {
  post(channel: string, body: object): Promise<Spot>;
  edit(spot: Spot, body: object): Promise<void>;
  remove(spot: Spot): Promise<void>;
  /** The newest messages of the channel, as they come. */
  latest(channel: string): Promise<readonly unknown[]>;
  /** Answers the id of the thread. */
  beginThread(spot: Spot, name: string): Promise<string>;
  wake(thread: string): Promise<void>;
  typing(channel: string): Promise<void>;
  /** The channel of two. */
  direct(user: string): Promise<string>;
  channel(id: string): Promise<{ readonly kind: number; readonly parent: string | undefined }>;
  application(): Promise<Application>;
  /** Somebody in a server, or anywhere without one; nothing where nobody is told of. */
  user(id: string, guild: string | undefined): Promise<Known | undefined>;
  /** How many commands are registered, everywhere or in one server. */
  registered(application: string, guild: string | undefined): Promise<number>;
  register(application: string, guild: string | undefined, commands: readonly object[]): Promise<void>;
  /** The first answer to an interaction; there is one, within three seconds. */
  answer(to: Addressed, type: number, data?: object): Promise<void>;
  /** What is said afterwards, as long as the token lives. */
  change(to: Addressed, body: object): Promise<void>;
  follow(to: Addressed, body: object): Promise<void>;
  withdraw(to: Addressed): Promise<void>;
}

/** The app, as the developer portal has it. */
export interface Application {
  readonly id: string;
  readonly name: string;
  /** Where Discord brings what people do, when that is not the gateway. */
  readonly endpoint: string | undefined;
}

export interface Addressed {
  readonly application: string;
  readonly id: string;
  readonly token: string;
}

const posted = z.object({ id: z.string(), channel_id: z.string() });
const named = z.object({ id: z.string() });
const about = named.extend({ name: z.string().default(''), interactions_endpoint_url: z.string().nullish() });
const channel = z.object({ type: z.int(), parent_id: z.string().nullish() });

const user = z.object({ username: z.string(), global_name: z.string().nullish(), bot: z.boolean().optional() });
const member = z.object({ nick: z.string().nullish(), user });

const knownOf = ({ username, global_name, bot = false }: z.infer<typeof user>, nick?: string | null): Known => ({
  name: nick ?? global_name ?? username,
  bot,
});

/** A day: nobody talks for longer in the thread of one operation. */
const archiveAfter = 1_440;

const commandsOf = (application: string, guild: string | undefined) =>
  guild === undefined ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, guild);

export function createApi(rest: REST): Api {
  const call = async <T>(made: Promise<unknown>, shape: z.ZodType<T>): Promise<T> => {
    try {
      return shape.parse(await made);
    } catch (error) {
      throw error instanceof z.ZodError ? error : asOurs(error);
    }
  };
  const done = (made: Promise<unknown>): Promise<void> => call(made, z.unknown()).then(() => undefined);
  /** Lost on its way, or only the reply to it: for what is done once however often it is said. */
  const twice = (make: () => Promise<unknown>): Promise<void> =>
    done(make()).catch((error: unknown) => (error instanceof Unanswered ? done(make()) : Promise.reject(error)));
  // A token of its own is in the path: with the bot's token a 401 for it would cost the bot's.
  const open = { auth: false } as const;
  const original = ({ application, token }: Addressed) => Routes.webhookMessage(application, token, '@original');

  return {
    async post(channel, body) {
      const { id, channel_id } = await call(rest.post(Routes.channelMessages(channel), { body }), posted);
      return { channel: channel_id, message: id };
    },
    edit: ({ channel, message }, body) => done(rest.patch(Routes.channelMessage(channel, message), { body })),
    remove: ({ channel, message }) => done(rest.delete(Routes.channelMessage(channel, message))),
    latest: (channel) =>
      call(
        rest.get(Routes.channelMessages(channel), { query: new URLSearchParams({ limit: '50' }) }),
        z.array(z.unknown()),
      ),
    async beginThread({ channel, message }, name) {
      const body = { name, auto_archive_duration: archiveAfter };
      return (await call(rest.post(Routes.threads(channel, message), { body }), named)).id;
    },
    wake: (thread) => done(rest.patch(Routes.channel(thread), { body: { archived: false } })),
    typing: (channel) => done(rest.post(Routes.channelTyping(channel))),
    direct: async (user) => (await call(rest.post(Routes.userChannels(), { body: { recipient_id: user } }), named)).id,
    async channel(id) {
      const { type, parent_id } = await call(rest.get(Routes.channel(id)), channel);
      return { kind: type, parent: parent_id ?? undefined };
    },
    async application() {
      const { id, name, interactions_endpoint_url } = await call(rest.get(Routes.currentApplication()), about);
      return { id, name, endpoint: interactions_endpoint_url ?? undefined };
    },
    async user(id, guild) {
      try {
        if (guild === undefined) return knownOf(await call(rest.get(Routes.user(id)), user));
        const found = await call(rest.get(Routes.guildMember(guild, id)), member);
        return knownOf(found.user, found.nick);
      } catch (error) {
        // A chat that says nothing of somebody is no fault of whoever asks.
        if (error instanceof Refused || error instanceof Limited || error instanceof Unanswered) return undefined;
        throw error;
      }
    },
    registered: async (application, guild) =>
      (await call(rest.get(commandsOf(application, guild)), z.array(z.unknown()))).length,
    register: (application, guild, commands) => done(rest.put(commandsOf(application, guild), { body: commands })),
    async answer({ id, token }, type, data) {
      const body = { type, ...(data ? { data } : {}) };
      await twice(() => rest.post(Routes.interactionCallback(id, token), { ...open, body }));
    },
    change: (to, body) => twice(() => rest.patch(original(to), { ...open, body })),
    follow: ({ application, token }, body) => done(rest.post(Routes.webhook(application, token), { ...open, body })),
    withdraw: (to) =>
      twice(() => rest.delete(original(to), open)).catch((error: unknown) => {
        if (!isRefused(error, 'unknownMessage')) throw error;
      }),
  };
}
