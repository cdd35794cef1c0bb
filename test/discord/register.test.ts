import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { secretOf } from '../../src/secret.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { scriptedDesk } from './scripted-desk.ts';
import { chatOn, startDiscord } from './stage.ts';
import { talk } from './talk.ts';

const everywhere = 'PUT /applications/:application/commands';
const inGuild = 'PUT /applications/:application/guilds/:guild/commands';

describe('slash commands', () => {
  it('are registered once, and again only when they have changed', async () => {
    const { discord, desk, restart } = await talk();
    await restart();
    const unchanged = discord.count(everywhere);
    const more = { name: 'gpu stop', about: () => 'Stop a machine', fields: () => [] };
    const before = await desk.catalogue();
    desk.catalogue = async () => [...before, more];

    await restart();

    expect([unchanged, discord.count(everywhere)]).toEqual([1, 2]);
  });

  it('move to the one server that is named, and are offered nowhere twice', async () => {
    const memory = mapMemory();
    const { discord } = await talk({}, { memory });
    const guilded = await chatOn(discord, { memory, config: { DISCORD_GUILD: discord.guild.id } });

    await guilded.listen(scriptedDesk());

    expect(discord.count(inGuild, 200)).toBe(1);
    expect(discord.calls.filter(({ route }) => route === everywhere).at(-1)?.body).toEqual({});
    await expect(discord.slash('gpu list')).resolves.toMatchObject({ kind: 'message' });
    await guilded.close();
  });

  it('that Discord refuses are a finding with the way to mend it, and words still work', async () => {
    const { discord, chat, desk } = await talk({}, { config: { DISCORD_GUILD: '999999999999999999' } });

    const findings = await chat.check!(AbortSignal.timeout(1_000));
    await (await discord.say('gpu list', { mention: true })).answer();

    const wrong = findings.find(({ ok }) => !ok);
    expect(wrong?.what('en')).toContain('the bot is not in the server 999999999999999999');
    expect(wrong?.mend?.('en')).toContain(`client_id=${discord.application}&permissions=`);
    expect(desk.heard).toHaveLength(1);
  });
});

describe('a check', () => {
  it('names the channels it is used in, what is missing there, and how to mend it', async () => {
    const { discord, chat, general } = await talk();
    discord.deny(general, 'EmbedLinks');
    await discord.slash('gpu list');
    const well = await chat.check!(AbortSignal.timeout(1_000));
    discord.deny(general, 'SendMessagesInThreads', 'CreatePublicThreads');
    // What was changed arrives over the gateway, before what is said next.
    await discord.slash('gpu list');

    const ill = await chat.check!(AbortSignal.timeout(1_000));

    expect(well.map(({ ok, what }) => [ok, what('en')])).toEqual([
      [true, 'Discord: connected, with no privileged intent'],
      [true, 'Slash commands: registered'],
      [true, '#general: everything that is needed is allowed'],
    ]);
    const [wrong] = ill.filter(({ ok }) => !ok);
    expect(wrong?.what('en')).toBe('#general: missing Create Public Threads, Send Messages in Threads');
    expect(wrong?.mend?.('ko')).toContain('https://discord.com/oauth2/authorize?client_id=');
  });

  it('says so when the token was revoked, and how to get another', async () => {
    const { discord, chat } = await talk();

    discord.revokeToken();
    let [first] = await chat.check!(AbortSignal.timeout(1_000));
    while (first?.ok) {
      await new Promise((resolve) => setImmediate(resolve));
      [first] = await chat.check!(AbortSignal.timeout(1_000));
    }

    expect(first?.what('en')).toContain('not connected');
    expect(first?.mend?.('en')).toContain('Reset Token');
  });

  it('says nothing of direct messages: there is nothing to allow', async () => {
    const { discord, chat } = await talk();
    await (await discord.say('gpu list', { direct: true })).answer();

    const findings = await chat.check!(AbortSignal.timeout(1_000));

    expect(findings.map(({ ok }) => ok)).toEqual([true, true]);
  });
});

describe('a start', () => {
  it('with a token that Discord does not know ends, with the way to a new one', async () => {
    const discord = await startDiscord();
    const chat = await chatOn(discord, { config: { DISCORD_TOKEN: secretOf('a-wrong-token') } });

    const failure = await chat.listen(scriptedDesk()).catch((error: unknown) => error);
    await chat.close();

    expect(failure).toMatchObject({ name: 'Failure', code: 'denied' });
    expect(inspect(failure, { depth: 9 })).not.toContain('a-wrong-token');
  });

  it('for which Discord cannot be reached is tried again until it can', async () => {
    const clock = virtualClock();
    const discord = await startDiscord({ now: clock.now, rates: 'none' });
    discord.fault('GET /applications/@me', { lose: 'request' }, 2);
    const chat = await chatOn(discord, { clock });

    await chat.listen(scriptedDesk());
    const apart = await chat.check!(AbortSignal.timeout(1_000));
    while (discord.count(everywhere) === 0) await clock.pass(1_000);
    const there = await chat.check!(AbortSignal.timeout(1_000));
    await chat.close();

    expect(apart.map(({ ok }) => ok)).toEqual([false]);
    expect(there[0]?.ok).toBe(true);
  });
});
