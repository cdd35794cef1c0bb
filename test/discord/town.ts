import { startFakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import type { Interaction } from '../../adapters/chat/discord/fake/world.ts';
import type { Town } from '../composition/takeover.ts';
import { annId } from './seat.ts';

/** A small Discord in real time, for bots that are processes of their own. */
export async function discordTown(): Promise<Town> {
  const discord = await startFakeDiscord();
  discord.person(annId, { name: 'Ann' });
  const general = discord.channel('general');
  const asked: Interaction[] = [];
  const isCard = (text: string) => text.includes('web-1') && text.includes('[Details]');
  const cards = () => discord.messages(general).filter((message) => isCard(discord.text(message)));
  const heard = ({ interaction, kind }: { readonly interaction: Interaction; readonly kind: string }) => {
    if (kind === 'nothing') throw new Error('nobody heard it');
    return interaction;
  };
  return {
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
    async heardBy(processes) {
      await discord.until(() => discord.gateway.connected === processes);
    },
    async ask() {
      asked.push(heard(await discord.slash('gpu list')));
    },
    answers() {
      const said = [...asked.flatMap((each) => discord.replies(each)), ...discord.messages(general)];
      return [...new Set(said)].map(discord.text).filter((text) => /achines in practice/.test(text));
    },
    async start(name) {
      heard(await discord.slash('gpu start', { image: 'base-image', name }));
    },
    async press(button) {
      const [card] = cards();
      if (!card) throw new Error('there is no card');
      heard(await discord.press(card, button));
    },
    cards: () => cards().map(discord.text),
    edits: () => cards().reduce((sum, { edits }) => sum + edits, 0),
    close: () => discord.close(),
  };
}
