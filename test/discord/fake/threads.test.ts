import { ChannelType, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../../adapters/chat/discord/fake/fake-discord.ts';
import { botOf, discordWith } from './client.ts';

async function channelIn(discord: FakeDiscord): Promise<TextChannel> {
  const client = await botOf(discord);
  const channel = await client.channels.fetch(discord.channel('general').id);
  if (channel?.type !== ChannelType.GuildText) throw new Error('a text channel');
  return channel;
}

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (error) => error.code,
  );

describe('a thread', () => {
  it('begins at a message once, and has its id', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);
    const message = await channel.send('starting base-image');

    const thread = await message.startThread({ name: 'base-image' });
    await thread.send('machine: ready');

    expect(thread.id).toBe(message.id);
    expect(discord.threads().map(({ name }) => name)).toEqual(['base-image']);
    expect(discord.messages(thread.id).map(discord.text)).toEqual(['machine: ready']);
    expect(await codeOf(channel.threads.create({ name: 'again', startMessage: message.id }))).toBe(160004);
  });

  it('begins at the words of a person, and the answer stands in it', async () => {
    const discord = await discordWith();
    const { client } = await channelIn(discord);
    client.on('messageCreate', async (message) => {
      if (message.author.bot) return;
      const thread = await message.startThread({ name: 'asked' });
      await thread.send(`you said: ${message.cleanContent}`);
    });
    discord.person('100');

    const said = await discord.say('gpu list', { mention: true });
    const answer = await said.answer();

    expect(discord.text(answer)).toBe('you said: @hoist gpu list');
    expect(answer.channel).toBe(said.message.id);
  });

  it('needs no message to begin with', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);

    const thread = await channel.threads.create({ name: 'notes', type: ChannelType.PublicThread });
    await thread.send('one');

    expect(discord.messages(thread.id).map(discord.text)).toEqual(['one']);
  });

  it('takes no edits while it is archived, and wakes when something is sent into it', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);
    const thread = await channel.threads.create({ name: 'notes', type: ChannelType.PublicThread });
    const message = await thread.send('one');

    discord.archive(discord.threads()[0]!);
    const archived = await codeOf(message.edit('two'));
    await thread.send('hello');
    const awake = await codeOf(message.edit('two'));

    expect([archived, awake]).toEqual([50083, 'taken']);
  });

  it('stays shut when it is locked, also to the bot that began it and wakes it', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);
    const thread = await channel.threads.create({ name: 'notes', type: ChannelType.PublicThread });

    discord.archive(discord.threads()[0]!, { locked: true });

    expect(await codeOf(thread.send('hello'))).toBe(160005);
    expect(await codeOf(thread.setArchived(false))).toBe('taken');
    expect(await codeOf(thread.send('hello'))).toBe(160005);
    expect(await codeOf(thread.setLocked(false))).toBe(50013);
  });

  it('is one too many at the limit of the guild', async () => {
    const discord = await discordWith({ limits: { activeThreads: 1 } });
    const channel = await channelIn(discord);
    await channel.threads.create({ name: 'one', type: ChannelType.PublicThread });

    expect(await codeOf(channel.threads.create({ name: 'two', type: ChannelType.PublicThread }))).toBe(160006);
  });

  it('has a permission of its own to begin it, and another to talk in it', async () => {
    const discord = await discordWith();
    const channel = await channelIn(discord);
    const thread = await channel.threads.create({ name: 'one', type: ChannelType.PublicThread });
    discord.deny(discord.channel('general'), 'CreatePublicThreads', 'SendMessagesInThreads');

    expect(await codeOf(channel.threads.create({ name: 'two', type: ChannelType.PublicThread }))).toBe(50013);
    expect(await codeOf(thread.send('hello'))).toBe(50013);
    expect(await codeOf(channel.send('hello'))).toBe('taken');
  });
});
