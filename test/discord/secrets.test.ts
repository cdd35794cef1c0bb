import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import type { Log } from '../../src/kit.ts';
import { later, saying } from './scripted-desk.ts';
import { talk } from './talk.ts';

it('writes no token into the log, whatever Discord refuses', async () => {
  const lines: string[] = [];
  const write = (data: object, message: string) =>
    void lines.push(`${message} ${inspect(data, { depth: 9, showHidden: true })}`);
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  const { discord, desk, chat, clock } = await talk({}, { log });
  const callback = 'POST /interactions/:interaction/:token/callback';
  discord.fault(callback, { status: 404, code: 10062, message: 'Unknown interaction' });
  const slow = later(saying('Found it'));

  const refused = discord.slash('gpu list');
  await discord.until(() => discord.count(callback) === 1);
  await chat.quiet();
  desk.answer = slow.answer;
  const dead = discord.slash('gpu list');
  await discord.until(() => desk.heard.length === 2);
  await clock.pass(1_600);
  discord.fault('PATCH /webhooks/:application/:token/messages/:message', { status: 401, code: 50027 });
  slow.release();
  const { interaction } = await dead;
  await clock.pass(3_000);
  await chat.quiet();

  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('\n')).not.toContain(interaction.token);
  expect(lines.join('\n')).not.toContain((await refused).interaction.token);
  expect(lines.join('\n')).not.toContain(discord.token);
});
