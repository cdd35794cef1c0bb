import type { Store } from '#kit';
import type { Database } from './database.ts';
import { wantedFrom } from './rows.ts';

const columns = `message.id, message.operation, message.kind, message.place, message.wanted, message.sent, message.ref,
  (SELECT state FROM operation WHERE operation.id = message.operation) AS state,
  (SELECT card.ref FROM message card
   WHERE message.kind = 'ping' AND card.operation = message.operation AND card.kind = 'card') AS card`;

/** What chats should be showing, and what they show. */
export function messages(db: Database): Pick<Store, 'unsent' | 'sent'> {
  return {
    unsent: async (limit, chats) => {
      const which = chats === undefined ? '' : `AND chat IN (${chats.map(() => '?').join(', ')})`;
      return db
        .all(
          `SELECT ${columns} FROM message WHERE wanted > sent ${which} ORDER BY number LIMIT ?`,
          ...(chats ?? []),
          limit,
        )
        .map(wantedFrom);
    },
    async sent(id, length, ref) {
      db.lightly(() => db.run('UPDATE message SET sent = max(sent, ?), ref = ? WHERE id = ?', length, ref, id));
    },
  };
}
