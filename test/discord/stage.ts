import { onTestFinished } from 'vitest';
import { type DiscordChat, type DiscordConfig, openDiscord } from '../../adapters/chat/discord/chat.ts';
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  startFakeDiscord,
} from '../../adapters/chat/discord/fake/fake-discord.ts';
import type { Clock, Log, Memory } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { secretOf } from '../../src/secret.ts';
import { mapMemory } from '../contract/map-memory.ts';

export interface Opened {
  readonly memory?: Memory;
  readonly clock?: Clock;
  readonly config?: Partial<DiscordConfig>;
  readonly log?: Log;
}

/** A small Discord that is closed when the test is over. */
export async function startDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const discord = await startFakeDiscord(options);
  onTestFinished(() => discord.close());
  return discord;
}

/** The chat as the bot opens it, over the real discord.js, before it listens. */
export async function chatOn(
  discord: FakeDiscord,
  { memory = mapMemory(), clock, config = {}, log = silent }: Opened = {},
): Promise<DiscordChat> {
  const token = { DISCORD_TOKEN: secretOf(discord.token), DISCORD_API_URL: discord.api };
  const settings = { strict: true, ...(clock ? { clock } : {}) };
  return openDiscord({ ...token, ...config }, memory, log, settings);
}
