import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { openAudit } from '../../src/audit/audit.ts';
import { mapMemory } from '../contract/map-memory.ts';

const said = (nth: number) => ({ at: nth, kind: 'said', command: 'gpu start', who: 'web:local:ann' }) as const;

describe('an audit', () => {
  it('is whole when nobody touched it, and says its head', async () => {
    const audit = openAudit(mapMemory());
    await audit.write(said(1));
    const { hash } = await audit.write(said(2));

    expect(await audit.verify()).toEqual({ whole: true, rows: 2, first: 1, head: hash });
    expect((await audit.newest(5)).map(({ at }) => at)).toEqual([2, 1]);
  });

  it('has nothing to say before the first row', async () => {
    expect(await openAudit(mapMemory()).verify()).toEqual({ whole: true, rows: 0, first: 1, head: undefined });
  });

  it('is one chain, however many processes write it at once', async () => {
    const memory = mapMemory();
    const processes = Array.from({ length: 5 }, () => openAudit(memory));

    await Promise.all(Array.from({ length: 200 }, (_, nth) => processes[nth % 5]?.write(said(nth))));

    expect(await openAudit(memory).verify()).toMatchObject({ whole: true, rows: 200 });
    const ats = (await openAudit(memory).newest(500)).map(({ at }) => at);
    expect(ats.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, nth) => nth));
  });

  it('goes on behind the last row after a restart, also behind many', async () => {
    const memory = mapMemory();
    const before = openAudit(memory);
    for (let nth = 1; nth <= 1_030; nth++) await before.write(said(nth));

    const { seq } = await openAudit(memory).write(said(1_031));

    expect(seq).toBe(1_031);
    expect(await openAudit(memory).verify()).toMatchObject({ whole: true, rows: 1_031 });
  });

  it('forgets what is old and is still whole from there on, also where it died in the middle of that', async () => {
    const memory = mapMemory();
    const audit = openAudit(memory);
    for (let nth = 1; nth <= 20; nth++) await audit.write(said(nth));
    let left = 3;
    const dying = {
      ...memory,
      forget: async (key: string) => (left-- > 0 ? memory.forget(key) : Promise.reject(new Error('died'))),
    };

    await expect(openAudit(dying).prune(8)).rejects.toThrow('died');
    expect(await openAudit(memory).verify()).toMatchObject({ whole: true, rows: 13, first: 8 });
    await openAudit(memory).prune(11);

    expect(await openAudit(memory).verify()).toMatchObject({ whole: true, rows: 10, first: 11 });
    expect((await openAudit(memory).newest(99)).map(({ at }) => at)).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11]);
    expect((await memory.all('audit/')).length).toBe(10);
    await openAudit(memory).write(said(21));
    await memory.forget('audit/000000000011');
    expect(await openAudit(memory).verify()).toEqual({ whole: false, seq: 11, flaw: 'moved' });
  });

  it('keeps the last row, however old it is', async () => {
    const memory = mapMemory();
    const audit = openAudit(memory);
    for (let nth = 1; nth <= 5; nth++) await audit.write(said(nth));

    await audit.prune(1_000);
    await openAudit(memory).write(said(6));

    expect(await audit.verify()).toMatchObject({ whole: true, rows: 2, first: 5 });
  });

  it('finds a thousand rows that are gone from the middle', async () => {
    const memory = mapMemory();
    const audit = openAudit(memory);
    for (let nth = 1; nth <= 2_010; nth++) await audit.write(said(nth));

    for (let seq = 1_000; seq < 2_000; seq++) await memory.forget(`audit/${String(seq).padStart(12, '0')}`);

    expect(await audit.verify()).toEqual({ whole: false, seq: 1_000, flaw: 'moved' });
  });

  it.each([
    ['a row that is gone', 2, (seq: string) => `DELETE FROM memory WHERE key = '${seq}'`, 'moved'],
    [
      'a row that is another one',
      2,
      (seq: string) => `UPDATE memory SET value = replace(value, 'ann', 'bob') WHERE key = '${seq}'`,
      'changed',
    ],
    ['a row that is no row', 2, (seq: string) => `UPDATE memory SET value = '{}' WHERE key = '${seq}'`, 'unreadable'],
    [
      'a row that says more',
      2,
      (seq: string) => `UPDATE memory SET value = json_set(value, '$.note', 'x') WHERE key = '${seq}'`,
      'unreadable',
    ],
    ['the last row cut off', 3, (seq: string) => `DELETE FROM memory WHERE key = '${seq}'`, 'missing'],
    ['the place where the end is noted gone', 3, () => `DELETE FROM memory WHERE key = 'audit-end'`, 'missing'],
    ['the first row gone', 1, (seq: string) => `DELETE FROM memory WHERE key = '${seq}'`, 'moved'],
  ])('finds %s, and says which', async (_, seq, sql, flaw) => {
    const { file, audit } = await threeRows();

    change(file, sql(`audit/${String(seq).padStart(12, '0')}`));

    expect(await audit.verify()).toEqual({ whole: false, seq, flaw });
  });

  it('finds any byte that is another one, and in which row', async () => {
    const { file, audit, texts } = await threeRows();

    for (const [nth, text] of texts.entries()) {
      const key = `audit/${String(nth + 1).padStart(12, '0')}`;
      for (let at = 0; at < text.length; at++) {
        const other = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
        change(file, 'UPDATE memory SET value = ? WHERE key = ?', other, key);
        expect(await audit.verify(), `byte ${at} of row ${nth + 1}: ${other}`).toMatchObject({
          whole: false,
          seq: nth + 1,
        });
      }
      change(file, 'UPDATE memory SET value = ? WHERE key = ?', text, key);
    }
    expect(await audit.verify()).toMatchObject({ whole: true });
  });
});

async function threeRows() {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-audit-'));
  const file = join(folder, 'hoist.sqlite');
  const store = sqliteStore(file);
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const audit = openAudit(store);
  for (let nth = 1; nth <= 3; nth++) await audit.write(said(nth));
  const db = new DatabaseSync(file);
  const rows = db.prepare("SELECT value FROM memory WHERE key LIKE 'audit/%' ORDER BY key").all();
  db.close();
  return { file, audit, texts: rows.map(({ value }) => String(value)) };
}

function change(file: string, sql: string, ...values: readonly string[]): void {
  const db = new DatabaseSync(file);
  // Only the disk is what this would wait for.
  db.exec('PRAGMA synchronous = OFF');
  db.prepare(sql).run(...values);
  db.close();
}
