import { z } from 'zod';
import type { Store } from '#kit';
import type { Connection } from './connection.ts';
import { wantedFrom } from './rows.ts';

const rows = z.array(z.unknown());

/** What chats should be showing, and what they show. */
export function messages(redis: Connection): Pick<Store, 'unsent' | 'sent'> {
  return {
    async unsent(limit, chats) {
      if (chats?.length === 0) return [];
      const found = await redis.run('unsent', limit, chats === undefined ? '' : JSON.stringify(chats));
      return rows.parse(found).map(wantedFrom);
    },
    async sent(id, length, ref) {
      await redis.run('sent', id, length, ref);
    },
  };
}
