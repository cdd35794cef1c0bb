import type { MessageCreateOptions, SendableChannels } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../../adapters/chat/discord/fake/fake-discord.ts';
import { botOf, discordWith } from './client.ts';

async function channelIn(discord: FakeDiscord): Promise<SendableChannels> {
  const client = await botOf(discord);
  const channel = await client.channels.fetch(discord.channel('general').id);
  if (!channel?.isSendable()) throw new Error('a channel to send to');
  return channel;
}

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (error) => error.code,
  );

describe('a message of the bot', () => {
  it('is made once for one nonce, until the nonce is forgotten', async () => {
    let now = Date.UTC(2026, 10, 20);
    const discord = await discordWith({ now: () => now });
    const channel = await channelIn(discord);
    const send = (content: string) => channel.send({ content, nonce: 'op-1', enforceNonce: true });

    const first = await send('one');
    const again = await send('two');
    now += 10 * 60_000;
    const later = await send('three');

    expect(again.id).toBe(first.id);
    expect(later.id).not.toBe(first.id);
    expect(discord.messages(channel.id).map(discord.text)).toEqual(['one', 'three']);
  });

  it('is made twice when the answer is lost and no nonce says that it is the same', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);
    const on = 'POST /channels/:channel/messages';
    const twice = async (message: MessageCreateOptions) => {
      discord.fault(on, { lose: 'reply' });
      await expect(channel.send(message)).rejects.toThrow();
      await channel.send(message);
    };

    await twice({ content: 'none' });
    await twice({ content: 'same', nonce: 'op-1', enforceNonce: true });

    expect(discord.messages(channel.id).map(discord.text)).toEqual(['none', 'none', 'same']);
    expect(discord.count(on)).toBe(4);
  });

  it.each([
    ['missing access', 'ViewChannel', 50001],
    ['missing permissions', 'SendMessages', 50013],
  ] as const)('is refused with %s where the bot lost %s', async (_, name, code) => {
    const discord = await discordWith();
    const channel = await channelIn(discord);

    discord.deny(discord.channel('general'), name);
    const refused = await codeOf(channel.send('hello'));
    discord.allow(discord.channel('general'), name);
    const taken = await codeOf(channel.send('hello'));

    expect([refused, taken]).toEqual([code, 'taken']);
  });

  it('is unknown once a person deleted it', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);
    const message = await channel.send('hello');

    discord.wipe(discord.messages(channel.id)[0]!);

    expect(await codeOf(message.edit('still there?'))).toBe(10008);
  });

  it('is refused as a whole when it breaks a rule, and the error names the rule', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);

    const refused = await channel.send('x'.repeat(2001)).catch((error) => error);

    expect(refused).toMatchObject({ code: 50035, status: 400 });
    expect(String(refused)).toContain('content: more than 2000 characters');
    expect(discord.messages(channel.id)).toEqual([]);
  });

  it('calls whom it names, unless it is code or not allowed to', async () => {
    const discord = await discordWith();
    discord.person('100', { name: 'Ann' });
    const channel = await channelIn(discord);
    const pings = (at: number) => discord.messages(channel.id)[at]?.pings;

    await channel.send('<@100> it is ready');
    await channel.send({ content: '<@100> it is ready', allowedMentions: { parse: [] } });
    await channel.send({ content: '<@100> it is ready', allowedMentions: { users: ['100'] } });
    await channel.send('`<@100>` @everyone');

    expect([0, 1, 2, 3].map(pings)).toEqual([['100'], [], ['100'], []]);
    expect(discord.text(discord.messages(channel.id)[0]!)).toBe('@Ann it is ready');
  });

  it('carries files, and is found again in the channel', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);

    await channel.send({ content: 'one', files: [{ attachment: Buffer.from('log'), name: 'machine.log' }] });
    await channel.send('two');
    const found = await channel.messages.fetch({ limit: 1 });

    expect(discord.messages(channel.id)[0]?.attachments).toMatchObject([{ filename: 'machine.log', size: 3 }]);
    expect(found.map(({ content }) => content)).toEqual(['two']);
  });

  it('goes to one person as well, unless the person takes none', async () => {
    const discord = await discordWith();
    discord.person('100');
    discord.person('200', { takesMessages: false });
    const client = await botOf(discord);

    await client.users.send('100', 'hello');

    expect(discord.messages(discord.direct('100')).map(discord.text)).toEqual(['hello']);
    expect(await codeOf(client.users.send('200', 'hello'))).toBe(50007);
  });
});

it.each([
  ['**bold** and \\*\\*stars\\*\\*', 'bold and **stars**'],
  ['||spoiler|| and \\|\\|bars\\|\\|', '█ and ||bars||'],
  ['```\n10.0.0.1\n```', '10.0.0.1\n'],
  ['`*x*` snake_case_name', '*x* snake_case_name'],
  ['## Ready\n-# 5 minutes ago', 'Ready\n5 minutes ago'],
  ['[page](https://example.org)', 'page'],
])('reads %j as a person would', async (content, read) => {
  const discord = await discordWith();
  const channel = await channelIn(discord);

  await channel.send(content);

  expect(discord.text(discord.messages(channel.id)[0]!)).toBe(read);
});
