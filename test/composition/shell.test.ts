import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startFakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import { startFakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { processes } from './processes.ts';

const here = processes();
afterAll(() => here.close());

describe('one command from a shell', () => {
  it('starts a machine and prints its address alone on a line', async () => {
    const { status, out, err } = await here.hoist(['gpu', 'start', 'base-image', '--name', 'two words']);

    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('two words is ready');
    expect(out).toMatch(/^\d+\.\d+\.\d+\.\d+$/m);
  });

  it('finds what an earlier process made', async () => {
    const { status, out } = await here.hoist(['gpu', 'list', '--json']);

    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ name: 'two words', state: 'on' }]);
  });

  it.each([
    [['gpu', 'start', '--disk', 'x', '--image', 'y'], 2, /^✗ Either --disk or --image, not both/],
    [['gpu', 'start', 'base-imgae'], 1, /base-image/],
    [['gpu', 'strat', 'base-image'], 2, /gpu start base-image/],
    [['gpu', 'start'], 2, /^gpu start needs --image or --disk\.\n/],
  ])('answers %j with status %i', async (words, expected, sentence) => {
    const { status, out, err } = await here.hoist(words);

    expect(status).toBe(expected);
    expect(err).toMatch(sentence);
    expect(out).toBe('');
  });

  it('shows help, with the exit statuses, when nothing is said', async () => {
    const { status, out } = await here.hoist([]);

    expect(status).toBe(0);
    expect(out).toContain('gpu start');
    expect(out).toContain('2 wrong words');
  });

  it('is a chat that the doctor knows of', async () => {
    const { out, err } = await here.hoist(['doctor']);

    expect(out).toContain('✓ Chats: terminal');
    expect(err).toBe('');
  });

  it('looks at the chats that are configured, without listening to them', async () => {
    const [slack, discord] = await Promise.all([startFakeSlack(), startFakeDiscord()]);
    const slackIs = { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
    const discordIs = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };

    const { out, err } = await here.hoist(['hoist', 'doctor'], { ...slackIs, ...discordIs });
    await Promise.all([slack.close(), discord.close()]);

    expect(out + err).toMatch(
      /^slack\n✓ Token: accepted by Test workspace\n✓ Scopes: all \d\n✓ Socket Mode: Slack takes/m,
    );
    expect(out + err).toMatch(/^discord\n✓ Token: accepted.*\n✗ Slash commands: none at Discord yet/m);
    expect(discord.gateway.connected).toBe(0);
  });

  it('says what is wrong with the settings of a chat that it does not need', async () => {
    const { status, out } = await here.hoist(['doctor'], { SLACK_BOT_TOKEN: 'xoxp-not-a-bot' });

    expect(status).toBe(1);
    expect(out).toMatch(/^✗ SLACK_BOT_TOKEN: must be the Bot User OAuth Token/m);
  });

  it('names every variable that is wrong, once, and ends with 78', async () => {
    const { status, err } = await here.hoist(['version'], {
      OS_AUTH_URL: 'not an address',
      OS_USERNAME: 'hoist',
      DISK_SIZE_GB: 'many',
      HOIST_DATA: here.data,
    });

    expect(status).toBe(78);
    for (const name of ['OS_AUTH_URL', 'DISK_SIZE_GB']) expect(err.split(name)).toHaveLength(2);
  });

  it('ends with 0 when what was to be taken back is', async () => {
    const made = await here.hoist(['disk', 'create', 'scratch', '--size', '1', '--json']);
    const list = await here.hoist(['op', 'list', '--json']);
    const [{ id }]: readonly [{ id: string }] = JSON.parse(list.out);

    const unsure = await here.hoist(['op', 'undo', id]);
    const sure = await here.hoist(['op', 'undo', id, '--sure']);

    expect([made.status, unsure.status, sure.status]).toEqual([0, 2, 0]);
  });

  it('leaves work to a process of its own when nobody wants to wait', async () => {
    const { status, out } = await here.hoist(['gpu', 'start', 'base-image', '--name', 'left', '--no-wait', '--json']);
    const { operation }: { operation: string } = JSON.parse(out);

    expect(status).toBe(0);
    await expect
      .poll(async () => (await here.hoist(['op', 'show', operation])).out, { timeout: 15_000, interval: 200 })
      .toContain('left is ready');
  });
});

describe('an old Node', () => {
  const old = ['/usr/bin/node', '/usr/local/bin/node'].find(
    (path) =>
      existsSync(path) && /^v(?:1\d|2[0-3])\./.test(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout),
  );

  it('is told in one sentence what to do', ({ skip }) => {
    if (!old) return skip('the system has no Node below 24');
    const src = join(import.meta.dirname, '../../src');

    const { status, stderr } = spawnSync(old, ['--import', join(src, 'node-guard.mjs'), join(src, 'cli.ts'), 'help'], {
      encoding: 'utf8',
    });

    expect(status).toBe(78);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('npm ci');
  });
});
