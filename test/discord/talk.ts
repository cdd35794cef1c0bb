import { onTestFinished } from 'vitest';
import type { FakeDiscord, FakeDiscordOptions } from '../../adapters/chat/discord/fake/fake-discord.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { scriptedDesk } from './scripted-desk.ts';
import { annId } from './seat.ts';
import { chatOn, type Opened, startDiscord } from './stage.ts';

/** A small Discord with Ann in it, the chat that listens there, a desk that says what the test wants, time that stands still. */
export async function talk(options: FakeDiscordOptions = {}, how: Opened | ((discord: FakeDiscord) => Opened) = {}) {
  const clock = virtualClock();
  const discord = await startDiscord({ now: clock.now, rates: 'none', ...options });
  const opened = typeof how === 'function' ? how(discord) : how;
  const memory = opened.memory ?? mapMemory();
  const desk = scriptedDesk();
  const chat = await chatOn(discord, { clock, memory, ...opened });
  onTestFinished(() => chat.close());
  await chat.listen(desk);
  const ann = discord.person(annId, { name: 'Ann' });
  const general = discord.channel('general');
  return {
    ...{ discord, clock, memory, desk, chat, ann, general },
    place: { chat: 'discord', channel: general.id },
    /** Ends this process and begins another one, over the same memory. */
    async restart() {
      await chat.abandon();
      const next = await chatOn(discord, { clock, memory, ...opened });
      await next.listen(desk);
      onTestFinished(() => next.close());
      return next;
    },
  };
}
