import type { DatabaseSync } from 'node:sqlite';

/**
 * What makes a file of version n into one of version n + 1. Written once and never changed again:
 * files in the field were made by them.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE operation(
    id TEXT PRIMARY KEY,
    operation TEXT NOT NULL,
    input TEXT NOT NULL,
    owner TEXT NOT NULL,
    who TEXT NOT NULL,
    place TEXT NOT NULL,
    locale TEXT NOT NULL,
    likeness TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    length INTEGER NOT NULL DEFAULT 0,
    wake INTEGER,
    worker TEXT,
    lease INTEGER,
    fence INTEGER NOT NULL DEFAULT 0,
    due INTEGER GENERATED ALWAYS AS (CASE WHEN worker IS NULL THEN wake ELSE lease END) VIRTUAL
  ) STRICT;
  CREATE INDEX operation_due ON operation(due) WHERE due IS NOT NULL;
  CREATE INDEX operation_at ON operation(at);
  CREATE INDEX operation_owner ON operation(owner, at);
  CREATE INDEX operation_state ON operation(state, at);

  CREATE TABLE entry(
    operation TEXT NOT NULL,
    number INTEGER NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (operation, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE event(event TEXT PRIMARY KEY, operation TEXT, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX event_at ON event(at);

  CREATE TABLE message(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    chat TEXT NOT NULL,
    place TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT -1,
    ref TEXT
  ) STRICT;
  CREATE INDEX message_operation ON message(operation);
  CREATE INDEX message_unsent ON message(chat, number) WHERE wanted > sent;

  CREATE TABLE took(number INTEGER PRIMARY KEY, likeness TEXT NOT NULL, step TEXT NOT NULL, ms INTEGER NOT NULL) STRICT;
  CREATE INDEX took_likeness ON took(likeness, step, number);

  CREATE TABLE memory(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // The lane is the cloud that the input names. One index finds the first of each lane, and so the first of all.
  `
  ALTER TABLE operation ADD COLUMN lane TEXT NOT NULL DEFAULT '';
  UPDATE operation SET lane = json_extract(input, '$.cloud') WHERE json_type(input, '$.cloud') = 'text';
  DROP INDEX operation_due;
  CREATE INDEX operation_lane ON operation(lane, due) WHERE due IS NOT NULL;
  CREATE TRIGGER operation_lane AFTER INSERT ON operation WHEN json_type(NEW.input, '$.cloud') = 'text' BEGIN
    UPDATE operation SET lane = json_extract(NEW.input, '$.cloud') WHERE id = NEW.id;
  END;

  ALTER TABLE operation ADD COLUMN about TEXT;
  CREATE TABLE thing(thing TEXT NOT NULL, operation TEXT NOT NULL, PRIMARY KEY (thing, operation)) STRICT, WITHOUT ROWID;
  CREATE TRIGGER operation_about AFTER INSERT ON operation WHEN NEW.about IS NOT NULL BEGIN
    INSERT OR IGNORE INTO thing(thing, operation) SELECT value, NEW.id FROM json_each(NEW.about);
  END;
  CREATE TRIGGER operation_forgotten AFTER DELETE ON operation WHEN OLD.about IS NOT NULL BEGIN
    DELETE FROM thing WHERE operation = OLD.id AND thing IN (SELECT value FROM json_each(OLD.about));
  END;
  `,
  'ALTER TABLE operation ADD COLUMN approval TEXT',
  // What ended is numbered, so that who began to count before it still counts it.
  `
  ALTER TABLE operation ADD COLUMN takes TEXT;
  CREATE TABLE take(
    of TEXT NOT NULL,
    operation TEXT NOT NULL,
    thing TEXT,
    amount REAL NOT NULL,
    ended INTEGER,
    PRIMARY KEY (operation, of)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX take_of ON take(of, ended);
  CREATE TABLE endings(count INTEGER NOT NULL) STRICT;
  INSERT INTO endings VALUES (0);
  CREATE TRIGGER operation_takes AFTER INSERT ON operation WHEN NEW.takes IS NOT NULL BEGIN
    INSERT INTO take(of, operation, thing, amount, ended)
    SELECT value ->> '$.of', NEW.id, value ->> '$.as', value ->> '$.amount',
      iif(NEW.state IN ('going', 'waiting'), NULL, 0)
    FROM json_each(NEW.takes);
  END;
  CREATE TRIGGER operation_taken AFTER UPDATE OF state ON operation
  WHEN NEW.takes IS NOT NULL AND OLD.state IN ('going', 'waiting') AND NEW.state NOT IN ('going', 'waiting') BEGIN
    UPDATE endings SET count = count + 1;
    UPDATE take SET ended = (SELECT count FROM endings) WHERE operation = NEW.id;
  END;
  CREATE TRIGGER operation_takes_again AFTER UPDATE OF state ON operation
  WHEN NEW.takes IS NOT NULL AND OLD.state NOT IN ('going', 'waiting') AND NEW.state IN ('going', 'waiting') BEGIN
    UPDATE take SET ended = NULL WHERE operation = NEW.id;
  END;
  CREATE TRIGGER operation_took AFTER DELETE ON operation WHEN OLD.takes IS NOT NULL BEGIN
    DELETE FROM take WHERE operation = OLD.id;
  END;
  `,
];

/** Brings the file to the newest version, or refuses one that a later Hoist has written. */
export function migrate(db: DatabaseSync, steps: readonly string[] = migrations): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version > steps.length) {
      throw new Error(`the store was written by a later version (${version}, this one knows ${steps.length})`);
    }
    for (const step of steps.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${steps.length}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
