import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { withRoom } from './disk-full.ts';
import { fileInUse } from './in-use.ts';
import { migrate } from './migrations.ts';

export type Row = Readonly<Record<string, unknown>>;

/** One connection with its statements prepared once, and transactions that either happen or do not. */
export interface Database {
  run(sql: string, ...values: SQLInputValue[]): number;
  one(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  /** Takes the write lock first, so that what was read inside still holds when it is written. */
  whole<T>(work: () => T): T;
  /**
   * Commits that may be lost with the power, though not with the process: claims, and what chats already show.
   * They come back by themselves, and waiting for the disk at each of them would be most of the engine's time.
   */
  lightly<T>(work: () => T): T;
  close(): void;
}

interface How {
  /** Nobody else has it open, nor can open it until it is closed. The system keeps that, and ends it with the process. */
  readonly alone?: true;
}

export function openDatabase(file: string, { alone }: How = {}): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: alone ? 500 : 10_000 });
  try {
    if (alone) db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // FULL: what was answered survives the power going, not only the process.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY');
    migrate(db);
  } catch (error) {
    db.close();
    throw isBusy(error) ? fileInUse(alone ? 'used' : 'locked', error) : error;
  }
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    run: (sql, ...values) => withRoom(() => Number(statement(sql).run(...values).changes)),
    one: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
    whole(work) {
      statement('BEGIN IMMEDIATE').run();
      try {
        const value = work();
        withRoom(() => statement('COMMIT').run());
        return value;
      } catch (error) {
        if (db.isTransaction) statement('ROLLBACK').run();
        throw error;
      }
    },
    lightly(work) {
      statement('PRAGMA synchronous = NORMAL').run();
      try {
        return work();
      } finally {
        statement('PRAGMA synchronous = FULL').run();
      }
    },
    close: () => db.close(),
  };
}

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;
