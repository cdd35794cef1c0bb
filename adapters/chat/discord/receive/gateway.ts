import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayIntentBits, Options, Status } from 'discord.js';
import { type Clock, Failure, type Log, phrases } from '#kit';
import { missingOf, type Permission } from '../send/access.ts';
import { Refused } from '../send/refused.ts';
import { restOptions } from '../send/rest.ts';
import { type Packets, readPackets } from './packets.ts';

/** What is known of the places the bot is in. */
export interface Access {
  application(): string;
  /** What the bot is not allowed there; undefined where nobody can tell, as in direct messages. */
  missing(channel: string): readonly Permission[] | undefined;
  /** As it is read: `#general`. */
  nameOf(channel: string): string;
  /** Whether it is a thread, and of which channel; undefined when it is not known here. */
  parentOf(channel: string): { readonly parent: string | undefined } | undefined;
  isDirect(channel: string): boolean;
  /** A role of a server where the bot is, and not a person. */
  isRole(id: string): boolean;
  /** The language of the server. */
  languageOf(guild: string): string | undefined;
}

export interface Gateway extends Access {
  readonly bot: () => string | undefined;
  /** Whether it hears now. */
  readonly connected: () => boolean;
  /** Answers once it hears, or once it is clear that it has to try again later, which it then does by itself. */
  connect(hearing: Hearing): Promise<void>;
  close(): Promise<void>;
}

export interface Hearing extends Packets {
  /** It hears for the first time, and the application is known. */
  began(): Promise<void>;
}

export interface GatewaySettings {
  readonly token: string;
  readonly api: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks Discord who the app is. */
  whoAmI(): Promise<string>;
}

const say = phrases({
  en: {
    token: 'Discord does not know this bot token',
    reset: 'In the Discord Developer Portal: your app → Bot → Reset Token, and put the new one into DISCORD_TOKEN.',
  },
  ru: {
    token: 'Discord не узнаёт этот токен бота',
    reset: 'В Discord Developer Portal: ваше приложение → Bot → Reset Token; новый токен запишите в DISCORD_TOKEN.',
  },
  ko: {
    token: 'Discord가 이 봇 토큰을 알지 못합니다',
    reset: 'Discord Developer Portal에서 앱 → Bot → Reset Token을 눌러 새 토큰을 DISCORD_TOKEN에 넣으세요.',
  },
});

/** None of them is privileged: words reach the bot where it is named and in direct messages, and that is enough. */
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

/** When Discord cannot be reached at all, it is tried again, ever more slowly. */
const firstPause = 2_000;
const longestPause = 60_000;

export function openGateway({ token, api, clock, log, whoAmI }: GatewaySettings): Gateway {
  let closed = false;
  let application = '';
  let stopTimer = () => {};
  let client: Client | undefined;
  let begun = false;

  function fresh(hearing: Hearing): Client {
    const made = new Client({
      intents,
      rest: restOptions(api),
      // Nothing is read out of old messages; channels, roles and the bot's own membership say what it is allowed.
      makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    });
    // Without somebody who listens an error of a shard would end the process.
    made.on(Events.Error, (error) => log.warn({ err: error }, 'discord connection'));
    made.on(Events.ShardError, (error) => log.warn({ err: error }, 'discord shard'));
    made.on(Events.ShardReconnecting, () => !closed && log.info({}, 'discord reconnects'));
    made.on(Events.ShardResume, (_, replayed) => log.info({ replayed }, 'discord goes on'));
    made.on(Events.ShardDisconnect, ({ code }) => {
      log.error({ code }, 'discord will not have this connection back');
      tryAgain(hearing, firstPause);
    });
    readPackets(made, hearing, log);
    return made;
  }

  async function attempt(hearing: Hearing): Promise<void> {
    await client?.destroy();
    application = await whoAmI();
    client = fresh(hearing);
    await client.login(token);
    if (begun) return;
    await hearing.began();
    begun = true;
  }

  async function connect(hearing: Hearing, pause = firstPause): Promise<void> {
    try {
      await attempt(hearing);
    } catch (error) {
      if (isBadToken(error))
        throw new Failure('denied', (l) => say(l).token, { hint: (l) => say(l).reset, cause: error });
      log.warn({ err: error, again: pause }, 'discord cannot be reached');
      tryAgain(hearing, pause);
    }
  }

  function tryAgain(hearing: Hearing, pause: number): void {
    if (closed) return;
    stopTimer();
    stopTimer = clock.after(pause, () => {
      connect(hearing, Math.min(2 * pause, longestPause)).catch((wrong: unknown) =>
        log.error({ err: wrong }, 'discord refuses the bot'),
      );
    });
  }

  const channelOf = (id: string) => client?.channels.cache.get(id);

  return {
    application: () => application,
    bot: () => client?.user?.id,
    // The client as a whole calls itself ready even when Discord has shut the door on it for good.
    connected: () => client?.isReady() === true && client.ws.shards.every(({ status }) => status === Status.Ready),
    connect: (hearing) => connect(hearing),
    missing(channel) {
      const found = channelOf(channel);
      if (!found || found.isDMBased()) return undefined;
      const { me } = found.guild.members;
      const may = me && found.permissionsFor(me);
      return may ? missingOf(may.bitfield) : undefined;
    },
    nameOf(channel) {
      const found = channelOf(channel);
      return found && 'name' in found && found.name ? `#${found.name}` : `#${channel}`;
    },
    parentOf(channel) {
      const found = channelOf(channel);
      return found && { parent: found.isThread() ? (found.parentId ?? undefined) : undefined };
    },
    isDirect: (channel) => channelOf(channel)?.isDMBased() ?? false,
    isRole: (id) => client?.guilds.cache.some(({ roles }) => roles.cache.has(id)) ?? false,
    languageOf: (guild) => client?.guilds.cache.get(guild)?.preferredLocale,
    async close() {
      closed = true;
      stopTimer();
      await client?.destroy();
    },
  };
}

const isBadToken = (error: unknown): boolean =>
  (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
  (error instanceof Refused && error.status === 401);
