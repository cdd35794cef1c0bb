import { describe, expect, it } from 'vitest';
import { practiceBot } from './practice-bot.ts';
import { began, saying } from './scripted-desk.ts';
import { annId } from './seat.ts';
import { talk } from './talk.ts';

describe('in a direct message', () => {
  it('a machine is started, its card changes and its end is said there', async () => {
    const { discord, rest } = await practiceBot();
    discord.person(annId, { name: 'Ann' });
    const direct = discord.direct(annId);

    await discord.slash('gpu start', { image: 'base-image' }, { direct: true });
    await rest();

    const [card, ping, ...others] = discord.messages(direct);
    expect(discord.text(card!)).toMatch(/gpu-vm-[\d-]+ is ready/);
    expect(discord.text(ping!)).toMatch(/^@Ann .*is ready: \d+\.\d+\.\d+\.\d+/);
    expect([ping?.replyTo, ping?.pings, others]).toEqual([card?.id, [annId], []]);
  });

  it('words, buttons and forms do the same as anywhere', async () => {
    const { discord, desk } = await talk();
    const press = { command: 'gpu list', args: { page: '2' } };
    desk.answer = saying('Page 1', { buttons: [{ label: 'Next', press }] });

    const answer = await (await discord.say('gpu list', { direct: true })).answer();
    await discord.press(answer, 'Next');
    const slash = await discord.slash('gpu list', {}, { direct: true });

    const who = `discord:${discord.application}:${annId}`;
    expect(slash.kind).toBe('message');
    expect(desk.heard.map(({ who: { id } }) => id)).toEqual([who, who, who]);
    expect(desk.heard.map(({ body }) => body)).toEqual([
      { words: 'gpu list' },
      { press },
      { filled: { command: 'gpu list', args: {} } },
    ]);
  });
});

describe('in a server that never invited the bot', () => {
  it('a command is answered, and what it began is told in a direct message, with the reason', async () => {
    const { discord, desk, chat } = await talk();
    const elsewhere = discord.join('Elsewhere', { invited: false });
    const channel = discord.channel('general', elsewhere);
    desk.answer = began('op-1');

    const reply = await discord.slash('gpu start', { image: 'base-image' }, { channel });
    await chat.quiet();
    const place = { chat: 'discord', channel: channel.id };
    const ref = await chat.post(place, { title: 'Starting gpu-1', tone: 'plain', blocks: [] }, 'op-1.card');
    await chat.edit(place, ref, { title: 'gpu-1 is ready', tone: 'good', blocks: [] });

    const [card, ...others] = discord.messages(discord.direct(annId)).map(discord.text);
    expect(discord.text(await reply.settled())).toContain('in a direct message');
    expect(card).toContain('gpu-1 is ready');
    expect(others).toEqual([]);
    expect(discord.messages(channel)).toEqual([]);
  });

  it('the whole start ends there', async () => {
    const { discord, rest } = await practiceBot();
    discord.person(annId, { name: 'Ann' });
    const channel = discord.channel('general', discord.join('Elsewhere', { invited: false }));

    await discord.slash('gpu start', { image: 'base-image' }, { channel });
    await rest();

    const said = discord.messages(discord.direct(annId)).map(discord.text);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/gpu-vm-[\d-]+ is ready/);
    expect(said[1]).toMatch(/is ready: \d+\.\d+\.\d+\.\d+/);
  });

  it('says so to a person who takes no direct messages', async () => {
    const { discord, desk, chat } = await talk();
    const channel = discord.channel('general', discord.join('Elsewhere', { invited: false }));
    discord.person(annId, { name: 'Ann', takesMessages: false });
    desk.answer = began('op-1');
    await discord.slash('gpu start', { image: 'base-image' }, { channel });
    await chat.quiet();

    const failure = await chat
      .post({ chat: 'discord', channel: channel.id }, { title: 'Starting', tone: 'plain', blocks: [] }, 'op-1.card')
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'Failure', code: 'denied', after: expect.any(Number) });
    expect(String(failure)).toContain('does not deliver my direct messages');
  });
});

it('hears neither bots nor webhooks nor itself, in channels and in direct messages', async () => {
  const { discord, desk, chat, general } = await talk();
  const robot = { id: '100000000000000900', username: 'robot', bot: true };
  const said = { id: '1', channel_id: general.id, guild_id: discord.guild.id, content: `<@${discord.bot}> gpu stop` };
  const person = { id: annId, username: 'ann' };

  for (const message of [
    { ...said, author: robot },
    { ...said, author: { ...person, bot: true }, guild_id: undefined },
    { ...said, author: person, webhook_id: '5' },
    { ...said, author: { id: discord.bot, username: 'hoist' } },
    { ...said, author: person, type: 6 },
  ]) {
    discord.gateway.dispatch('MESSAGE_CREATE', () => message);
  }
  const { interaction } = await discord.slash('gpu list');
  discord.gateway.dispatch('INTERACTION_CREATE', () => ({ ...interaction.payload, id: '2', member: { user: robot } }));
  await (await discord.say('gpu flavors', { mention: true })).answer();
  await chat.quiet();

  expect(desk.heard.map(({ body }) => body)).toEqual([
    { filled: { command: 'gpu list', args: {} } },
    { words: 'gpu flavors' },
  ]);
});
