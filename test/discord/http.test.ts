import { expect, it } from 'vitest';
import { publicKeyOf } from '../../adapters/chat/discord/receive/signature.ts';
import { saying } from './scripted-desk.ts';
import { startDiscord } from './stage.ts';
import { talk } from './talk.ts';

/** The chat with an address of its own, which the small Discord has accepted. */
async function overHttp() {
  const stage = await talk({}, ({ endpoint }) => ({
    config: { DISCORD_PUBLIC_KEY: publicKeyOf(endpoint.publicKey), DISCORD_PORT: 0 },
  }));
  const url = `http://127.0.0.1:${stage.chat.endpoint()}/`;
  await stage.discord.endpoint.use(url);
  return { ...stage, url };
}

it('answers the PING of the developer portal, and refuses the badly signed one that follows', async () => {
  const { discord, url } = await overHttp();

  expect(discord.endpoint.url).toBe(url);
});

it('does over HTTP what it does over the gateway', async () => {
  const { discord, desk } = await overHttp();
  const press = { command: 'gpu list', args: { page: '2' } };
  desk.answer = saying('Page 1', { buttons: [{ label: 'Next', press }] });
  desk.offers = () => [{ value: 'base-image' }];

  const reply = await discord.slash('gpu list');
  const pressed = await discord.press(reply.message!, 'Next');
  const { choices } = await discord.autocomplete('gpu start', { image: '' }, { focus: 'image' });

  expect([reply.kind, pressed.kind]).toEqual(['message', 'update']);
  expect(desk.heard.map(({ body }) => body)).toEqual([{ filled: { command: 'gpu list', args: {} } }, { press }]);
  expect(choices).toHaveLength(1);
});

it('still hears words over the gateway', async () => {
  const { discord, desk } = await overHttp();

  await (await discord.say('gpu list', { mention: true })).answer();

  expect(desk.heard[0]?.body).toEqual({ words: 'gpu list' });
});

it('refuses what is forged or old with 401, and does nothing', async () => {
  const { discord, desk, clock } = await overHttp();
  const { interaction } = await discord.slash('gpu list');
  const old = String(Math.floor(clock.now() / 1000) - 301);
  const payload = { ...interaction.payload, id: '1' };

  const answers = [
    await discord.endpoint.deliver(payload, { signature: '' }),
    await discord.endpoint.deliver(payload, { signature: 'ab'.repeat(64) }),
    await discord.endpoint.deliver(payload, { body: '{"type":2}' }),
    await discord.endpoint.deliver(payload, { timestamp: old }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(desk.heard).toHaveLength(1);
});

it('answers GET and nonsense without falling over', async () => {
  const { discord, url } = await overHttp();

  const get = await fetch(url);
  const odd = await discord.endpoint.deliver({ type: 2, nothing: 'known' });
  const { kind } = await discord.slash('gpu list');

  expect([get.status, odd.status, kind]).toEqual([405, 202, 'message']);
});

it('says so when the port is taken', async () => {
  const { chat } = await overHttp();
  const other = await startDiscord();

  const failed = talk({}, () => ({
    config: { DISCORD_PUBLIC_KEY: publicKeyOf(other.endpoint.publicKey), DISCORD_PORT: chat.endpoint() },
  }));

  await expect(failed).rejects.toThrow('already in use');
});
