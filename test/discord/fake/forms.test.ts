import { ComponentType, type Interaction, MessageFlags, TextInputStyle } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand, onInteraction } from './client.ts';

const form = {
  title: 'Start a machine',
  custom_id: 'gpu start',
  components: [
    {
      type: ComponentType.Label as const,
      label: 'From what',
      component: {
        type: ComponentType.TextInput as const,
        custom_id: 'image',
        style: TextInputStyle.Short,
        value: 'base',
      },
    },
    {
      type: ComponentType.Label as const,
      label: 'For how long',
      component: {
        type: ComponentType.StringSelect as const,
        custom_id: 'hours',
        required: false,
        options: ['4', '8'].map((value) => ({ label: `${value} hours`, value })),
      },
    },
  ],
};

const board = {
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    { type: ComponentType.TextDisplay as const, content: '# Machines' },
    {
      type: ComponentType.ActionRow as const,
      components: [{ type: ComponentType.Button as const, style: 1 as const, label: 'Start', custom_id: 'start' }],
    },
    {
      type: ComponentType.ActionRow as const,
      components: [
        {
          type: ComponentType.StringSelect as const,
          custom_id: 'which',
          placeholder: 'Which one',
          options: [{ label: 'gpu-1', value: 'id-1' }],
        },
      ],
    },
  ],
};

async function act(interaction: Interaction): Promise<unknown> {
  if (interaction.isChatInputCommand()) return interaction.reply(board);
  if (interaction.isButton()) return interaction.showModal(form);
  if (interaction.isStringSelectMenu()) {
    await interaction.deferUpdate();
    return interaction.editReply({
      components: [{ type: ComponentType.TextDisplay, content: interaction.values.join() }],
    });
  }
  if (!interaction.isModalSubmit()) return undefined;
  const image = interaction.fields.getTextInputValue('image');
  const hours = interaction.fields.getStringSelectValues('hours').join() || 'no end';
  return interaction.reply({ content: `${image}, ${hours}`, flags: MessageFlags.Ephemeral });
}

describe('a person', () => {
  it('presses a button, fills in the form that opens, and reads the answer alone', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    onInteraction(client, act);
    discord.person('100');

    const { message } = await discord.slash('gpu list');
    const opened = await discord.press(message!, 'Start');
    const reply = await discord.submitModal({ 'From what': 'ubuntu', hours: ['8'] });

    expect(opened.modal?.title).toBe('Start a machine');
    expect(discord.text(reply.message!)).toBe('ubuntu, 8');
    expect(reply.message?.only).toBe('100');
    expect(discord.modal('100')).toBeUndefined();
    expect(discord.messages(discord.channel('general')).map(discord.text)).toEqual(['Machines\n[Start]\nWhich one']);
  });

  it('leaves fields as they stand, but cannot leave out what is required or invent any', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    onInteraction(client, act);
    discord.person('100');
    const { message } = await discord.slash('gpu list');
    await discord.press(message!, 'start');

    await expect(discord.submitModal({ image: '' })).rejects.toThrow('"From what" has to be filled in');
    await expect(discord.submitModal({ hours: ['5'] })).rejects.toThrow('has no 5');
    await expect(discord.submitModal({ size: 'big' })).rejects.toThrow('has no size');
    const reply = await discord.submitModal({});

    expect(discord.text(reply.message!)).toBe('base, no end');
  });

  it('chooses from a menu, and the message changes', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    onInteraction(client, act);
    discord.person('100');
    const { message } = await discord.slash('gpu list');

    const chosen = await discord.select(message!, 'Which one', ['gpu-1']);
    await chosen.settled();

    expect(chosen.kind).toBe('noted');
    expect(discord.text(message!)).toBe('id-1');
  });

  it('cannot press what is not there, or what another person alone can see', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    onInteraction(client, (interaction) =>
      interaction.isChatInputCommand() ? interaction.reply({ ...board, flags: board.flags | 64 }) : act(interaction),
    );
    discord.person('100');
    discord.person('200');
    const { message } = await discord.slash('gpu list', {}, { user: '100' });

    await expect(discord.press(message!, 'Start', { user: '200' })).rejects.toThrow('not there');
    await expect(discord.press(message!, 'Stop', { user: '100' })).rejects.toThrow('nothing of that name');
  });
});
