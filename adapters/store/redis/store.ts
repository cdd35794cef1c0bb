import type { Log, Store } from '#kit';
import { checkRedis } from './check.ts';
import { claims } from './claims.ts';
import { type Address, type Connection, connect } from './connection.ts';
import { journals } from './journals.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';
import { offices } from './offices.ts';
import { createWakes, type Rhythm } from './wakes.ts';

/** Everything in Redis or Valkey, for any number of processes on any number of hosts. */
export async function redisStore(address: Address, log: Log, rhythm?: Rhythm): Promise<Store> {
  const redis = await connect(address, log);
  const wakes = createWakes({
    address,
    log,
    overdue: (by) => overdue(redis, by),
    ...(rhythm ? { rhythm } : {}),
  });
  return {
    ...journals(redis, wakes),
    ...claims(redis, wakes),
    ...messages(redis),
    ...memory(redis),
    ...offices(redis),
    check: () => checkRedis(redis),
    async close() {
      await wakes.close();
      await redis.close();
    },
  };
}

async function overdue(redis: Connection, by: number) {
  const found = await redis.ask((plain, key) =>
    plain.zrangebyscore(key('due'), '-inf', by, 'WITHSCORES', 'LIMIT', 0, 100),
  );
  return found.flatMap((id, i) => (i % 2 === 0 ? [{ id, at: Number(found[i + 1]) }] : []));
}
