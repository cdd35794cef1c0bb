import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One change of one object; no body means it is gone. */
export interface Change {
  readonly table: string;
  readonly id: string;
  readonly body: string | undefined;
}

export interface Storage {
  load(): Iterable<{ readonly table: string; readonly body: string }>;
  /** All of them or none, before the caller answers. */
  write(changes: readonly Change[]): void;
  close(): void;
}

export const memoryStorage: Storage = { load: () => [], write: () => {}, close: () => {} };

/** Throws `SQLITE_BUSY` where another process serves the same folder: the lock is what keeps one folder in one process. */
export function fileStorage(dir: string): Storage {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'cloud.sqlite');
  const db = new DatabaseSync(file);
  try {
    // A killed process loses nothing here: what was written is the system's, and only a power cut needs FULL.
    // A folder that is being made waits for no disk at all.
    db.exec('pragma locking_mode = exclusive; pragma synchronous = off; pragma journal_mode = wal');
    db.exec(`create table if not exists object (
      seq integer primary key autoincrement, kind text not null, id text not null, body text not null, unique (kind, id))`);
    db.exec('pragma synchronous = normal');
    chmodSync(file, 0o600);
  } catch (error) {
    db.close();
    throw error;
  }
  const put = db.prepare(
    'insert into object (kind, id, body) values (?, ?, ?) on conflict (kind, id) do update set body = excluded.body',
  );
  const remove = db.prepare('delete from object where kind = ? and id = ?');
  return {
    *load() {
      for (const row of db.prepare('select kind, body from object order by seq').iterate())
        yield { table: String(row.kind), body: String(row.body) };
    },
    write(changes) {
      db.exec('begin immediate');
      try {
        for (const { table, id, body } of changes)
          if (body === undefined) remove.run(table, id);
          else put.run(table, id, body);
        db.exec('commit');
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    close: () => db.close(),
  };
}
