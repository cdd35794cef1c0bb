import type { KeyObject } from 'node:crypto';
import { REST } from 'discord.js';
import {
  type Chat,
  type Clock,
  type Desk,
  type Log,
  type Memory,
  openInbox,
  type Phrase,
  realClock,
  type Secret,
} from '#kit';
import { checkDiscord } from './check.ts';
import { astray, checkPortal } from './check-portal.ts';
import { type Endpoint, openEndpoint } from './receive/endpoint.ts';
import { openGateway } from './receive/gateway.ts';
import { createHearing, type Hearing } from './receive/hearing.ts';
import { chatName } from './receive/people.ts';
import { registerCommands } from './receive/register.ts';
import { createVoice } from './receive/voice.ts';
import { type Application, createApi } from './send/api.ts';
import { createDrawing } from './send/drawn.ts';
import { createMessages } from './send/messages.ts';
import { discordPace } from './send/pace.ts';
import { remembering } from './send/remember.ts';
import { restOptions } from './send/rest.ts';
import { createSpeak } from './send/speak.ts';

export interface DiscordConfig {
  readonly DISCORD_TOKEN: Secret;
  readonly DISCORD_GUILD?: string | undefined;
  readonly DISCORD_PUBLIC_KEY?: KeyObject | undefined;
  readonly DISCORD_PORT?: number | undefined;
  readonly DISCORD_API_URL?: string | undefined;
}

interface Settings {
  readonly clock?: Clock;
  /** Throws where a message would be over Discord's limits, as tests want it, instead of saying less. */
  readonly strict?: boolean;
}

export interface DiscordChat extends Chat {
  /** Where Discord's interactions arrive, when they come over HTTP. */
  endpoint(): number | undefined;
  /** Resolves when everything that was heard so far has been dealt with. */
  quiet(): Promise<void>;
  /** Stops as a killed process does: what was heard is not finished, and nothing is said any more. */
  abandon(): Promise<void>;
}

/** Less than the process as a whole has to come to its end. */
const closeWithin = 8_000;

/** Discord as a chat: slash commands, forms, buttons and words in; cards that change, threads and pings out. */
export async function openDiscord(
  config: DiscordConfig,
  memory: Memory,
  log: Log,
  { clock = realClock, strict = false }: Settings = {},
): Promise<DiscordChat> {
  const now = clock.now;
  const closing = new AbortController();
  const base = config.DISCORD_API_URL;
  const token = config.DISCORD_TOKEN.reveal();
  // Its own, since the client forgets the token whenever it gives up connecting.
  const api = createApi(new REST(restOptions(base)).setToken(token));
  const remembered = remembering(memory, now, log);
  const pace = discordPace(clock);
  let app: Application | undefined;
  const whoAmI = async () => {
    app = await api.application();
    return app.id;
  };
  const gateway = openGateway({ token, api: base, clock, log, whoAmI });
  const drawing = createDrawing({ remembered, log, strict, isRole: gateway.isRole });
  const speak = createSpeak(api, pace, clock);
  const messages = createMessages({ api, speak, drawing, remembered, access: gateway, clock, log });
  const voice = createVoice({ api, messages, drawing, remembered, access: gateway, pace, now, signal: closing.signal });
  let endpoint: Endpoint | undefined;
  let hearing: Hearing | undefined;
  let unregistered: Phrase | undefined;
  const end = () => closing.abort(new Error('the process ends'));

  async function listen(desk: Desk): Promise<void> {
    const inbox = openInbox(memory, { now, log });
    const parts = { desk, inbox, access: gateway, voice, api, drawing, remembered, clock, log, signal: closing.signal };
    const hears = createHearing(parts);
    hearing = hears;
    const unfinished = await hears.unfinished();
    const heard = (took: Promise<void>) =>
      void took.catch((error: unknown) => log.error({ err: error }, 'an event was not taken in'));
    await gateway.connect({
      interaction: (payload) => heard(hears.interaction(payload)),
      message: (payload) => heard(hears.message(payload)),
      async began() {
        const { DISCORD_GUILD: guild } = config;
        const application = gateway.application();
        unregistered = await registerCommands(desk, { api, remembered, application, guild, log });
        hears.takeUp(unfinished);
      },
    });
    const { DISCORD_PUBLIC_KEY: key, DISCORD_PORT: port } = config;
    if (key && port !== undefined) {
      endpoint = await openEndpoint({ port, key, now, log, take: (payload) => hears.interaction(payload) });
    }
  }

  return {
    name: chatName,
    pace,
    listen,
    post: (where, view, key) => messages.post(where, view, key),
    edit: (_where, ref, view) => messages.edit(ref, view),
    ask: ({ channel, thread }, who, form) => voice.door(thread ?? channel, who, form, `asked ${who.id} ${now()}`),
    check: async () => {
      const { DISCORD_GUILD: guild, DISCORD_PUBLIC_KEY: key } = config;
      const overHttp = key !== undefined;
      if (!hearing) return checkPortal({ api, guild, overHttp });
      const live = await checkDiscord({ access: gateway, remembered, unregistered });
      return [...live, ...astray(app?.endpoint, overHttp)];
    },
    async who(account) {
      const [, place, user] = /^discord:(\d+):(\d+)$/.exec(account) ?? [];
      if (place === undefined || user === undefined) return undefined;
      return api.user(user, place === (app?.id ?? gateway.application()) ? undefined : place);
    },
    connected: gateway.connected,
    endpoint: () => endpoint?.port,
    quiet: async () => hearing?.quiet(),
    async close() {
      hearing?.rest();
      await endpoint?.close();
      const late = clock.after(closeWithin, end);
      await hearing?.quiet();
      late();
      end();
      await gateway.close();
    },
    async abandon() {
      end();
      hearing?.rest();
      await endpoint?.close();
      await gateway.close();
    },
  };
}
