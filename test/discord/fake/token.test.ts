import { expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand, onSlash } from './client.ts';

const minute = 60_000;

it('lets go of the interaction after 15 minutes, and the bot goes on editing with its own token for 40', async () => {
  let now = Date.UTC(2026, 10, 20);
  const discord = await discordWith({ now: () => now });
  const client = await botOf(discord);
  await client.application.commands.set([gpuCommand]);
  discord.person('100');
  const codes: unknown[] = [];
  const shown: string[] = [];
  onSlash(client, async (interaction) => {
    await interaction.deferReply();
    const first = await interaction.editReply('begun');
    for (let passed = 0; passed < 40; passed += 10) {
      now += 10 * minute;
      await interaction
        .editReply('by the token of the interaction')
        .catch(({ code, status }) => codes.push(code, status));
      const { content } = await await client.channels.fetch(first.channelId).then((channel) => {
        if (!channel?.isTextBased()) throw new Error('a channel of messages');
        return channel.messages.edit(first.id, `${passed + 10} minutes`);
      });
      shown.push(content);
    }
  });

  const reply = await discord.slash('gpu list');
  await discord.until(() => shown.length === 4);

  expect(codes).toEqual([50027, 401, 50027, 401, 50027, 401]);
  expect(shown).toEqual(['10 minutes', '20 minutes', '30 minutes', '40 minutes']);
  expect(reply.message?.edits).toBe(5);
  expect(discord.rates.counters.invalid).toBe(3);
});

it('lets a message older than an hour be edited a few times only, and says when there is room again', async () => {
  let now = Date.UTC(2026, 10, 20);
  const discord = await discordWith({ now: () => now });
  const client = await botOf(discord);
  const limits: unknown[] = [];
  client.rest.options.rejectOnRateLimit = (data) => limits.push(data.retryAfter) > 0;
  const { id } = discord.channel('general');
  const channel = await client.channels.fetch(id);
  if (!channel?.isSendable()) throw new Error('a channel to send to');
  const message = await channel.send('the board');
  now += 61 * minute;
  const edits = ['1', '2', '3', '4'].map((content) => message.edit(content).then(() => 'edited', String));

  const ended = await Promise.all(edits);

  expect(ended.slice(0, 3)).toEqual(['edited', 'edited', 'edited']);
  expect(ended[3]).toMatch(/RateLimitError/);
  expect(discord.calls.at(-1)).toMatchObject({ status: 429, code: 30046 });
  expect(discord.text(discord.messages(id)[0]!)).toBe('3');
});
