import { expect, it } from 'vitest';
import { practiceBot } from './practice-bot.ts';
import { annId } from './seat.ts';

it('starts a machine from a slash command: a card that is edited, the address to copy, a ping in its thread', async () => {
  const { discord, rest } = await practiceBot();
  const general = discord.channel('general');
  discord.person(annId, { name: 'Ann' });

  const reply = await discord.slash('gpu start', { image: 'base-image' });
  await rest();

  const [card, ...others] = discord.messages(general);
  expect(reply.kind).toBe('thinking');
  expect(discord.replies(reply.interaction).filter(({ deleted }) => !deleted)).toEqual([]);
  expect(others).toEqual([]);
  expect(card?.edits).toBeGreaterThanOrEqual(5);
  expect(discord.raw(card!)).toMatch(/```\n\d+\.\d+\.\d+\.\d+\n```/);
  const [thread] = discord.threads(general);
  const [ping] = discord.messages(thread!);
  expect(thread?.id).toBe(card?.id);
  expect(thread?.name).toMatch(/^gpu-vm-[\d-]+ is ready/);
  expect(ping?.pings).toEqual([annId]);
  expect(discord.text(ping!)).toMatch(/^@Ann .*gpu-vm-[\d-]+ is ready: \d+\.\d+\.\d+\.\d+/);
});
