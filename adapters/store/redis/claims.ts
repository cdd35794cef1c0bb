import { z } from 'zod';
import type { Store } from '#kit';
import type { Connection } from './connection.ts';
import type { Wakes } from './wakes.ts';

/** What is looked at again so soon is left to the timers of the workers: a job would cost more than it saves. */
const soon = 5_000;

const taken = z.tuple([z.string(), z.number(), z.number(), z.coerce.number()]);

/**
 * Who carries what. One sorted set says when each operation is due: its wake-up, or while it is carried the end of the
 * lease. A wake-up that comes meanwhile is kept beside it and counts when it is let go.
 */
export function claims(
  redis: Connection,
  wakes: Wakes,
): Pick<Store, 'claim' | 'renew' | 'release' | 'nextDue' | 'elsewhere' | 'woken'> {
  return {
    async claim(worker, now, lease) {
      const until = now + lease;
      const found = await redis.run('claim', worker, now, until);
      if (found === null) return undefined;
      const [id, fence, lost, due] = taken.parse(found);
      return { id, worker, until, due, fence, taken: lost === 1 };
    },

    renew: async ({ id, worker, fence }, until) => (await redis.run('renew', id, worker, fence, until)) === 1,

    async release({ id, worker, fence }, wake) {
      const [, due] = await redis.write('release', id, worker, fence, wake ?? '');
      const now = Date.now();
      if (typeof due === 'number' && (due <= now || due > now + soon)) wakes.announce(id, due);
    },

    async nextDue() {
      const [, due] = await redis.ask((plain, key) => plain.zrange(key('due'), 0, '0', 'WITHSCORES'));
      return due === undefined ? undefined : Number(due);
    },

    elsewhere: () => redis.others(),
    woken: (call) => wakes.listen(call),
  };
}
