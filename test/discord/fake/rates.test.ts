import { describe, expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand, onSlash } from './client.ts';

const on = 'POST /channels/:channel/messages';

describe('rate limits', () => {
  it('are in the headers, so that discord.js waits and never runs into a 429', async () => {
    const discord = await discordWith({ rates: { 'message.create': { limit: 2, per: 100 } } });
    const client = await botOf(discord);
    const { id } = discord.channel('general');

    await Promise.all(
      ['1', '2', '3', '4', '5'].map((content) => client.rest.post(`/channels/${id}/messages`, { body: { content } })),
    );

    expect(discord.messages(id).map(discord.text)).toEqual(['1', '2', '3', '4', '5']);
    expect(discord.count(on, 429)).toBe(0);
  });

  it('are counted by the given time and by channel, and a refusal says how long to wait', async () => {
    let now = Date.UTC(2026, 10, 20);
    const discord = await discordWith({ now: () => now, rates: { 'message.create': { limit: 1, per: 5_000 } } });
    const post = (channel: string) =>
      fetch(`${discord.api}/v10/channels/${channel}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'hello' }),
      });
    const [one, other] = [discord.channel('general').id, discord.channel('other').id];

    const taken = [await post(one), await post(other)];
    now += 1_500;
    const refused = await post(one);
    now += 3_500;
    const later = await post(one);

    expect(taken.map(({ status }) => status)).toEqual([200, 200]);
    expect(taken[0]?.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('retry-after')).toBe('3.5');
    expect(await refused.json()).toMatchObject({ retry_after: 3.5, global: false });
    expect(later.status).toBe(200);
    expect(discord.rates.counters).toEqual({ limited: { 'message.create': 1 }, invalid: 1 });
  });

  it('hold for the bot as a whole, but not for answers to interactions', async () => {
    const discord = await discordWith({
      rates: { global: { limit: 3, per: 150 }, 'message.create': { limit: 50, per: 1_000 } },
    });
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    onSlash(client, (interaction) => interaction.reply('at once'));
    discord.person('100');
    const { id } = discord.channel('general');

    const posts = Array.from({ length: 6 }, (_, at) =>
      client.rest.post(`/channels/${id}/messages`, { body: { content: `${at}` } }),
    );
    const reply = await discord.slash('gpu list');
    await Promise.all(posts);

    expect(discord.text(reply.message!)).toBe('at once');
    expect(discord.rates.counters.limited.global).toBeGreaterThan(0);
    expect(discord.messages(id)).toHaveLength(7);
  });
});

describe('a fault on demand', () => {
  it('is a 429 out of nowhere, after which discord.js tries again', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    const { id } = discord.channel('general');

    discord.fault(on, { after: 20, scope: 'shared' });
    await client.rest.post(`/channels/${id}/messages`, { body: { content: 'hello' } });

    expect(discord.calls.filter(({ route }) => route === on).map(({ status }) => status)).toEqual([429, 200]);
  });

  it('is a 502 that discord.js tries again three times and then says', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    const { id } = discord.channel('general');

    discord.fault(on, { status: 502 }, 4);
    const refused = await client.rest
      .post(`/channels/${id}/messages`, { body: { content: 'hello' } })
      .catch((error) => error.status);

    expect(refused).toBe(502);
    expect(discord.count(on, 502)).toBe(4);
    expect(discord.messages(id)).toEqual([]);
  });

  it('holds a call until it is let go, and others go on meanwhile', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    const { id } = discord.channel('general');

    const held = discord.hold(on);
    const post = client.rest.post(`/channels/${id}/messages`, { body: { content: 'hello' } });
    await held.reached();
    await client.rest.get(`/channels/${id}`);
    const before = discord.messages(id).length;
    held.release();
    await post;

    expect([before, discord.messages(id).length]).toEqual([0, 1]);
  });

  it('cannot be asked for on a route that is none', async () => {
    const discord = await discordWith();

    expect(() => discord.fault('POST /chanels', { status: 500 })).toThrow('no such route');
  });
});
