import { Redis } from 'ioredis';
import { installed, type Server, startServer } from '../../store/redis-server.ts';

export interface There {
  readonly url: string;
  /** A server of our own, which may be killed. */
  readonly own?: Server;
  /** Takes away what is under this prefix, or some of it. */
  sweep(prefix: string, what?: string): Promise<void>;
  end(): Promise<void>;
}

/** The server of REDIS_URL; without it one of our own that has every write on the disk before it answers. */
export async function redisThere(...settings: readonly string[]): Promise<There> {
  const given = process.env.REDIS_URL;
  const own = given ? undefined : await startServer(installed(), ...settings);
  const url = given ?? own?.url ?? '';
  return {
    url,
    ...(own ? { own } : {}),
    async sweep(prefix, what = '*') {
      const redis = new Redis(url);
      for (let cursor = '0'; ; ) {
        const [next, keys] = await redis.scan(cursor, 'MATCH', `{${prefix}}:${what}`, 'COUNT', 1_000);
        if (keys.length > 0) await redis.unlink(...keys);
        if ((cursor = next) === '0') break;
      }
      await redis.quit();
    },
    async end() {
      await own?.end();
    },
  };
}
