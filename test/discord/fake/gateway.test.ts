import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand, onSlash } from './client.ts';

const { Guilds, GuildMembers, GuildMessages, MessageContent } = GatewayIntentBits;

const heardBy = (client: Client): readonly string[] => {
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ content, author }) => !author.bot && heard.push(content));
  return heard;
};

describe('the gateway', () => {
  it('knows guild, channels and members when the client is ready', async () => {
    const discord = await discordWith({ privileged: ['guildMembers'] });
    // More than 64 kB in one frame, so that all three sizes of a frame are sent.
    for (let id = 1_000; id < 1_300; id++) discord.person(String(id), { name: `person ${id}` });
    const client = await botOf(discord, [Guilds, GuildMembers]);

    const guild = client.guilds.cache.get(discord.guild.id);

    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['general']);
    expect(guild?.members.cache.get('1299')?.displayName).toBe('person 1299');
    expect(client.application.id).toBe(discord.application);
    expect(guild?.members.me?.permissions.has('CreatePublicThreads')).toBe(true);
  });

  it('sends again what was missed while the cable was out, and nothing twice', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    const heard = heardBy(client);
    discord.person('100');
    await discord.say('one', { mention: true });
    await discord.until(() => heard.length === 1);

    discord.gateway.drop();
    await discord.until(() => discord.gateway.connected === 0);
    await discord.say('two', { mention: true });
    await discord.until(() => discord.gateway.counters.resumed === 1);
    await discord.say('three', { mention: true });
    await discord.until(() => heard.length === 3);

    expect(heard.map((text) => text.replace(/^<@\d+> /, ''))).toEqual(['one', 'two', 'three']);
    expect(discord.gateway.counters).toMatchObject({ identified: 1, resumed: 1, replayed: 1 });
  });

  it('delivers a command that was given while the bot was away, in time to be answered', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    onSlash(client, (interaction) => interaction.reply('here'));
    discord.person('100');

    discord.gateway.reconnect();
    await discord.until(() => discord.gateway.connected === 0);
    const reply = await discord.slash('gpu list');

    expect(discord.text(reply.message!)).toBe('here');
    expect(discord.gateway.counters).toMatchObject({ identified: 1, resumed: 1 });
  });

  it.each([
    [true, { identified: 1, resumed: 1 }],
    [false, { identified: 2, resumed: 0 }],
  ])('calls a session invalid; resumable is %s', async (resumable, counters) => {
    const discord = await discordWith();
    const client = await botOf(discord);
    const heard = heardBy(client);
    discord.person('100');

    discord.gateway.invalidate({ resumable });
    await discord.until(() => discord.gateway.counters.identified + discord.gateway.counters.resumed === 2);
    await discord.say('hello', { mention: true });
    await discord.until(() => heard.length === 1);

    expect(discord.gateway.counters).toMatchObject(counters);
  });

  it('has forgotten a session that was away for too long, and what happened meanwhile is lost', async () => {
    let now = Date.UTC(2026, 10, 20);
    const discord = await discordWith({ now: () => now });
    const client = await botOf(discord);
    const heard = heardBy(client);
    discord.person('100');

    discord.gateway.drop();
    await discord.until(() => discord.gateway.connected === 0);
    now += 10 * 60_000;
    await discord.say('missed', { mention: true });
    await discord.until(() => discord.gateway.counters.identified === 2);
    await discord.say('heard', { mention: true });
    await discord.until(() => heard.length === 1);

    expect(heard[0]).toContain('heard');
    expect(discord.gateway.counters).toMatchObject({ refusedResumes: 1, lost: { MESSAGE_CREATE: 1 } });
  });

  it('is left by a client whose heartbeats nobody answers, and the client comes back to its session', async () => {
    const discord = await discordWith({ heartbeatEvery: 40 });
    await botOf(discord);

    discord.gateway.fallSilent(true);
    await discord.until(() => discord.gateway.connected === 0);
    discord.gateway.fallSilent(false);
    await discord.until(() => discord.gateway.counters.resumed === 1);

    expect(discord.gateway.counters.identified).toBe(1);
  });

  it('gives the words of others only to an app that may have them', async () => {
    const discord = await discordWith({ privileged: ['messageContent'] });
    const [plain, reading] = [
      await botOf(discord, [Guilds, GuildMessages]),
      await botOf(discord, [Guilds, GuildMessages, MessageContent]),
    ].map(heardBy);
    discord.person('100');

    await discord.say('gpu list');
    await discord.until(() => reading?.length === 1 && plain?.length === 1);

    expect([plain, reading]).toEqual([[''], ['gpu list']]);
  });

  it('turns away an app that asks for an intent that is not switched on', async () => {
    const discord = await discordWith();

    await expect(botOf(discord, [Guilds, MessageContent])).rejects.toThrow('disallowed intents');
  });

  it('lets nobody in with a token that was revoked', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    const old = discord.token;
    const gone = new Promise<number>((resolve) => client.on(Events.ShardDisconnect, ({ code }) => resolve(code)));

    discord.revokeToken();

    expect(await gone).toBe(4004);
    const channel = discord.channel('general').id;
    const refused = await client.rest.get(`/channels/${channel}`).catch((error) => error.status);
    expect(refused).toBe(401);
    expect(discord.token).not.toBe(old);
  });

  it.each([
    ['what is no JSON', 'hello', 4002],
    ['more than 4096 bytes', JSON.stringify({ op: 1, d: 'x'.repeat(70_000) }), 4002],
    ['anything before the client said who it is', JSON.stringify({ op: 3, d: {} }), 4003],
    ['a wrong token', JSON.stringify({ op: 2, d: { token: 'wrong', intents: 0 } }), 4004],
  ])('closes on %s', async (_, text, code) => {
    const discord = await discordWith();
    const socket = new WebSocket(discord.api.replace('http', 'ws'));

    const closed = new Promise<number>((resolve) => socket.addEventListener('close', (event) => resolve(event.code)));
    socket.addEventListener('open', () => socket.send(text));

    expect(await closed).toBe(code);
  });
});
