import type { Store } from '#kit';
import type { Database } from './database.ts';

/**
 * Who carries what. A claim takes the wake-up out of the row; one that comes while the operation is carried
 * is put there again and counts when it is let go.
 */
export function claims(db: Database): Pick<Store, 'claim' | 'renew' | 'release' | 'nextDue' | 'elsewhere'> {
  const due = (now: number) =>
    db.one('SELECT id, worker, fence, due FROM operation WHERE due <= ? ORDER BY due LIMIT 1', now);
  const take = (worker: string, now: number, until: number) => {
    const row = due(now);
    if (!row) return undefined;
    const id = String(row.id);
    const fence = Number(row.fence) + 1;
    db.run('UPDATE operation SET worker = ?, lease = ?, fence = ?, wake = NULL WHERE id = ?', worker, until, fence, id);
    return { id, worker, until, due: Number(row.due), fence, taken: row.worker !== null };
  };
  return {
    async claim(worker, now, lease) {
      // Most of the time nothing is due, and looking needs no lock.
      if (!due(now)) return undefined;
      return db.lightly(() => db.whole(() => take(worker, now, now + lease)));
    },

    renew: async ({ id, worker, fence }, until) =>
      db.lightly(() =>
        db.run('UPDATE operation SET lease = ? WHERE id = ? AND worker = ? AND fence = ?', until, id, worker, fence),
      ) === 1,

    async release({ id, worker, fence }, wake) {
      const when = wake ?? null;
      db.lightly(() =>
        db.run(
          `UPDATE operation SET worker = NULL, lease = NULL, wake = min(coalesce(wake, ?), coalesce(?, wake))
           WHERE id = ? AND worker = ? AND fence = ?`,
          when,
          when,
          id,
          worker,
          fence,
        ),
      );
    },

    async nextDue() {
      const row = db.one('SELECT due FROM operation WHERE due IS NOT NULL ORDER BY due LIMIT 1');
      return row === undefined ? undefined : Number(row.due);
    },

    // SQLite counts the commits of other connections here, without reading the file's pages.
    elsewhere: async () => Number(db.one('PRAGMA data_version')?.data_version),
  };
}
