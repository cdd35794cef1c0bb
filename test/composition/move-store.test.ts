import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachServer } from '../store/redis-server.ts';
import { processes } from './processes.ts';

onEachServer((server) => {
  let here: ReturnType<typeof processes>;
  beforeAll(() => {
    here = processes();
  });
  afterAll(() => here.close());

  it('says how it is used, and what it misses', async () => {
    const env = { REDIS_URL: server().url };
    const [odd, noFile, away] = await Promise.all([
      here.begin('move-store.ts', ['--to', 'postgres'], { HOIST_LANG: 'ko' }).ended,
      here.begin('move-store.ts', ['--to', 'redis'], env).ended,
      here.begin('move-store.ts', ['--to', 'sqlite'], { REDIS_URL: 'redis://ann:canary-8d1f@127.0.0.1:9/0' }).ended,
    ]);

    expect(odd.status).toBe(2);
    expect(odd.err).toMatch(/^npm run move-store -- --to redis\|sqlite\n.*옮깁니다/);
    expect([noFile.status, noFile.err]).toEqual([
      1,
      expect.stringContaining('hoist.sqlite, so there is nothing to move'),
    ]);
    expect([away.status, away.err]).toEqual([1, expect.stringContaining('Redis does not answer')]);
    expect(away.err + away.out).not.toContain('canary-8d1f');
  }, 60_000);

  it('moves what a terminal has begun, and says on the old store where it is', async () => {
    const words = ['gpu', 'start', 'base-image', '--name', 'web-1'];
    expect((await here.hoist(words)).status).toBe(0);

    const moved = await here.begin('move-store.ts', ['--to', 'redis'], { REDIS_URL: server().url }).ended;

    expect(moved.out).toMatch(/^Moved and compared: 1 operations with \d+ journal entries/);
    expect(moved.out).toContain('npm start');
    expect(moved.status).toBe(0);
    const old = await here.hoist(['gpu', 'list']);
    expect(old.status).toBe(78);
    expect(old.err).toMatch(
      /^What was in this file \(HOIST_DATA\) was moved to Redis on \d{4}-\d\d-\d\d\.\nSet REDIS_URL/,
    );
  }, 60_000);
});
