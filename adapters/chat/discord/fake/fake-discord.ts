import { createServer, type Server } from 'node:http';
import { commandSetFaults, suggestionFaults } from '../limits/command.ts';
import { messageFaults } from '../limits/message.ts';
import { modalFaults } from '../limits/modal.ts';
import { type Acts, openActs } from './acts.ts';
import { appRoutes } from './app-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './commands.ts';
import { openDelivery } from './delivery.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { type Faults, openFaults } from './faults.ts';
import { type Gateway, openGateway } from './gateway.ts';
import { intents } from './gateway-protocol.ts';
import { interactionRoutes } from './interactions.ts';
import { messageRoutes } from './message-routes.ts';
import { announce } from './messages.ts';
import { permissionBits, usual } from './permissions.ts';
import { openPlaces, type Places } from './places.ts';
import { openRates, type Rate, type RateName, type Rates } from './rates.ts';
import { drawnText, rawText } from './reading.ts';
import { type Call, openRest } from './rest.ts';
import type { Checks, Limits, Scene } from './scene.ts';
import { openWatch, type Watch } from './watch.ts';
import { acceptWebsocket } from './websocket.ts';
import { emptyWorld, type Interaction, type Json, type Message, type Modal } from './world.ts';

export interface FakeDiscordOptions {
  /** Whose time it is: expiry, rate limits and ids go by it. */
  readonly now?: () => number;
  readonly token?: string;
  /** Other limits than the usual; `none` where time stands still, since discord.js waits them out in real time. */
  readonly rates?: Partial<Record<RateName, Rate>> | 'none';
  readonly checks?: Partial<Checks>;
  readonly limits?: Partial<Limits>;
  /** Privileged intents that are switched on for the app; none as the portal leaves it. */
  readonly privileged?: readonly ('messageContent' | 'guildMembers' | 'guildPresences')[];
  /** What every interaction carries that nobody has heard of. */
  readonly extra?: Json;
  readonly heartbeatEvery?: number;
  readonly resumeWithin?: number;
}

export interface FakeDiscord extends Acts, Places, Pick<Faults, 'fault' | 'hold'>, Pick<Watch, 'until'> {
  /** For `new Client({ rest: { api } })`. */
  readonly api: string;
  readonly token: string;
  readonly application: string;
  readonly bot: string;
  readonly gateway: Omit<Gateway, 'accept'>;
  readonly endpoint: Endpoint;
  readonly rates: Pick<Rates, 'counters' | 'set'>;
  /** Every REST call, in order. */
  readonly calls: readonly Call[];
  /** How many calls of a route there were, all of them or those that ended so. */
  count(route: string, status?: number): number;
  /** What the bot said to an interaction: the answer and all that followed. */
  replies(interaction: Interaction): readonly Message[];
  /** The form on the person's screen. */
  modal(user: string): Modal | undefined;
  /** What a person reads: marks drawn, mentions as names. */
  text(message: Message): string;
  /** The same, as it was sent. */
  raw(message: Message): string;
  /** The very event once more. */
  redeliver(event: Interaction | Message): void;
  /** The token no longer holds, on REST and on the gateway; the new one does. */
  revokeToken(next?: string): void;
  close(): Promise<void>;
}

/** The same tables that the sender goes by, so that what it lets through is what is taken here. */
const realChecks: Checks = {
  message: messageFaults,
  modal: modalFaults,
  commands: commandSetFaults,
  choices: suggestionFaults,
};

const usualLimits: Limits = {
  answerWithin: 3_000,
  tokenLives: 15 * 60_000,
  nonceKept: 3 * 60_000,
  activeThreads: 1_000,
  commandCreatesADay: 200,
};

/** A small honest Discord on 127.0.0.1: the real discord.js does not notice the difference. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const now = options.now ?? Date.now;
  let token = options.token ?? 'fake-discord-bot-token';
  let address = '';
  const world = emptyWorld(now, 'hoist');
  const watch = openWatch();
  const rates = openRates(now, options.rates ?? {});
  const endpoint = openEndpoint(now, world.application, world.id);
  const gateway = openGateway(world, {
    ...{ token: () => token, url: () => `ws://${address}/gateway`, now, changed: watch.changed },
    heartbeatEvery: options.heartbeatEvery ?? 41_250,
    resumeWithin: options.resumeWithin ?? 3 * 60_000,
    allowedIntents: (options.privileged ?? []).reduce((sum, name) => sum | intents[name], 0),
  });
  const checks: Checks = { ...realChecks, ...options.checks };
  const limits = { ...usualLimits, ...options.limits };
  const scene: Scene = { world, now, rates, gateway, watch, checks, limits };
  const routes = [
    ...appRoutes(scene, () => `ws://${address}/gateway`, endpoint),
    ...channelRoutes(scene),
    ...messageRoutes(scene),
    ...interactionRoutes(scene),
    ...commandRoutes(scene),
  ];
  const faults = openFaults((on) => routes.some((route) => route.on === on), watch.changed, watch.until);
  const rest = openRest(routes, { token: () => token, now, rates, faults, changed: watch.changed });
  const delivery = openDelivery(scene, endpoint, options.extra ?? {});

  const guild = world.addGuild('Workshop', permissionBits(usual), 0n);
  const places = openPlaces(scene, guild);
  places.channel('general');

  const server = createServer((request, response) => {
    // Only a caller that has gone away makes this fail.
    rest.handle(request, response).catch(() => request.socket.destroy());
  });
  server.on('upgrade', (request, stream, head) => acceptWebsocket(request, stream, head, gateway.accept));
  address = await listening(server);

  return {
    ...openActs(scene, delivery.send),
    ...places,
    ...{ fault: faults.fault, hold: faults.hold, until: watch.until, gateway, endpoint, rates },
    api: `http://${address}/api`,
    get token() {
      return token;
    },
    application: world.application,
    bot: world.bot.id,
    calls: rest.calls,
    count: (route, status) =>
      rest.calls.filter((call) => call.route === route && (status === undefined || call.status === status)).length,
    replies: ({ original, followups }) => [...(original ? [original] : []), ...followups],
    modal: (user) => world.modals.get(user),
    text: (message) => drawnText(world, rawText(message)),
    raw: rawText,
    redeliver(event) {
      if ('token' in event) return delivery.again(event);
      const channel = world.channels.get(event.channel);
      if (channel) announce(scene, 'MESSAGE_CREATE', channel, event);
    },
    revokeToken(next = `${token}-next`) {
      token = next;
      gateway.drop(4004);
    },
    async close() {
      watch.close();
      gateway.drop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('a server on a port has an address with a port');
  return `127.0.0.1:${at.port}`;
}
