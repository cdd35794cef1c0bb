import { describe, expect, it } from 'vitest';
import type { DiscordChat } from '../../adapters/chat/discord/chat.ts';
import { publicKeyOf } from '../../adapters/chat/discord/receive/signature.ts';
import { secretOf } from '../../src/secret.ts';
import { chatOn, type Opened, startDiscord } from './stage.ts';
import { talk } from './talk.ts';

async function found(chat: DiscordChat) {
  const findings = (await chat.check?.(AbortSignal.timeout(5_000))) ?? [];
  await chat.close();
  return findings.map(({ ok, what, mend }) => [ok, what('en'), mend?.('en')]);
}

/** What a process learns that never listens. */
async function unheard(how: Opened['config'] = {}, from = startDiscord()) {
  const discord = await from;
  return { discord, findings: await found(await chatOn(discord, { config: how })) };
}

describe('a check without listening', () => {
  it('asks Discord about the token and the commands, and connects to nothing', async () => {
    const before = await talk();
    await before.chat.close();
    const calls = before.discord.calls.length;

    const findings = await found(await chatOn(before.discord));

    expect(findings).toEqual([
      [true, expect.stringMatching(/^Token: accepted, the app is called ./), undefined],
      [true, 'Slash commands: 1 at Discord', undefined],
    ]);
    expect(before.discord.calls.slice(calls).map(({ route }) => route)).toEqual([
      'GET /applications/@me',
      'GET /applications/:application/commands',
    ]);
  });

  it('says that nothing is registered before the bot has started once', async () => {
    const { findings } = await unheard();

    expect(findings[1]).toEqual([false, 'Slash commands: none at Discord yet', expect.stringContaining('npm start')]);
  });

  it('says that the token is not known', async () => {
    const { findings } = await unheard({ DISCORD_TOKEN: secretOf('wrong') });

    expect(findings).toEqual([[false, 'Token: Discord does not know it', expect.stringContaining('Reset Token')]]);
  });

  it('says that the bot is not in the server it is meant for', async () => {
    const { findings } = await unheard({ DISCORD_GUILD: '999999999999999999' });

    expect(findings[1]).toEqual([
      false,
      expect.stringContaining('not in the server 999999999999999999'),
      expect.stringContaining('https://discord.com/oauth2/authorize?'),
    ]);
  });
});

it('says when Discord brings what people do to an address where the bot does not listen', async () => {
  const { discord, chat } = await talk({}, ({ endpoint }) => ({
    config: { DISCORD_PUBLIC_KEY: publicKeyOf(endpoint.publicKey), DISCORD_PORT: 0 },
  }));
  await discord.endpoint.use(`http://127.0.0.1:${chat.endpoint()}/`);
  const listening = await found(chat);

  const { findings } = await unheard({}, Promise.resolve(discord));
  const other = await chatOn(discord);
  await other.listen((await talk()).desk);
  const astray = await found(other);

  expect(listening.map(([ok]) => ok)).toEqual([true, true]);
  const wrong = [false, expect.stringMatching(/^Interactions: Discord brings them to http/), expect.any(String)];
  expect(findings).toContainEqual(wrong);
  expect(astray).toContainEqual(wrong);
});
