import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FakeDiscord, FakeDiscordOptions } from '../../adapters/chat/discord/fake/fake-discord.ts';
import { talk } from './talk.ts';

interface Cause {
  readonly cause: string;
  readonly act: (discord: FakeDiscord) => void;
  readonly options?: FakeDiscordOptions;
}

/** After these Discord keeps what happens meanwhile, and brings it when the bot is back. */
const resumable: readonly Cause[] = [
  { cause: 'the cable is pulled', act: ({ gateway }) => gateway.drop() },
  { cause: 'closed with 4000, unknown error', act: ({ gateway }) => gateway.drop(4000) },
  { cause: 'closed with 4009, session timed out', act: ({ gateway }) => gateway.drop(4009) },
  { cause: 'op 7, please come back', act: ({ gateway }) => gateway.reconnect() },
  { cause: 'op 9, session to be taken up again', act: ({ gateway }) => gateway.invalidate({ resumable: true }) },
  {
    cause: 'heartbeats are not answered',
    act: ({ gateway }) => gateway.fallSilent(true),
    options: { heartbeatEvery: 30 },
  },
];

/** After these the session is gone: nobody keeps what happens until the bot has another one. */
const over: readonly Cause[] = [
  { cause: 'op 9, session gone', act: ({ gateway }) => gateway.invalidate({ resumable: false }) },
  { cause: 'closed with 1000', act: ({ gateway }) => gateway.drop(1000) },
  { cause: 'closed with 4007, invalid sequence', act: ({ gateway }) => gateway.drop(4007) },
];

const printed: (readonly (string | number)[])[] = [];

function print(cause: string, { gateway }: FakeDiscord, heard: number, answered: number): void {
  const { resumed, identified, replayed, lost } = gateway.counters;
  const gone = Object.values(lost).reduce((sum, count) => sum + count, 0);
  printed.push([cause, resumed, identified, replayed, gone, heard, answered]);
  console.log(
    `${cause}: resumed ${resumed}, identified ${identified}, replayed ${replayed}, lost by Discord ${gone}, heard ${heard}, answered ${answered}`,
  );
}

/** discord.js lets five seconds of its own time pass between two sessions. */
const letTimePass = () => vi.setSystemTime(Date.now() + 10_000);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('what happens while the connection is away is done once, when it is back', () => {
  it.each(resumable)('$cause', async ({ cause, act, options }) => {
    const { discord, desk, chat, general } = await talk(options);
    await discord.slash('gpu list');

    act(discord);
    if (cause.startsWith('heartbeats')) await discord.until(() => discord.gateway.connected === 0);
    const asked = discord.slash('gpu start', { image: 'base-image' });
    const said = await discord.say('gpu list', { mention: true });
    const reply = await asked;
    await said.answer();
    discord.gateway.fallSilent(false);
    await discord.until(() => discord.gateway.counters.resumed > 0 && discord.gateway.connected === 1);
    const after = await discord.slash('gpu list');
    await chat.quiet();

    print(cause, discord, desk.heard.length, 2 + discord.messages(general).length);
    expect([reply.kind, after.kind]).toEqual(['message', 'message']);
    expect(desk.heard.map(({ body }) => body)).toEqual([
      { filled: { command: 'gpu list', args: {} } },
      ...[{ filled: { command: 'gpu start', args: { image: 'base-image' } } }, { words: 'gpu list' }],
      { filled: { command: 'gpu list', args: {} } },
    ]);
    expect(discord.messages(general)).toHaveLength(2);
    expect(discord.gateway.counters).toMatchObject({ identified: 1, lost: {} });
    expect(discord.calls.filter(({ status }) => status >= 400)).toEqual([]);
  });
});
