import { afterAll, beforeAll, expect, it } from 'vitest';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { silent } from '../../src/log.ts';
import { processes } from '../composition/processes.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  let here: ReturnType<typeof processes>;
  beforeAll(() => {
    here = processes();
  });
  afterAll(() => here.close());

  it('keeps in Redis what a terminal starts, when REDIS_URL is set', async () => {
    const env = { REDIS_URL: server().url, REDIS_PREFIX: 'shown' };

    const { status, out } = await here.hoist(['gpu', 'start', 'base-image', '--name', 'web-1'], env);

    expect(out).toContain('web-1');
    expect(status).toBe(0);
    const store = await redisStore({ url: server().url, prefix: 'shown' }, silent);
    expect(await store.heads({ limit: 5 })).toMatchObject([{ state: 'done', input: { name: 'web-1' } }]);
    await store.close();
  }, 60_000);

  it('lets the doctor look at Redis', async () => {
    const { out } = await here.hoist(['doctor'], { REDIS_URL: server().url });

    expect(out).toMatch(/✓ Store: (?:Redis|Valkey) \d/);
    expect(out).toContain('✗ Store: a restart of Redis would lose what was written last');
  }, 60_000);

  it('says in words that Redis is away, and nothing of its password', async () => {
    const env = { REDIS_URL: 'redis://ann:canary-8d1f@127.0.0.1:9/0' };

    const { status, err, out } = await here.hoist(['gpu', 'list'], env);

    expect(status).toBe(78);
    expect(err).toMatch(/^Redis does not answer\nLook whether it runs/);
    expect(err + out).not.toContain('canary-8d1f');
  }, 60_000);

  it('says what is wrong with the address without repeating it', async () => {
    const { status, err } = await here.hoist(['gpu', 'list'], { REDIS_URL: 'http://canary-8d1f@host' });

    expect(status).toBe(78);
    expect(err).toContain('REDIS_URL (redis): must begin with redis:// or rediss://, or be the path of a socket');
    expect(err).not.toContain('canary-8d1f');
  }, 60_000);
});
