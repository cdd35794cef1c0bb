import type { DiscordChat } from '../../adapters/chat/discord/chat.ts';
import type { FakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import { objectsOf, textOf } from '../../adapters/chat/discord/fake/json.ts';
import type { Interaction, Message } from '../../adapters/chat/discord/fake/world.ts';
import type { Desk } from '../../src/kit.ts';
import type { Seat } from '../contract/chat.ts';

export const annId = '100000000000000100';

/** Ann in the channel `general`, who talks with the bot by its name, presses and fills in. */
export async function annAt(discord: FakeDiscord, chat: DiscordChat, desk: Desk): Promise<Seat> {
  const user = discord.person(annId, { name: 'Ann' });
  const channel = discord.channel('general');
  const before = new Map<string, Message | Interaction>();
  const own: Interaction[] = [];
  const heard = new Set<string>();
  await chat.listen({
    ...desk,
    hear(said, signal) {
      heard.add(said.id);
      return desk.hear(said, signal);
    },
  });

  const newest = (): Message => {
    const message = discord.messages(channel).at(-1);
    if (!message) throw new Error('nothing was said here');
    return message;
  };
  const opened = async () => {
    if (!discord.modal(user.id)) own.push((await discord.press(newest(), 'Fill in')).interaction);
    const modal = discord.modal(user.id);
    if (!modal) throw new Error('no form opened');
    return modal;
  };

  return {
    chat,
    place: { chat: 'discord', channel: channel.id },
    person: { id: `discord:${discord.guild.id}:${user.id}`, name: 'Ann' },
    bot: `discord:${discord.guild.id}:${discord.bot}`,
    formRoom: 4,
    async shown() {
      const others = own.flatMap((each) => discord.replies(each)).filter(({ only }) => only !== undefined);
      const all = [...discord.messages(channel), ...others.filter(({ deleted }) => !deleted)];
      return [...new Set(all)].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)).map(discord.text);
    },
    refused: () =>
      discord.calls
        .filter(({ status }) => status === 400)
        .map(({ route, code, body }) => JSON.stringify([route, code, body])),
    async say(words, event) {
      const known = before.get(event);
      // What comes a second time has no answer to wait for; whatever is said next comes behind it.
      if (known) return discord.redeliver(known);
      const said = await discord.say(words, { mention: true });
      before.set(event, said.message);
      await discord.until(() => heard.has(`discord:${said.message.id}`));
      await chat.quiet();
    },
    async press(label) {
      own.push((await discord.press(newest(), label)).interaction);
    },
    async form() {
      const modal = await opened();
      return objectsOf(modal.data.components)
        .map(({ label }) => textOf(label))
        .filter((label) => label !== '');
    },
    async fill(values) {
      await opened();
      own.push((await discord.submitModal(values)).interaction);
    },
    close: async () => {
      await chat.close();
      await discord.close();
    },
  };
}
