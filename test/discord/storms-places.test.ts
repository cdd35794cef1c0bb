import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { View } from '../../src/kit.ts';
import { lives } from './lives.ts';
import { annId } from './seat.ts';
import { talk } from './talk.ts';

const editing = 'PATCH /channels/:channel/messages/:message';

/** The bot in a time that discord.js takes for its own, too. */
async function inOneTime(...options: Parameters<typeof lives>) {
  const stage = await lives(...options);
  const spy = vi.spyOn(Date, 'now').mockImplementation(stage.clock.now);
  onTestFinished(() => spy.mockRestore());
  return { ...stage, life: await stage.start() };
}

it('a channel that Discord holds back delays no other', async () => {
  const { discord, rest, life, general, clock } = await inOneTime();
  const quiet = discord.channel('quiet');
  const begun = clock.now();
  await discord.slash('gpu start', { image: 'base-image' }, { channel: general });
  await discord.until(() => discord.messages(general).length === 1);
  discord.fault(editing, { after: 60_000 });
  await discord.slash('gpu start', { image: 'base-image' }, { channel: quiet });
  await rest(life);

  const endOf = (channel: typeof general) =>
    discord.calls.findLast(({ path, status }) => path.startsWith(`/channels/${channel.id}/messages/`) && status === 200)
      ?.at ?? 0;
  console.log(`held back: its end after ${endOf(general) - begun} ms, the other after ${endOf(quiet) - begun} ms`);
  expect(endOf(general) - begun).toBeGreaterThan(60_000);
  expect(endOf(quiet) - begun).toBeLessThan(15_000);
});

describe('an operation whose bot', () => {
  it.each([
    ['may no longer send messages', ['SendMessages', 'CreatePublicThreads'], 'Send Messages'],
    ['no longer sees the channel', ['ViewChannel'], 'View Channel'],
  ] as const)('%s ends in a direct message that names the permission', async (_, taken, named) => {
    const { discord, until, life, general } = await inOneTime();
    await discord.slash('gpu start', { image: 'base-image' });
    await discord.until(() => discord.messages(general).length === 1);
    discord.deny(general, ...taken);
    const direct = discord.direct(annId);

    await until(life, async () => discord.messages(direct).length > 0);

    const [told, ...others] = discord.messages(direct).map(discord.text);
    expect(told).toContain('web-1 is ready');
    expect(told).toContain(`I may not write in #general: ${named}`);
    expect(told).toContain('https://discord.com/oauth2/authorize?');
    expect(others).toEqual([]);
  });

  it('gets the permission back shows the end on the card as well', async () => {
    const { discord, until, rest, life, general } = await inOneTime();
    await discord.slash('gpu start', { image: 'base-image' });
    await discord.until(() => discord.messages(general).length === 1);
    discord.deny(general, 'ViewChannel');
    const direct = discord.direct(annId);
    await until(life, async () => discord.messages(direct).length > 0);

    discord.allow(general, 'ViewChannel');
    await rest(life);

    expect(discord.text(discord.messages(general)[0]!)).toContain('web-1 is ready');
    expect(discord.messages(direct)).toHaveLength(1);
  });

  it('was thrown out of the server ends in a direct message', async () => {
    const { discord, until, life, general } = await inOneTime();
    await discord.slash('gpu start', { image: 'base-image' });
    await discord.until(() => discord.messages(general).length === 1);
    const direct = discord.direct(annId);
    discord.leave(discord.guild);

    await until(life, async () => discord.messages(direct).length > 0);

    expect(discord.messages(direct).map(discord.text)).toEqual([expect.stringContaining('web-1 is ready')]);
  });

  it('finds its thread deleted says the end beside the card', async () => {
    const { discord, chat, place, general } = await talk();
    const view: View = { title: 'gpu-1 is ready', tone: 'good', blocks: [] };
    const ref = await chat.post(place, view, 'op-1.card');
    await chat.post({ ...place, thread: ref }, view, 'op-1.ping.1');
    discord.remove(discord.threads(general)[0]!);

    await chat.post({ ...place, thread: ref }, { ...view, title: 'gpu-1 is gone' }, 'op-1.ping.2');

    const [card, said] = discord.messages(general);
    expect(discord.text(said!)).toContain('gpu-1 is gone');
    expect(said?.replyTo).toBe(card?.id);
  });
});
