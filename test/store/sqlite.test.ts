import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../adapters/store/sqlite/database.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { migrate, migrations } from '../../adapters/store/sqlite/migrations.ts';

import { storeContract } from '../contract/store.ts';
import { storeLanesContract } from '../contract/store-lanes.ts';
import { storeMessagesContract } from '../contract/store-messages.ts';
import { storeOfficesContract } from '../contract/store-offices.ts';
import { storeTakesContract } from '../contract/store-takes.ts';
import { placeOfFile } from './file-place.ts';

const place = async () => placeOfFile();

storeContract('sqlite', place);
storeMessagesContract('sqlite', place);
storeLanesContract('sqlite', place);
storeOfficesContract('sqlite', place);
storeTakesContract('sqlite', place);

describe('sqlite file', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hoist-store-'));
    file = join(dir, 'hoist.sqlite');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('opens a file that version 1 has written', async () => {
    const old = new DatabaseSync(file);
    old.exec(readFileSync(new URL('./version-1.sql', import.meta.url), 'utf8'));
    old.close();

    const store = sqliteStore(file);

    expect(await store.read('op-old1')).toMatchObject({
      head: { state: 'waiting', who: { name: 'ann' }, where: { chat: 'web', thread: 't1' }, length: 2 },
      entries: [{ kind: 'began' }, { kind: 'tried' }],
    });
    expect(await store.nextDue()).toBe(1_700_000_000_500);
    expect(await store.unsent(5)).toMatchObject([{ id: 'op-old1.card', wanted: 2, sent: 1, ref: 'ref 1' }]);
    expect(await store.took('gpu.start practice')).toEqual({ disk: [900] });
    expect(await store.get('lang:ann')).toBe('ru');
    expect(await store.heard('event 1', 0)).toBe(false);
    await store.close();
  });

  it('brings a file through every migration that is new to it, once', () => {
    const db = new DatabaseSync(file);
    migrate(db);
    const later = [...migrations, 'ALTER TABLE operation ADD COLUMN colour TEXT'];

    migrate(db, later);
    migrate(db, later);

    expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(later.length);
    db.close();
  });

  it('leaves a file as it was when a migration breaks', () => {
    const db = new DatabaseSync(file);
    migrate(db);

    expect(() => migrate(db, [...migrations, 'CREATE TABLE extra(a); SELECT nonsense FROM nowhere'])).toThrow(
      'nowhere',
    );

    expect(db.prepare('PRAGMA user_version').get()?.user_version).toBe(migrations.length);
    expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'extra'`).get()).toBeUndefined();
    db.close();
  });

  it('refuses a file of a later version instead of damaging it', () => {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 999');
    db.close();

    expect(() => sqliteStore(file)).toThrow('later version');
  });

  it('has nothing of a transaction that the process died in', async () => {
    const store = sqliteStore(file);
    await store.put('before', 1);
    const dying = `
      import { DatabaseSync } from 'node:sqlite';
      const db = new DatabaseSync(process.argv[1]);
      db.exec("BEGIN IMMEDIATE; INSERT INTO memory VALUES ('half', '1')");
      process.kill(process.pid, 'SIGKILL');`;

    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', dying, file]);

    expect(signal).toBe('SIGKILL');
    expect(await store.all('')).toEqual([['before', 1]]);
    await store.put('after', 2);
    await store.close();
  });

  it('has every commit on the disk when it answers', () => {
    const db = openDatabase(file);

    expect(db.one('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.one('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    db.close();
  });
});
