import { z } from 'zod';
import { guildsOfBot } from './guild-wire.ts';
import { jsonOf } from './json.ts';
import { userOnWire } from './wire.ts';
import type { Json, World } from './world.ts';

/** Gateway intents (developers/events/gateway); the privileged ones have to be switched on for the app. */
export const intents = {
  guilds: 1,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

export const privileged = intents.guildMembers | intents.guildPresences | intents.messageContent;
export const ops = {
  event: 0,
  beat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalid: 9,
  hello: 10,
  heard: 11,
} as const;
/** Close codes. */
export const codes = {
  decode: 4002,
  notYet: 4003,
  badToken: 4004,
  twice: 4005,
  badSequence: 4007,
  disallowed: 4014,
} as const;

const packet = z.object({ op: z.int(), d: z.unknown() });
export const identifying = z.object({ token: z.string(), intents: z.int() });
export const resuming = z.object({ token: z.string(), session_id: z.string(), seq: z.int().nullable() });

export const packetOf = (text: string) => packet.safeParse(jsonOf(text));

/** The first event of a session. */
export const ready = (world: World, session: string, url: string): Json => ({
  v: 10,
  user: userOnWire(world.bot),
  guilds: guildsOfBot(world).map(({ id }) => ({ id, unavailable: true })),
  session_id: session,
  resume_gateway_url: url,
  application: { id: world.application, flags: 0 },
  session_type: 'normal',
  private_channels: [],
});
