import { Busy, type Held, type OperationId, type OperationState, Stale, type Store } from '#kit';
import type { Database } from './database.ts';
import { limitsIn } from './limits.ts';
import { entryFrom, headFrom } from './rows.ts';

/** Operations, their entries, and the events that began them. */
export function journals(
  db: Database,
): Pick<Store, 'begin' | 'begun' | 'read' | 'append' | 'holder' | 'heads' | 'endings' | 'counts' | 'heard' | 'prune'> {
  const head = (id: OperationId) => db.one('SELECT * FROM operation WHERE id = ?', id);
  const begun = (event: string): OperationId | undefined => {
    const known = db.one('SELECT operation FROM event WHERE event = ?', event)?.operation;
    return typeof known === 'string' ? known : undefined;
  };
  /** What is about a thing and has not ended holds it: there is nothing to take or to let go of. */
  const holder = (about: string | null, but: OperationId | null): Held | undefined => {
    if (about === null) return undefined;
    const row = db.one(
      `SELECT thing.thing, operation.id
       FROM json_each(?) wanted CROSS JOIN thing ON thing.thing = wanted.value
       CROSS JOIN operation ON operation.id = thing.operation
       WHERE state IN ('going', 'waiting') AND operation.id IS NOT ? ORDER BY wanted.key LIMIT 1`,
      about,
      but,
    );
    return row && { thing: String(row.thing), by: String(row.id) };
  };
  const refuseBusy = (about: string | null, id: OperationId) => {
    const held = holder(about, id);
    if (held) throw new Busy(held);
  };
  const { refuseFull, endings } = limitsIn(db);
  return {
    begin: async (fresh, event, wake, limits = []) =>
      db.whole(() => {
        const before = begun(event);
        if (before !== undefined) return { id: before, fresh: false };
        const about = fresh.about ? JSON.stringify(fresh.about) : null;
        refuseBusy(about, fresh.id);
        refuseFull(limits, fresh.takes ?? []);
        db.run('INSERT OR REPLACE INTO event(event, operation, at) VALUES (?, ?, ?)', event, fresh.id, fresh.at);
        db.run(
          `INSERT INTO operation(id, operation, input, owner, who, place, locale, likeness, state, at, changed, wake, about,
             approval, takes)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'going', ?, ?, ?, ?, ?, ?)`,
          fresh.id,
          fresh.operation,
          JSON.stringify(fresh.input ?? {}),
          fresh.who.id,
          JSON.stringify(fresh.who),
          JSON.stringify(fresh.where),
          fresh.locale,
          fresh.likeness,
          fresh.at,
          fresh.at,
          wake,
          about,
          fresh.approval ? JSON.stringify(fresh.approval) : null,
          fresh.takes ? JSON.stringify(fresh.takes) : null,
        );
        db.run(
          `INSERT INTO message(id, operation, kind, chat, place, wanted) VALUES (?, ?, 'card', ?, ?, 0)`,
          `${fresh.id}.card`,
          fresh.id,
          fresh.where.chat,
          JSON.stringify(fresh.where),
        );
        return { id: fresh.id, fresh: true };
      }),

    begun: async (event) => begun(event),

    async read(id) {
      const row = head(id);
      if (!row) return undefined;
      const entries = db.all('SELECT entry FROM entry WHERE operation = ? ORDER BY number', id).map(entryFrom);
      // Entries written between the two reads count: the head says as many as are here.
      return { head: { ...headFrom(row), length: entries.length }, entries };
    },

    append: async (id, length, entry, then) =>
      db.whole(() => {
        const ended = then.state !== 'going' && then.state !== 'waiting';
        const entries = [...(then.first ?? []), entry];
        const longer = length + entries.length;
        const move = (fromItsEnd: boolean) =>
          db.run(
            `UPDATE operation SET length = ?, state = ?, changed = ?, wake = iif(?, NULL, coalesce(?, wake))
             WHERE id = ? AND length = ? AND (? OR state IN ('going', 'waiting'))`,
            longer,
            then.state,
            entry.at,
            ended ? 1 : 0,
            then.wake ?? null,
            id,
            length,
            ended || fromItsEnd ? 1 : 0,
          );
        if (move(false) === 0) {
          const row = head(id);
          if (row?.length !== length) throw new Stale(id, length);
          refuseBusy(typeof row.about === 'string' ? row.about : null, id);
          move(true);
        }
        for (const [nth, each] of entries.entries()) {
          db.run(
            'INSERT INTO entry(operation, number, entry) VALUES (?, ?, ?)',
            id,
            length + nth,
            JSON.stringify(each),
          );
        }
        db.run(`UPDATE message SET wanted = ? WHERE operation = ? AND kind = 'card'`, longer, id);
        if (then.ping) {
          db.run(
            `INSERT INTO message(id, operation, kind, chat, place, wanted) VALUES (?, ?, 'ping', ?, ?, ?)`,
            `${id}.ping.${longer}`,
            id,
            then.ping.chat,
            JSON.stringify(then.ping),
            longer,
          );
        }
      }),

    holder: async (about) => holder(JSON.stringify(about), null),

    heads: async ({ states, owner, begins, limit, before }) => {
      const where = [
        ...(states ? [`state IN (${states.map(() => '?').join(', ')})`] : []),
        ...(owner === undefined ? [] : ['owner = ?']),
        ...(begins === undefined ? [] : ['substr(id, 1, length(?)) = ?']),
        ...(before === undefined ? [] : ['at < ?']),
      ];
      const values = [
        ...(states ?? []),
        ...(owner === undefined ? [] : [owner]),
        ...(begins === undefined ? [] : [begins, begins]),
        ...(before === undefined ? [] : [before]),
      ];
      const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
      return db
        .all(`SELECT * FROM operation ${condition} ORDER BY at DESC, id DESC LIMIT ?`, ...values, limit)
        .map(headFrom);
    },

    endings: async () => endings(),

    async counts() {
      const rows = db.all('SELECT state, count(*) AS count FROM operation GROUP BY state');
      const of = (state: OperationState) => Number(rows.find((row) => row.state === state)?.count ?? 0);
      return {
        going: of('going'),
        waiting: of('waiting'),
        done: of('done'),
        undone: of('undone'),
        stuck: of('stuck'),
      };
    },

    heard: async (event, now) => db.run('INSERT OR IGNORE INTO event(event, at) VALUES (?, ?)', event, now) === 1,

    prune: async (before) =>
      db.whole(() => {
        const old = `SELECT id FROM operation WHERE changed < ? AND state IN ('done', 'undone', 'stuck')`;
        db.run(`DELETE FROM entry WHERE operation IN (${old})`, before);
        db.run(`DELETE FROM message WHERE operation IN (${old})`, before);
        db.run(`DELETE FROM operation WHERE id IN (${old})`, before);
        db.run(
          `DELETE FROM event WHERE at < ? AND (operation IS NULL OR operation NOT IN (SELECT id FROM operation))`,
          before,
        );
      }),
  };
}
