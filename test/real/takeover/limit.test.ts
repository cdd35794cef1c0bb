import { expect, it, onTestFinished, vi } from 'vitest';
import { processes } from '../../composition/processes.ts';
import { installed, startServer } from '../../store/redis-server.ts';

it('ends after ten seconds although Redis stands still, and says so', async () => {
  const server = await startServer(installed());
  onTestFinished(() => server.end());
  const here = processes();
  onTestFinished(() => here.close());
  const bot = here.begin('main.ts', [], { REDIS_URL: server.url, PRACTICE_SPEED: 'instant' });
  await vi.waitFor(() => expect(bot.out()).toContain('is ready'), { timeout: 10_000, interval: 10 });
  server.freeze();
  const since = performance.now();

  bot.child.kill('SIGTERM');
  const { status, err } = await bot.ended;

  expect(status).toBe(0);
  expect(err).toContain('not everything came to its end');
  expect(performance.now() - since).toBeLessThan(11_500);
});
