import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FakeDiscord, FakeDiscordOptions } from '../../adapters/chat/discord/fake/fake-discord.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { scriptedDesk } from './scripted-desk.ts';
import { annId } from './seat.ts';
import { chatOn, startDiscord } from './stage.ts';
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

/** After these the session is gone: what happens before there is another one, Discord brings to nobody, ever. */
const gone: readonly Cause[] = [
  { cause: 'op 9, session gone', act: ({ gateway }) => gateway.invalidate({ resumable: false }) },
  { cause: 'closed with 1000', act: ({ gateway }) => gateway.drop(1000) },
];

function print(cause: string, { gateway }: FakeDiscord, asked: number, heard: number): void {
  const { resumed, identified, replayed } = gateway.counters;
  const counts = { resumed, identified, replayed, 'lost by Discord': lost(gateway), asked, heard };
  console.log(
    `${cause}: ${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
}

const lost = ({ counters }: FakeDiscord['gateway']): number =>
  (counters.lost.INTERACTION_CREATE ?? 0) + (counters.lost.MESSAGE_CREATE ?? 0);

const refused = ({ calls }: FakeDiscord) => calls.filter(({ status }) => status >= 400);

const list = { filled: { command: 'gpu list', args: {} } };
const start = { filled: { command: 'gpu start', args: { image: 'base-image' } } };

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('what people do while the connection is away is done once, when it is back', () => {
  it.each(resumable)('$cause', async ({ cause, act, options }) => {
    const { discord, desk, chat, general } = await talk(options);
    await discord.slash('gpu list');

    act(discord);
    if (options) await discord.until(() => discord.gateway.connected === 0);
    const asked = discord.slash('gpu start', { image: 'base-image' });
    const said = await discord.say('gpu list', { mention: true });
    const during = await asked;
    await said.answer();
    discord.gateway.fallSilent(false);
    await discord.until(() => discord.gateway.counters.resumed > 0 && discord.gateway.connected === 1);
    const after = await discord.slash('gpu list');
    await chat.quiet();

    print(cause, discord, 4, desk.heard.length);
    expect([during.kind, after.kind]).toEqual(['message', 'message']);
    expect(desk.heard.map(({ body }) => body)).toEqual([list, start, { words: 'gpu list' }, list]);
    expect(discord.messages(general)).toHaveLength(2);
    expect([discord.gateway.counters.identified, lost(discord.gateway)]).toEqual([1, 0]);
    expect(refused(discord)).toEqual([]);
  });

  it('and in the channel, by name, where it comes back too late for an answer of its own', async () => {
    const { discord, desk, chat, general, clock } = await talk();

    discord.gateway.drop();
    const asked = discord.slash('gpu start', { image: 'base-image' });
    await clock.pass(4_000);
    const unanswered = await asked;
    await discord.until(() => discord.messages(general).length > 0);
    await chat.quiet();

    print('back after 4 s', discord, 1, desk.heard.length);
    expect(unanswered.kind).toBe('nothing');
    expect(desk.heard).toHaveLength(1);
    expect(discord.messages(general).map(discord.text)).toEqual(['@Ann Got it']);
  });
});

describe('what people do while there is no session is lost with Discord, and they see that nothing came', () => {
  it.each(gone)('$cause', async ({ cause, act }) => {
    const { discord, desk, chat, clock } = await talk();
    await discord.slash('gpu list');

    letDiscordJsConnectAtOnce();
    act(discord);
    const asked = discord.slash('gpu start', { image: 'base-image' });
    await discord.until(() => discord.gateway.counters.identified === 2);
    await clock.pass(3_000);
    const during = await asked;
    const after = await discord.slash('gpu list');
    await chat.quiet();

    print(cause, discord, 3, desk.heard.length);
    expect([during.kind, after.kind]).toEqual(['nothing', 'message']);
    expect(desk.heard.map(({ body }) => body)).toEqual([list, list]);
    expect(lost(discord.gateway)).toBe(1);
    expect(discord.gateway.connected).toBe(1);
  });

  it('an outage longer than the session lives', async () => {
    const { discord, desk, clock } = await talk({ resumeWithin: 60_000 });

    letDiscordJsConnectAtOnce();
    discord.gateway.drop();
    const asked = discord.slash('gpu start', { image: 'base-image' });
    await discord.until(() => discord.gateway.connected === 0);
    await clock.pass(61_000);
    const during = await asked;
    await discord.until(() => discord.gateway.counters.identified === 2);
    const after = await discord.slash('gpu list');

    print('an outage of a minute', discord, 2, desk.heard.length);
    expect(discord.gateway.counters).toMatchObject({ refusedResumes: 1, resumed: 0 });
    expect([during.kind, after.kind, lost(discord.gateway)]).toEqual(['nothing', 'message', 1]);
    expect(desk.heard.map(({ body }) => body)).toEqual([list]);
  });

  it('a bot that is not running; what is said afterwards is heard', async () => {
    const { discord, desk, chat, restart, clock } = await talk();
    await chat.close();

    const asked = discord.slash('gpu start', { image: 'base-image' });
    await clock.pass(3_000);
    const during = await asked;
    await restart();
    const after = await discord.slash('gpu list');

    print('a bot that is not running', discord, 2, desk.heard.length);
    expect([during.kind, after.kind, lost(discord.gateway)]).toEqual(['nothing', 'message', 1]);
    expect(desk.heard.map(({ body }) => body)).toEqual([list]);
  });
});

it('connects anew where Discord closes for good although nothing is wrong', async () => {
  const { discord, desk, clock } = await talk();

  discord.gateway.drop(4004);
  while (discord.gateway.connected > 0) await soon();
  while (discord.gateway.counters.identified < 2) await clock.pass(1_000);
  await discord.until(() => discord.gateway.connected === 1);
  const reply = await discord.slash('gpu list');

  expect(reply.kind).toBe('message');
  expect(desk.heard).toHaveLength(1);
});

describe('the check', () => {
  it('says that nothing is heard while the connection is away', async () => {
    const { discord, chat } = await talk();

    const well = async () => (await chat.check!(AbortSignal.timeout(1_000))).every(({ ok }) => ok);
    discord.gateway.drop();
    while (await well()) await soon();
    const { resumed } = discord.gateway.counters;
    const away = chat.connected?.();
    while (!(await well())) await soon();

    expect([resumed, discord.gateway.counters.resumed]).toEqual([0, 1]);
    expect([away, chat.connected?.()]).toEqual([false, true]);
  });

  it('names the way to a new token once Discord will not have the old one any more', async () => {
    const { discord, chat } = await talk();

    discord.revokeToken();
    await discord.until(() => discord.gateway.connected === 0);
    const [finding] = await chat.check!(AbortSignal.timeout(1_000));

    expect(finding?.ok).toBe(false);
    expect(finding?.mend?.('en')).toContain('Reset Token');
  });
});

it('has one connection after a start that failed half-way, and does what is asked once', async () => {
  const clock = virtualClock();
  const discord = await startDiscord({ now: clock.now, rates: 'none' });
  discord.person(annId, { name: 'Ann' });
  const desk = scriptedDesk();
  const catalogue = desk.catalogue;
  desk.catalogue = () => Promise.reject(new Error('the store is away'));
  const chat = await chatOn(discord, { clock, memory: mapMemory() });

  await chat.listen(desk);
  desk.catalogue = catalogue;
  while (discord.count('PUT /applications/:application/commands', 200) === 0) await clock.pass(1_000);
  await discord.until(() => discord.gateway.connected < 2);
  await discord.slash('gpu list');
  await chat.quiet();
  const { connected } = discord.gateway;
  await chat.close();

  expect(connected).toBe(1);
  expect(desk.heard).toHaveLength(1);
});

const soon = () => new Promise((resolve) => setImmediate(resolve));

/** It leaves five seconds of its own time between two sessions. */
const letDiscordJsConnectAtOnce = (): void => void vi.setSystemTime(Date.now() + 10_000);
