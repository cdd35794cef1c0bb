import type { Gateway } from './gateway.ts';
import { intents } from './gateway-protocol.ts';
import type { Rates } from './rates.ts';
import { invalidForm, refusal } from './refusal.ts';
import type { Watch } from './watch.ts';
import { channelOnWire } from './wire.ts';
import { type Channel, type Json, kinds, type Message, type World } from './world.ts';

/** Each takes the JSON of a call and names the rules that it breaks; none is what Discord would take. */
export interface Checks {
  /** For an edit, `standing` is the message as it is: what the body does not name stays. */
  readonly message: (body: Json, standing?: Standing) => readonly string[];
  readonly modal: (modal: Json) => readonly string[];
  /** All commands that are put in one call. */
  readonly commands: (commands: readonly Json[]) => readonly string[];
  /** What is offered while somebody types. */
  readonly choices: (choices: unknown) => readonly string[];
}

export type Standing = Pick<Message, 'flags' | 'content' | 'embeds' | 'components'>;

export interface Limits {
  /** The first callback has to be there by then. */
  readonly answerWithin: number;
  readonly tokenLives: number;
  /** How long a nonce is remembered: "the past few minutes". */
  readonly nonceKept: number;
  readonly activeThreads: number;
  readonly commandCreatesADay: number;
}

/** What everything here works with. */
export interface Scene {
  readonly world: World;
  readonly now: () => number;
  readonly rates: Rates;
  readonly gateway: Pick<Gateway, 'dispatch'>;
  readonly watch: Watch;
  readonly checks: Checks;
  readonly limits: Limits;
}

export function demandForm(faults: readonly string[]): void {
  if (faults.length > 0) throw invalidForm(faults);
}

export function channelOf({ world }: Scene, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw refusal('unknownChannel');
  return channel;
}

/** Tells of the channel or thread; those in a guild only to who asked for guilds. */
export function announceChannel(scene: Scene, event: 'CREATE' | 'UPDATE', channel: Channel): void {
  const type = channel.parent === undefined ? `CHANNEL_${event}` : `THREAD_${event}`;
  const guild = scene.world.guilds.get(channel.guild ?? '');
  if (guild && !guild.members.has(scene.world.bot.id)) return;
  const wanted = channel.kind === kinds.dm ? intents.directMessages : intents.guilds;
  scene.gateway.dispatch(type, (given) =>
    given & wanted
      ? { ...channelOnWire(scene.world, channel), ...(type === 'THREAD_CREATE' ? { newly_created: true } : {}) }
      : undefined,
  );
}
