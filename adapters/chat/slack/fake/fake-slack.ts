import { type Clock, realClock } from '#kit';
import { type Call, createApi } from './api.ts';
import { createDelivery, type Delivered, type Envelope } from './delivery.ts';
import { type Fault, faultBook } from './faults.ts';
import { httpCarrier, type Signing, verifyUrl } from './http-delivery.ts';
import { type Limits, slackLimits } from './limits.ts';
import { told } from './messages.ts';
import type { Ephemeral, Fields, Message, ViewShape } from './model.ts';
import { event } from './payloads.ts';
import { type Person, personIn } from './person.ts';
import { createMeter, type RateTable, slackRates } from './rates.ts';
import { reading } from './reading.ts';
import { listen } from './server.ts';
import { createSocketMode, type Sockets } from './socket-mode.ts';
import { wire } from './views.ts';
import * as workspace from './world.ts';

export type { Call } from './api.ts';
export type { Delivered, Envelope } from './delivery.ts';
export type { Fault } from './faults.ts';
export { headers, signature } from './http-delivery.ts';
export type { Person } from './person.ts';
export { type RateTable, slackRates } from './rates.ts';
export { everyScope, ids } from './world.ts';

export interface FakeSlackOptions {
  readonly clock?: Clock;
  /** What the bot's token may do; everything Slack's methods here could need when not said. */
  readonly scopes?: readonly string[];
  /** 'off' lets everything through; a table replaces Slack's own for the methods it names. */
  readonly rates?: 'off' | RateTable;
  readonly limits?: Limits;
  /** Time in the signature. The app compares it with its own clock, which is seldom the virtual one. */
  readonly signedAt?: () => number;
}

/** A small Slack that runs here: for the real libraries, and for tests that act as its people. */
export interface FakeSlack {
  readonly url: string;
  /** What WebClient takes as `slackApiUrl`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly sockets: Sockets;
  readonly calls: readonly Call[];
  /** Calls that were answered with 429. */
  readonly limited: readonly Call[];
  /** Something is on its way between Slack and the app, so virtual time should stand still. */
  readonly busy: boolean;
  person(id: string, traits?: workspace.Traits): Person;
  channel(id: string, traits?: workspace.ChannelTraits): string;
  group(id: string, users: readonly string[]): void;
  /** The channel of the direct messages with this person. */
  direct(user: string): string;
  scopes(scopes: readonly string[]): void;
  fault(fault: Fault): () => void;
  /** Calls of this method wait until the answer is called. */
  hold(method: string): () => void;
  /** From here on through signed requests instead of Socket Mode. */
  sendTo(requestUrl: string, how?: { readonly unproved: true }): Promise<void>;
  deliver(envelope: Envelope): Promise<Delivered>;
  redeliver(before: Delivered, reason?: string): Promise<Delivered>;
  /** All of a channel, threads included, the oldest first. */
  messages(channel: string): readonly Message[];
  message(ts: string): Message | undefined;
  /** What stood in a message before, the oldest first. */
  before(ts: string): readonly Message[];
  readonly ephemerals: readonly Ephemeral[];
  /** Forms open before a person, the topmost last. */
  views(user: string): readonly ViewShape[];
  home(user: string): ViewShape | undefined;
  /** What a person reads of it, without markup. */
  text(of: Message | Fields): string;
  close(): Promise<void>;
}

export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const clock = options.clock ?? realClock;
  const world = workspace.createWorld(clock, options.limits ?? slackLimits, options.scopes ?? workspace.everyScope);
  const tokens = { bot: 'xoxb-test-bot', app: 'xapp-test-app' };
  const signing: Signing = { secret: 'signing-secret-of-the-test', now: options.signedAt ?? Date.now };
  const faults = faultBook();
  const sockets = createSocketMode(world);
  const delivery = createDelivery(world, sockets.carry);
  const table = options.rates === 'off' ? {} : { ...slackRates, ...options.rates };
  const api = createApi(world, tokens, faults, createMeter(table, clock.now), sockets.ticket);
  world.tell = (happened) => {
    if (world.scopes.includes('im:history')) void delivery.deliver(event(world, happened));
  };

  const server = await listen(world, api, sockets);

  const posted = (ts: string) => [...world.channels.values()].map((one) => one.posted.get(ts)).find(Boolean);

  return {
    url: world.base,
    apiUrl: `${world.base}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret: signing.secret,
    sockets,
    calls: api.calls,
    get limited() {
      return api.calls.filter(({ answer }) => answer === 'ratelimited' || answer === '429');
    },
    get busy() {
      return api.busy + delivery.busy - sockets.stuck + server.busy > 0;
    },
    person(id, traits = {}) {
      workspace.addMember(world, id, traits);
      return personIn(world, id, delivery.deliver);
    },
    channel: (id, traits = {}) => workspace.addChannel(world, id, traits).id,
    group: (id, users) => void world.groups.set(id, users),
    direct: (user) => workspace.directWith(world, user).id,
    scopes(scopes) {
      world.scopes = scopes;
    },
    fault: faults.add,
    hold(method) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const forget = faults.add({ method, what: { until: promise } });
      return () => {
        forget();
        resolve();
      };
    },
    async sendTo(requestUrl, how) {
      if (!how?.unproved) await verifyUrl(requestUrl, workspace.ids.verification, signing);
      delivery.carryBy(httpCarrier(world, requestUrl, signing));
    },
    deliver: delivery.deliver,
    redeliver: delivery.redeliver,
    messages: (channel) => {
      const found = world.channels.get(channel);
      return found ? told(found) : [];
    },
    message: (ts) => posted(ts)?.message,
    before: (ts) => posted(ts)?.before ?? [],
    ephemerals: world.ephemerals,
    views: (user) => (world.modals.get(user) ?? []).map(wire),
    home: (user) => world.homes.get(user)?.view,
    text: (of) => reading(world, { ...of }),
    async close() {
      delivery.close();
      sockets.close();
      await server.close();
    },
  };
}
