import type { Lane, Store } from '#kit';
import type { Database } from './database.ts';

// The index is asked for one lane after the other and for the first of each, however many wait in it.
const firstOfEach = `
  WITH RECURSIVE lanes(lane) AS (
    SELECT min(lane) FROM operation WHERE due IS NOT NULL
    UNION ALL
    SELECT (SELECT min(lane) FROM operation WHERE due IS NOT NULL AND lane > lanes.lane)
    FROM lanes WHERE lane IS NOT NULL
  )
  SELECT lane, (SELECT min(due) FROM operation WHERE due IS NOT NULL AND operation.lane = lanes.lane) AS due
  FROM lanes WHERE lane IS NOT NULL ORDER BY due`;

/**
 * Who carries what. A claim takes the wake-up out of the row; one that comes while the operation is carried
 * is put there again and counts when it is let go.
 */
export function claims(db: Database): Pick<Store, 'claim' | 'renew' | 'release' | 'nextDue' | 'elsewhere'> {
  const first = (without: readonly Lane[]) => {
    const found = db.all(firstOfEach).find(({ lane }) => !without.includes(String(lane)));
    return found && { lane: String(found.lane), due: Number(found.due) };
  };
  const take = (worker: string, now: number, until: number, without: readonly Lane[]) => {
    const next = first(without);
    if (!next || next.due > now) return undefined;
    const { lane, due } = next;
    const row = db.one('SELECT id, worker, fence FROM operation WHERE lane = ? AND due = ? LIMIT 1', lane, due);
    const id = String(row?.id);
    const fence = Number(row?.fence) + 1;
    db.run('UPDATE operation SET worker = ?, lease = ?, fence = ?, wake = NULL WHERE id = ?', worker, until, fence, id);
    return { id, lane, worker, until, due, fence, taken: row?.worker !== null };
  };
  return {
    async claim(worker, now, lease, { without = [] } = {}) {
      // Most of the time nothing is due, and looking needs no lock.
      if ((first(without)?.due ?? Number.POSITIVE_INFINITY) > now) return undefined;
      return db.lightly(() => db.whole(() => take(worker, now, now + lease, without)));
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

    nextDue: async ({ without = [] } = {}) => first(without)?.due,

    // SQLite counts the commits of other connections here, without reading the file's pages.
    elsewhere: async () => Number(db.one('PRAGMA data_version')?.data_version),
  };
}
