import { describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import type { Message } from '../../adapters/chat/discord/fake/world.ts';
import { practiceBot } from './practice-bot.ts';
import { annId } from './seat.ts';

const addressAlone = /```\n\d+\.\d+\.\d+\.\d+\n```/;

it('starts a machine from a slash command: a card that is edited, the address to copy, a ping in its thread', async () => {
  const { discord, rest } = await practiceBot();
  const general = discord.channel('general');
  discord.person(annId, { name: 'Ann' });

  const reply = await discord.slash('gpu start', { image: 'base-image' });
  await rest();

  const [card, ...others] = discord.messages(general);
  expect(discord.replies(reply.interaction).filter(({ deleted }) => !deleted)).toEqual([]);
  expect(others).toEqual([]);
  expect(card?.edits).toBeGreaterThanOrEqual(5);
  expect(discord.raw(card!)).toMatch(addressAlone);
  const [thread] = discord.threads(general);
  const [ping] = discord.messages(thread!);
  expect(thread?.id).toBe(card?.id);
  expect(thread?.name).toMatch(/^gpu-vm-[\d-]+ is ready/);
  expect(ping?.pings).toEqual([annId]);
  expect(discord.text(ping!)).toMatch(/^@Ann .*gpu-vm-[\d-]+ is ready: \d+\.\d+\.\d+\.\d+/);
});

it('takes an option that is False for not said', async () => {
  const { discord, rest } = await practiceBot();
  discord.person(annId, { name: 'Ann' });

  await discord.slash('gpu start', { image: 'base-image', spot: false, 'on-demand': true });
  await rest();

  const [card] = discord.messages(discord.channel('general'));
  expect(discord.raw(card!)).toMatch(addressAlone);
});

it('goes on editing the card of 40 minutes, long after the token of the command has died', async () => {
  const { discord, rest, clock } = await practiceBot({ timings: { volumeFromImage: 40 * 60_000, server: 30_000 } });
  const begun = clock.now();
  discord.person(annId, { name: 'Ann' });

  const { interaction } = await discord.slash('gpu start', { image: 'base-image' });
  await rest();

  const [card] = discord.messages(discord.channel('general'));
  const late = discord.calls.filter(({ at }) => at > begun + 15 * 60_000);
  expect(clock.now() - begun).toBeGreaterThan(40 * 60_000);
  expect(late.filter(({ route }) => route.startsWith('PATCH /channels/')).length).toBeGreaterThanOrEqual(2);
  expect(late.filter(({ route }) => route.includes('/webhooks/') || route.includes('/interactions/'))).toEqual([]);
  expect(discord.raw(card!)).toMatch(addressAlone);
  expect(discord.calls.filter(({ status }) => status >= 400)).toEqual([]);
  expect(interaction.followups).toEqual([]);
});

describe('says the same in the language of the person', () => {
  it.each([
    ['en', 'en-US'],
    ['ru', 'ru'],
    ['ko', 'ko'],
  ])('%s', async (locale, theirs) => {
    const { discord, rest } = await practiceBot();
    const general = discord.channel('general');
    discord.person(annId, { name: 'Ann', locale: theirs });

    const wrong = await discord.slash('gpu start', { image: 'base-imgae' });
    const form = await discord.slash('gpu start');
    await discord.submitModal({ image: ['base-image'] });
    await rest();
    const [card] = discord.messages(general);
    const [thread] = discord.threads(general);
    const started = discord.raw(card!);
    const stop = await discord.press(card!, firstButton(discord, card!));
    await rest();
    const [, gone] = discord.messages(general);

    const transcript = [
      ['> /gpu start image:base-imgae', discord.raw((await wrong.settled())!)],
      ['> /gpu start', `${form.modal?.title}`],
      ['the card', started],
      ['the thread', thread!.name],
      ['in the thread', discord.messages(thread!).map(discord.raw).join('\n')],
      [`> the first button: ${stop.kind}`, discord.raw(gone!)],
    ];
    await expect(
      `${transcript.map(([title, text]) => `== ${title}\n${text}`).join('\n\n')}\n`
        .replaceAll(/gpu-vm-\d+-\d+/g, 'gpu-vm-TIME')
        .replaceAll(/(?:203\.0\.113|192\.168\.0)\.\d+/g, 'ADDRESS')
        .replaceAll(/\d+( s|초| с)(?=[ ·,])/g, 'N$1'),
    ).toMatchFileSnapshot(`golden/start.${locale}.txt`);
  });
});

function firstButton(discord: FakeDiscord, message: Message): string {
  const [, label] = /^\[(.+)\]$/m.exec(discord.raw(message)) ?? [];
  if (label === undefined) throw new Error(`no button in: ${discord.raw(message)}`);
  return label;
}
