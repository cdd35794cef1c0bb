import { Redis } from 'ioredis';

/** Everything that stands in Redis, whoever put it there: names of keys, and what is in them, whatever their kind. */
export async function everythingIn(url: string): Promise<string> {
  const redis = new Redis(url);
  const all: unknown[] = [];
  for (let cursor = '0'; ; ) {
    const [next, keys] = await redis.scan(cursor, 'COUNT', 1_000);
    for (const key of keys) all.push(key, await contentOf(redis, key));
    if ((cursor = next) === '0') break;
  }
  await redis.quit();
  return JSON.stringify(all);
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const kind = await redis.type(key);
  switch (kind) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1', 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      throw new Error(`${key} is a ${kind}, which nobody reads here`);
  }
}
