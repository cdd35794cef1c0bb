import { afterEach, beforeEach, expect, it } from 'vitest';
import { redisStore } from '../../../adapters/store/redis/store.ts';
import { silent } from '../../../src/log.ts';
import { redisThere, type There } from './there.ts';

let there: There;
beforeEach(async () => {
  there = await redisThere();
});
afterEach(() => there.end());

it('says that Redis is away when it stands still, and goes on with the same line when it moves again', async ({
  skip,
}) => {
  if (!there.own) return skip('the server of REDIS_URL is not ours to stop');
  const store = await redisStore({ url: there.url, prefix: 'frozen' }, silent);
  await store.put('before', 1);
  there.own.freeze();
  const since = performance.now();

  await expect(store.get('before')).rejects.toMatchObject({ code: 'unavailable', message: 'Redis does not answer' });

  console.log(`told after ${((performance.now() - since) / 1_000).toFixed(1)} s`);
  expect(performance.now() - since).toBeLessThan(15_000);
  there.own.thaw();
  await expect.poll(() => store.get('before').catch(() => undefined), { timeout: 10_000 }).toBe(1);
  await store.put('after', 2);
  expect(await store.all('')).toHaveLength(2);
  await store.close();
});
