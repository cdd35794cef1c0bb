import { z } from 'zod';
import type { Store } from '#kit';
import type { Connection } from './connection.ts';

const kept = 20;

const facts = z.array(z.tuple([z.string(), z.string()]));

/** What past operations taught, and small facts kept under names. */
export function memory(
  redis: Connection,
): Pick<Store, 'took' | 'remember' | 'put' | 'jot' | 'add' | 'get' | 'all' | 'forget'> {
  const put: Store['put'] = async (key, value) => {
    await redis.run('put', key, JSON.stringify(value ?? null), '');
  };
  return {
    async took(likeness) {
      const steps = await redis.ask((plain, key) => plain.hgetall(key(`took:${likeness}`)));
      return Object.fromEntries(Object.entries(steps).map(([step, times]) => [step, times.split(',').map(Number)]));
    },
    async remember(likeness, took) {
      const steps = Object.entries(took).flatMap(([step, ms]) => [step, Math.round(ms)]);
      await redis.run('remember', likeness, kept, ...steps);
    },

    put,
    // How soon it is on the disk is for the server to say.
    jot: put,
    async add(key, value) {
      return (await redis.run('put', key, JSON.stringify(value ?? null), redis.token())) === 1;
    },
    async get(name) {
      const found = await redis.ask((plain, key) => plain.hget(key('memory'), name));
      return found === null ? undefined : valueIn(found);
    },
    async all(prefix) {
      const found = facts.parse(await redis.run('all', prefix));
      return found.map(([name, text]) => [name, valueIn(text)] as const);
    },
    async forget(key) {
      await redis.run('forget', key);
    },
  };
}

/** Before the value stands who added it, if it was added. */
const valueIn = (text: string): unknown => JSON.parse(text.slice(text.indexOf('|') + 1));
