import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { processes } from './processes.ts';

let here: ReturnType<typeof processes>;
beforeEach(() => {
  here = processes();
});
afterEach(() => here.close());

const ready = async (bot: ReturnType<typeof here.begin>): Promise<string> => {
  const url = () => /http:\/\/127\.0\.0\.1:\d+/.exec(bot.out())?.[0];
  await vi.waitFor(() => expect(url()).toBeDefined(), { timeout: 10_000, interval: 10 });
  return url() ?? '';
};

it('says in one line where it is, and is healthy there', async () => {
  const bot = here.begin('main.ts', []);
  const url = await ready(bot);

  expect(bot.out()).toMatch(/^Hoist \d+\.\d+\.\d+ is ready: http:\/\/127\.0\.0\.1:\d+ · clouds: practice\n$/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

it.each(['SIGTERM', 'SIGINT'] as const)('ends in good order on %s', async (signal) => {
  const bot = here.begin('main.ts', []);
  await ready(bot);

  bot.child.kill(signal);

  expect((await bot.ended).status).toBe(0);
});

it('does not start beside a real cloud that nobody allowed the page to drive', async () => {
  const { status, err } = await here.begin('main.ts', [], {
    OS_AUTH_URL: 'http://127.0.0.1:9/v3',
    OS_USERNAME: 'hoist',
    OS_PASSWORD: 'hunter2-and-more',
    OS_PROJECT_ID: 'p',
  }).ended;

  expect(status).toBe(78);
  expect(err).toContain('WEB_REAL_CLOUDS=openstack');
  expect(err).not.toContain('hunter2');
});
