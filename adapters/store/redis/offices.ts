import type { Store } from '#kit';
import type { Connection } from './connection.ts';

/** Who alone does something for a while: facts like others, of which each says until when it holds. */
export const offices = (redis: Connection): Pick<Store, 'hold' | 'leave'> => ({
  hold: async (office, who, now, until) =>
    String(await redis.run('hold', `office/${office}`, who, now, JSON.stringify({ who, until }))),
  async leave(office, who) {
    await redis.run('leave', `office/${office}`, who);
  },
});
