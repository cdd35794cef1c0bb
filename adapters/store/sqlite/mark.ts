import { type Mark, movedAway } from '#kit';
import type { Database } from './database.ts';

/** A fact that is no fact like others: it says that the file must not be used, and stays where it is in a move. */
export const markKey = 'store/mark';

export function markIn(db: Database): Mark | undefined {
  const row = db.one('SELECT value FROM memory WHERE key = ?', markKey);
  // Nobody but a move writes it.
  return row === undefined ? undefined : (JSON.parse(String(row.value)) as Mark);
}

export function refuseMoved(db: Database): void {
  const mark = markIn(db);
  if (!mark) return;
  db.close();
  throw movedAway('sqlite', mark);
}
