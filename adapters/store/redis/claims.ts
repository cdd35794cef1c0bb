import { z } from 'zod';
import type { Store } from '#kit';
import type { Connection } from './connection.ts';
import type { Wakes } from './wakes.ts';

/** What is looked at again so soon is left to the timers of the workers: a job would cost more than it saves. */
const soon = 5_000;

const taken = z.tuple([z.string(), z.string(), z.number(), z.number(), z.coerce.number()]);

/**
 * Who carries what. A sorted set of each lane says when its operations are due: at their wake-up, or while they are
 * carried at the end of the lease. A wake-up that comes meanwhile is kept beside it and counts when it is let go.
 */
export function claims(
  redis: Connection,
  wakes: Wakes,
): Pick<Store, 'claim' | 'renew' | 'release' | 'nextDue' | 'elsewhere' | 'woken'> {
  return {
    async claim(worker, now, lease, { without = [] } = {}) {
      const until = now + lease;
      const found = await redis.run('claim', worker, now, until, ...without);
      if (found === null) return undefined;
      const [id, lane, fence, lost, due] = taken.parse(found);
      wakes.taken(id);
      return { id, lane, worker, until, due, fence, taken: lost === 1 };
    },

    renew: async ({ id, worker, fence }, until) => (await redis.run('renew', id, worker, fence, until)) === 1,

    async release({ id, lane, worker, fence }, wake) {
      const [, due] = await redis.write('release', id, worker, fence, wake ?? '');
      const now = redis.now();
      if (typeof due === 'number' && (due <= now || due > now + soon)) wakes.announce({ id, lane, at: due });
    },

    async nextDue({ without = [] } = {}) {
      const due = await redis.run('next-due', ...without);
      return due === null ? undefined : Number(due);
    },

    elsewhere: () => redis.others(),
    woken: (lanes, call) => wakes.listen(lanes, call),
  };
}
