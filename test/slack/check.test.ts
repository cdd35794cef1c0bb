import { describe, expect, it, vi } from 'vitest';
import { everyScope } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { scopes } from '../../adapters/chat/slack/scopes.ts';
import { allCommands } from '../../src/discover.ts';
import { slackApp } from '../../src/manifest.ts';
import { scripted } from './scripted.ts';
import { chatOn, slackHere } from './stage.ts';

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

it('hears while a connection is there, and without one where events come over HTTP', async () => {
  const silent = await slackHere();
  const { slack, chat } = await scripted();
  const there = chat.connected?.();

  slack.sockets.allow(0);
  slack.sockets.drop();

  expect([(await chatOn(silent, silent)).connected?.(), there]).toEqual([false, true]);
  await vi.waitFor(() => expect(chat.connected?.()).toBe(false));
  expect((await scripted({ by: 'http' })).chat.connected?.()).toBe(true);
});

describe('without listening', () => {
  it('asks Slack about both tokens, and connects to nothing', async () => {
    const slack = await slackHere();
    const chat = await chatOn(slack, { clock: slack.clock });

    const findings = await found(chat);
    await chat.close();

    expect(findings).toEqual([
      [true, 'Token: accepted by Test workspace', undefined],
      [true, 'Scopes: all 7', undefined],
      [true, expect.stringContaining('Slack takes the App-Level Token'), undefined],
    ]);
    expect(slack.calls.map(({ method }) => method)).toEqual(['auth.test', 'apps.connections.open']);
  });

  it('says which of them is no good', async () => {
    const slack = await slackHere();
    const chat = await chatOn({ ...slack, appToken: 'xapp-wrong' }, { clock: slack.clock });

    const [, , socket] = await found(chat);
    await chat.close();

    expect(socket).toEqual([
      false,
      expect.stringContaining('invalid_auth'),
      expect.stringContaining('connections:write'),
    ]);
  });

  it('says where it would listen by HTTP', async () => {
    const slack = await slackHere();
    const chat = await chatOn(slack, { clock: slack.clock, by: 'http' });

    const findings = await found(chat);
    await chat.close();

    expect(findings.at(-1)).toEqual([true, expect.stringContaining('while it runs'), undefined]);
  });
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
