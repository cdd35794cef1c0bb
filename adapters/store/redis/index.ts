import { z } from 'zod';
import { hidden, type Log, type Store } from '#kit';

export const redisConfig = z.object({
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/|\/)./, 'must begin with redis:// or rediss://, or be the path of a socket')
    .pipe(hidden())
    .optional()
    .meta({
      description: 'Redis or Valkey for several processes on any number of hosts; one file below HOIST_DATA without it',
      examples: ['redis://127.0.0.1:6379/0'],
    }),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'may hold letters, digits, dots, dashes and underscores')
    .default('hoist')
    .meta({ description: 'What all keys there begin with; another one for another Hoist', examples: ['hoist'] }),
});

export type RedisConfig = z.infer<typeof redisConfig>;

/** Everything in Redis, or nothing to do with it when no address is set. The client takes a while to load. */
export default async function openRedis(config: RedisConfig, log: Log): Promise<Store | undefined> {
  const { REDIS_URL: url, REDIS_PREFIX: prefix } = config;
  return url && (await import('./store.ts')).redisStore({ url: url.reveal(), prefix }, log);
}
