import { type ChatInputCommandInteraction, Client, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import { afterEach } from 'vitest';
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  startFakeDiscord,
} from '../../../adapters/chat/discord/fake/fake-discord.ts';

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A fake Discord that is closed when the test is over. */
export async function discordWith(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const discord = await startFakeDiscord(options);
  open.push(discord.close);
  return discord;
}

/** The real discord.js, logged in and ready. */
export async function botOf(
  discord: FakeDiscord,
  intents: readonly GatewayIntentBits[] = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
): Promise<Client<true>> {
  const client = new Client({
    intents: [...intents],
    rest: { api: discord.api, offset: 0 },
    // discord.js lets five seconds of real time pass between one identify and the next.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  });
  open.push(() => client.destroy());
  // A shard that loses its connection says so on `error`, which kills a process that does not listen.
  client.on(Events.Error, () => {});
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return ready;
}

/** What the bot does with each interaction. */
export function onInteraction(client: Client, act: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => void act(interaction));
}

export function onSlash(client: Client, act: (interaction: ChatInputCommandInteraction) => Promise<unknown>): void {
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await act(interaction);
  });
}

/** `/gpu start image:… hours:…` and `/gpu list`. */
export const gpuCommand = {
  name: 'gpu',
  description: 'GPU machines',
  options: [
    {
      type: 1,
      name: 'start',
      description: 'Start one',
      description_localizations: { ko: '시작', ru: 'Запустить' },
      options: [
        { type: 3, name: 'image', description: 'From what', required: true, autocomplete: true },
        { type: 4, name: 'hours', description: 'For how long', min_value: 1, max_value: 24 },
      ],
    },
    { type: 1, name: 'list', description: 'All of them' },
  ],
};
