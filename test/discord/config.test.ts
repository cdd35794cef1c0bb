import { expect, it } from 'vitest';
import discord from '../../adapters/chat/discord/index.ts';
import { checked } from '../../src/config.ts';

const key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const read = (values: Record<string, string>) => checked([{ of: 'discord', shape: discord.config, values }])[0];

it('is switched on by any of its variables', () => {
  expect(discord.configured({})).toBe(false);
  expect(discord.configured({ DISCORD_TOKEN: 'x' })).toBe(true);
  expect(discord.configured({ DISCORD_GUILD: '1' })).toBe(true);
});

it('takes the token alone, or with an address for interactions', () => {
  expect(read({ DISCORD_TOKEN: 'x' })).toMatchObject({ DISCORD_TOKEN: expect.anything() });
  expect(read({ DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: key, DISCORD_PORT: '7577' })).toMatchObject({
    DISCORD_PORT: 7577,
  });
});

it.each([
  [{ DISCORD_GUILD: '613425648685547541' }, 'DISCORD_TOKEN (discord): is missing'],
  [{ DISCORD_TOKEN: 'x', DISCORD_PORT: '7577' }, 'DISCORD_PUBLIC_KEY (discord): has to be set beside DISCORD_PORT'],
  [{ DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: key }, 'DISCORD_PORT (discord): has to be set beside DISCORD_PUBLIC_KEY'],
  [{ DISCORD_TOKEN: 'x', DISCORD_PUBLIC_KEY: 'abc', DISCORD_PORT: '1' }, 'must be the 64 hex digits'],
  [{ DISCORD_TOKEN: 'x', DISCORD_GUILD: 'my server' }, 'must be the id of a server'],
])('says in one sentence what is wrong with %j', (values, sentence) => {
  expect(() => read(values)).toThrow(sentence);
});
