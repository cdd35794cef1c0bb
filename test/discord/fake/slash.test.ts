import { MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand, onInteraction, onSlash } from './client.ts';

describe('a slash command', () => {
  it('reaches the real discord.js, which thinks and then answers', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    discord.person('100', { name: 'Ann', locale: 'ko' });
    onSlash(client, async (interaction) => {
      await interaction.deferReply();
      const image = interaction.options.getString('image', true);
      await interaction.editReply(`${interaction.options.getSubcommand()} ${image} ${interaction.locale}`);
    });

    const reply = await discord.slash('gpu start', { image: 'base-image' });
    const message = await reply.settled();

    expect(reply.kind).toBe('thinking');
    expect(discord.text(message)).toBe('start base-image ko');
    expect(discord.messages(discord.channel('general'))).toEqual([message]);
  });

  it('is answered once and no more: a second callback is 40060', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    discord.person('100');
    const second: unknown[] = [];
    onSlash(client, async (interaction) => {
      await interaction.reply({ content: 'one', flags: MessageFlags.Ephemeral });
      const route = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      const body = { type: 4, data: { content: 'two' } };
      await client.rest.post(route, { auth: false, body }).catch((error) => second.push(error.code));
      await interaction.followUp('three');
    });

    const { interaction } = await discord.slash('gpu list');
    await discord.until(() => discord.replies(interaction).length === 2);

    expect(second).toEqual([40060]);
    expect(discord.replies(interaction).map(discord.text)).toEqual(['one', 'three']);
    expect(discord.messages(discord.channel('general')).map(discord.text)).toEqual(['three']);
  });

  it('is dead after three seconds, and the person reads that nothing answered', async () => {
    let now = Date.UTC(2026, 10, 20);
    const discord = await discordWith({ now: () => now });
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    discord.person('100');
    const codes: unknown[] = [];
    onSlash(client, async (interaction) => {
      now += 3_200;
      await interaction.reply('too late').catch((error) => codes.push(error.code));
    });

    const reply = await discord.slash('gpu list');
    await discord.until(() => codes.length > 0);

    expect(reply.kind).toBe('nothing');
    expect(codes).toEqual([10062]);
  });

  it('is not sent at all where Discord would not let a person send it', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([
      gpuCommand,
      { ...gpuCommand, name: 'ops', default_member_permissions: '0' },
    ]);
    discord.person('100', { name: 'Ann' });

    await expect(discord.slash('gpu start', {})).rejects.toThrow('image has to be given');
    await expect(discord.slash('gpu start', { image: 'a', hours: 25 })).rejects.toThrow('more than 24');
    await expect(discord.slash('gpu stop', {})).rejects.toThrow('not registered');
    await expect(discord.slash('ops list', {})).rejects.toThrow('not shown to Ann');
  });

  it('offers values while it is being typed', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    discord.person('100');
    onInteraction(client, async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const typed = interaction.options.getFocused();
      await interaction.respond(['base-image', 'bench'].map((value) => ({ name: `${typed}: ${value}`, value })));
    });

    const { choices } = await discord.autocomplete('gpu start', { image: 'b' }, { focus: 'image' });

    expect(choices.map(({ name }) => name)).toEqual(['b: base-image', 'b: bench']);
  });
});

it('comes from a guild that never invited the bot, whose channel the bot cannot write to', async () => {
  const discord = await discordWith();
  const client = await botOf(discord);
  await client.application.commands.set([gpuCommand]);
  const elsewhere = discord.join('Elsewhere', { invited: false });
  discord.person('100', { guild: elsewhere });
  const seen: unknown[] = [];
  onSlash(client, async (interaction) => {
    await interaction.reply('only as an answer');
    const route = `/channels/${interaction.channelId}/messages` as const;
    const refused = await client.rest.post(route, { body: { content: 'hello' } }).catch(({ code }) => code);
    seen.push(interaction.inCachedGuild(), interaction.authorizingIntegrationOwners.userId, refused);
  });

  const reply = await discord.slash('gpu list', {}, { channel: discord.channel('general', elsewhere) });
  await discord.until(() => seen.length > 0);

  expect(discord.text(reply.message!)).toBe('only as an answer');
  expect(seen).toEqual([false, '100', 50001]);
});

it('can arrive twice, as the very same event', async () => {
  const discord = await discordWith();
  const client = await botOf(discord);
  await client.application.commands.set([gpuCommand]);
  discord.person('100');
  const heard: string[] = [];
  onSlash(client, async (interaction) => {
    heard.push(interaction.id);
    await interaction.reply('once').catch(() => {});
  });

  const { interaction } = await discord.slash('gpu list');
  discord.redeliver(interaction);
  await discord.until(() => heard.length === 2);

  expect(heard).toEqual([interaction.id, interaction.id]);
});
