import type { Log, Store } from '#kit';
import { claims } from './claims.ts';
import { type Address, connect } from './connection.ts';
import { journals } from './journals.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';

/** Everything in Redis or Valkey, for any number of processes on any number of hosts. */
export async function redisStore(address: Address, log: Log): Promise<Store> {
  const redis = await connect(address, log);
  return {
    ...journals(redis),
    ...claims(redis),
    ...messages(redis),
    ...memory(redis),
    close: () => redis.close(),
  };
}
