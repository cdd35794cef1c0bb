import type { Store } from '#kit';
import type { Database } from './database.ts';

/** Who alone does something for a while: facts like others, of which each says until when it holds. */
export function offices(db: Database): Pick<Store, 'hold' | 'leave'> {
  const key = (office: string) => `office/${office}`;
  return {
    hold: async (office, who, now, until) =>
      db.lightly(() =>
        db.whole(() => {
          db.run(
            `INSERT INTO memory(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value
               WHERE json_extract(value, '$.who') = ?3 OR json_extract(value, '$.until') <= ?4`,
            key(office),
            JSON.stringify({ who, until }),
            who,
            now,
          );
          const row = db.one(`SELECT json_extract(value, '$.who') AS who FROM memory WHERE key = ?`, key(office));
          return String(row?.who);
        }),
      ),
    leave: async (office, who) =>
      db.lightly(
        () => void db.run(`DELETE FROM memory WHERE key = ? AND json_extract(value, '$.who') = ?`, key(office), who),
      ),
  };
}
