import { expect, it } from 'vitest';
import { everyScope } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { scopes } from '../../adapters/chat/slack/scopes.ts';
import { allCommands } from '../../src/discover.ts';
import { slackApp } from '../../src/manifest.ts';
import { scripted } from './scripted.ts';

async function found(chat: Awaited<ReturnType<typeof scripted>>['chat']) {
  const findings = (await chat.check?.(new AbortController().signal)) ?? [];
  return findings.map(({ ok, what, mend }) => [ok, what('en'), mend?.('en')]);
}

it('asks for the scopes of the manifest', async () => {
  const { oauth_config } = await slackApp(await allCommands());

  expect([...scopes].sort()).toEqual([...oauth_config.scopes.bot].sort());
});

it('finds everything well over Socket Mode', async () => {
  const { chat, clock } = await scripted();
  await clock.pass(4_000);

  expect(await found(chat)).toEqual([
    [true, 'Token: accepted by Test workspace', undefined],
    [true, 'Scopes: all 7', undefined],
    [true, 'Socket Mode: 2 of 2 connections, last heard 4 s ago', undefined],
  ]);
});

it('names the scopes that are missing, and how to add them', async () => {
  const without = everyScope.filter((scope) => scope !== 'users:read' && scope !== 'commands');
  const { chat } = await scripted({ by: 'http', slack: { scopes: without } });

  const [, lacks, http] = await found(chat);

  expect(lacks).toEqual([false, 'Scopes: missing commands, users:read', expect.stringContaining('manifest.yml')]);
  expect(http).toEqual([true, expect.stringMatching(/^HTTP: listening on port \d+/), undefined]);
});

it('says that the token is no good, and that nothing is connected', async () => {
  const { chat, slack } = await scripted();
  slack.fault({ method: 'apps.connections.open', what: { error: 'invalid_auth' } });
  slack.fault({ method: 'auth.test', what: { error: 'token_revoked' } });
  slack.sockets.drop();
  await expect.poll(async () => (await found(chat)).at(-1)?.[0]).toBe(false);

  expect(await found(chat)).toEqual([
    [false, expect.stringContaining('token'), expect.stringContaining('SLACK_BOT_TOKEN')],
    [false, 'Socket Mode: not connected', expect.stringContaining('SLACK_APP_TOKEN')],
  ]);
});
