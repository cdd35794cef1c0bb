import { z } from 'zod';
import type { Log, Store } from '#kit';
import { checkRedis } from './check.ts';
import { claims } from './claims.ts';
import { type Address, type Connection, connect } from './connection.ts';
import { journals } from './journals.ts';
import { refuseMoved } from './mark.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';
import { offices } from './offices.ts';
import type { Due } from './queue.ts';
import { createWakes, type Rhythm } from './wakes.ts';

/** Everything in Redis or Valkey, for any number of processes on any number of hosts. */
export async function redisStore(address: Address, log: Log, rhythm?: Partial<Rhythm>): Promise<Store> {
  const redis = await connect(address, log);
  await refuseMoved(redis);
  // Also what nobody here will claim: an answer must not be overtaken by the wake-up that a version without lanes kept.
  await redis.run('adopt');
  const wakes = createWakes({
    address,
    log,
    now: redis.now,
    overdue: (by) => overdue(redis, by),
    ...(rhythm ? { rhythm } : {}),
  });
  return {
    ...journals(redis, wakes),
    ...claims(redis, wakes),
    ...messages(redis),
    ...memory(redis),
    ...offices(redis),
    now: redis.now,
    check: () => checkRedis(redis),
    async close() {
      await wakes.close();
      await redis.close();
    },
  };
}

const lateOnes = z.array(z.tuple([z.string(), z.string(), z.coerce.number()]));

/** Some of each lane, so that none hides what is late in another. */
async function overdue(redis: Connection, by: number): Promise<readonly Due[]> {
  return lateOnes.parse(await redis.run('overdue', by, 100)).map(([id, lane, at]) => ({ id, lane, at }));
}
