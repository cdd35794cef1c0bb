import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { slackTown } from '../slack/town.ts';
import { processes } from './processes.ts';
import type { Town } from './takeover.ts';

let here: ReturnType<typeof processes>;
let town: Town;
beforeEach(async () => {
  here = processes();
  town = await slackTown();
});
afterEach(async () => {
  await here.close();
  await town.close();
});

const within = { timeout: 15_000, interval: 10 };

/** A bot in Slack that carries an operation and has been asked what nobody can tell, since the cloud stands still. */
async function busy() {
  const env = { ...town.env, WEB_PORT: 'off', PRACTICE_SPEED: '8' };
  const cloud = here.begin('../test/composition/practice-host.ts', [], env);
  await vi.waitFor(() => expect(cloud.out()).toContain('ready'), within);
  const bot = here.begin('main.ts', [], env);
  await vi.waitFor(() => expect(bot.out()).toContain('is ready'), within);
  await town.heardBy(1);
  await town.start('web-1');
  await vi.waitFor(() => expect(town.edits()).toBeGreaterThan(0), within);
  cloud.child.kill('SIGSTOP');
  await town.ask();
  return { env, cloud: cloud.child, bot };
}

it('answers what it has heard, lets go of what it carries and ends', async () => {
  const { env, cloud, bot } = await busy();
  const worker = here.begin('main.ts', ['--role', 'worker'], { ...env, HOIST_LOG: 'silent' });

  bot.child.kill('SIGTERM');
  await vi.waitFor(() => expect(bot.err()).toContain('"stopping"'), within);
  const since = Date.now();
  expect(town.answers()).toEqual([]);
  cloud.kill('SIGCONT');
  const { status, err } = await bot.ended;

  expect(status).toBe(0);
  expect(err).not.toContain('not everything came to its end');
  expect(town.answers()).toHaveLength(1);
  await vi.waitFor(() => expect(worker.out()).toContain('is ready as worker'), within);
  const store = sqliteStore(join(here.data, 'hoist.sqlite'));
  await vi.waitFor(async () => expect(await store.heads({ limit: 2 })).toMatchObject([{ state: 'done' }]), within);
  // Nobody had to wait until the lease of the first was over.
  expect(Date.now() - since).toBeLessThan(12_000);
  expect(await store.get('office/chat/slack')).toBeUndefined();
  expect(await store.all('process/')).toEqual([]);
  await store.close();
}, 40_000);

it('ends at once when it is told a second time', async () => {
  const { bot } = await busy();

  bot.child.kill('SIGTERM');
  await vi.waitFor(() => expect(bot.err()).toContain('"stopping"'), within);
  const since = Date.now();
  bot.child.kill('SIGINT');

  expect((await bot.ended).status).toBe(130);
  expect(Date.now() - since).toBeLessThan(1_000);
}, 40_000);
