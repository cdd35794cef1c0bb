import { expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { openAudit } from '../../src/audit/audit.ts';
import { auditedStore } from '../../src/audit/audited-store.ts';
import { Busy, type Entry, Stale } from '../../src/kit.ts';

const ann = { id: 'web:local:ann', name: 'ann' };
const bob = { id: 'web:local:bob', name: 'bob' };

function audited() {
  const store = sqliteStore(':memory:');
  const audit = openAudit(store);
  const fresh = (id: string) => ({
    ...{ id, operation: 'disk.remove', input: { disk: 'd1' }, who: ann, locale: 'en' as const, likeness: 'x', at: 5 },
    where: { chat: 'web', channel: 'general' },
    about: ['practice/disk/d1'],
  });
  const facts = async () =>
    (await audit.newest(50)).toReversed().map(({ kind, result, of, operation }) => [kind, result ?? of ?? operation]);
  return { store: auditedStore(store, audit), audit, fresh, facts };
}

it('writes who began what with which plan, who decided, and how it ended', async () => {
  const { store, audit, fresh } = audited();
  const entries: readonly Entry[] = [
    { at: 6, kind: 'began', step: 'confirm', asked: {} },
    { at: 7, kind: 'answered', step: 'confirm', value: { yes: true }, by: bob, print: 'f'.repeat(64) },
    { at: 8, kind: 'ended', outcome: 'done' },
  ];

  await store.begin(fresh('op-1'), 'event-1', 5);
  for (const [length, entry] of entries.entries()) await store.append('op-1', length, entry, { state: 'going' });

  const rows = (await audit.newest(10)).toReversed();
  expect(rows).toMatchObject([
    {
      ...{ kind: 'begun', operation: 'op-1', does: 'disk.remove', who: 'web:local:ann', name: 'ann' },
      ...{ where: 'web:general', about: ['practice/disk/d1'], plan: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    { kind: 'answered', operation: 'op-1', who: 'web:local:bob', result: 'yes', plan: 'f'.repeat(64) },
    { kind: 'ended', operation: 'op-1', result: 'done', length: 2 },
  ]);
  expect(await audit.verify()).toMatchObject({ whole: true, rows: 3 });
});

it('writes who said no, and why in their words', async () => {
  const { store, audit, fresh } = audited();
  await store.begin(fresh('op-1'), 'event-1', 5);
  const said = { en: 'denied by bob', ru: 'отказ: bob', ko: 'bob 님이 거부함' };
  const no: Entry = {
    at: 7,
    kind: 'failed',
    step: 'confirm',
    reason: { code: 'cancelled', said },
    by: bob,
    why: 'mine',
  };

  await store.append('op-1', 0, no, { state: 'going' });

  expect((await audit.newest(1))[0]).toMatchObject({ kind: 'answered', result: 'no', who: bob.id, why: 'mine' });
});

it('writes who chose otherwise before it was decided, and what', async () => {
  const { store, audit, fresh } = audited();
  await store.begin(fresh('op-1'), 'event-1', 5);

  const chosen: Entry = { at: 7, kind: 'toggled', step: 'confirm', toggle: 'imageFirst', on: true, by: bob };
  await store.append('op-1', 0, chosen, { state: 'going' });

  const [row] = await audit.newest(1);
  expect(row).toMatchObject({ kind: 'toggled', operation: 'op-1', result: '--image-first=true', who: bob.id, at: 7 });
});

it('writes who had the others asked once more, and not that they were by themselves', async () => {
  const { store, audit, fresh, facts } = audited();
  await store.begin(fresh('op-1'), 'event-1', 5);

  await store.append('op-1', 0, { at: 6, kind: 'reminded', step: 'confirm' }, { state: 'waiting' });
  await store.append('op-1', 1, { at: 7, kind: 'reminded', step: 'confirm', by: ann }, { state: 'waiting' });

  expect(await facts()).toEqual([
    ['begun', 'op-1'],
    ['reminded', 'op-1'],
  ]);
  expect((await audit.newest(1))[0]).toMatchObject({ who: ann.id, name: 'ann', length: 1 });
});

it('writes no step: those stand in the journal', async () => {
  const { store, fresh, facts } = audited();
  await store.begin(fresh('op-1'), 'event-1', 5);

  await store.append('op-1', 0, { at: 6, kind: 'began', step: 'disk' }, { state: 'going' });
  await store.append('op-1', 1, { at: 7, kind: 'did', step: 'disk' }, { state: 'going' });

  expect(await facts()).toEqual([['begun', 'op-1']]);
});

it('takes back what then was not so: heard before, busy, overtaken', async () => {
  const { store, fresh, facts } = audited();
  await store.begin(fresh('op-1'), 'event-1', 5);
  await store.begin(fresh('op-2'), 'event-1', 5);
  await expect(store.begin(fresh('op-3'), 'event-3', 5)).rejects.toBeInstanceOf(Busy);
  const again: Entry = { at: 9, kind: 'again', by: ann };
  await expect(store.append('op-1', 7, again, { state: 'going' })).rejects.toBeInstanceOf(Stale);

  expect(await facts()).toEqual([
    ['begun', 'op-1'],
    ['begun', 'op-2'],
    ['void', 'heard before'],
    ['begun', 'op-3'],
    ['void', 'busy'],
    ['again', 'op-1'],
    ['void', 'overtaken'],
  ]);
});

it('begins nothing that cannot be written down', async () => {
  const inner = sqliteStore(':memory:');
  const audit = openAudit({ ...inner, add: () => Promise.reject(new Error('no room')) });
  const { fresh } = audited();

  await expect(auditedStore(inner, audit).begin(fresh('op-1'), 'event-1', 5)).rejects.toThrow('no room');

  expect(await inner.read('op-1')).toBeUndefined();
});
