import { expect, it } from 'vitest';
import type { Entry } from '../../src/kit.ts';
import { verbatim } from '../../src/kit.ts';
import { passagesOf } from '../../src/observe/passages.ts';
import { said } from '../../src/phrases.ts';

const head = { id: 'op-1', operation: 'thing.start', input: {}, at: 0 };
const by = { id: 'web:local:ann', name: 'ann' };
const reason = (code: 'quota' | 'unavailable' | 'cancelled') => ({ code, said: said(verbatim(code)) });

const began = (step: string, at: number): Entry => ({ at, kind: 'began', step });
const did = (step: string, at: number): Entry => ({ at, kind: 'did', step });
const over = (...entries: readonly Entry[]) => passagesOf({ head, entries });

it('counts a step from when it began, with all its tries', () => {
  const tried: Entry = { at: 20, kind: 'tried', step: 'disk', reason: reason('unavailable'), next: 30 };

  expect(over(began('disk', 10), tried)).toEqual([
    { kind: 'try', step: 'disk', round: 0, from: 10, to: 20, code: 'unavailable' },
  ]);
  expect(over(began('disk', 10), tried, { ...tried, at: 35 })).toMatchObject([{ kind: 'try', from: 30, to: 35 }]);
  expect(over(began('disk', 10), tried, did('disk', 40))).toEqual([
    { kind: 'step', step: 'disk', round: 0, from: 10, to: 40, outcome: 'did' },
  ]);
});

it('takes nothing for over that has only begun', () => {
  expect(over()).toEqual([]);
  expect(over(began('disk', 10))).toEqual([]);
  expect(over(began('disk', 10), { at: 11, kind: 'resumed' })).toEqual([]);
});

it('counts taking back from where the undo before it was over', () => {
  const failed: Entry = { at: 30, kind: 'failed', step: 'b', reason: reason('quota') };
  const gone: Entry = { at: 35, kind: 'undid', step: 'b' };
  const tried: Entry = { at: 40, kind: 'tried', step: 'a', undo: true, reason: reason('unavailable') };
  const all = [began('a', 10), did('a', 20), began('b', 20), failed];

  expect(over(...all)).toMatchObject([{ step: 'b', from: 20, to: 30, outcome: 'failed', code: 'quota' }]);
  expect(over(...all, gone)).toMatchObject([{ step: 'b', undo: true, from: 30, to: 35, outcome: 'undid' }]);
  expect(over(...all, gone, { ...tried, next: 50 })).toMatchObject([{ kind: 'try', undo: true, from: 35, to: 40 }]);
  // Without a next try it is given up.
  expect(over(...all, gone, tried)).toMatchObject([{ kind: 'try' }, { kind: 'step', undo: true, outcome: 'left' }]);
});

it('counts an operation that came to a second end from where it was taken up again', () => {
  const stuck: Entry = { at: 40, kind: 'ended', outcome: 'stuck', left: ['a'] };
  const all = [began('a', 10), { at: 30, kind: 'failed', step: 'a', reason: reason('quota') }, stuck] as const;
  const later = [...all, { at: 100, kind: 'again', by }, { at: 120, kind: 'undid', step: 'a' }] as const;

  expect(over(...all)).toContainEqual({
    kind: 'operation',
    nth: 1,
    from: 0,
    to: 40,
    outcome: 'stuck',
    code: 'quota',
  });
  expect(over(...later)).toMatchObject([{ round: 1, from: 100, to: 120, outcome: 'undid' }]);
  expect(over(...later, { at: 121, kind: 'ended', outcome: 'undone' })).toMatchObject([
    { kind: 'operation', nth: 2, from: 100, to: 121, outcome: 'undone' },
  ]);
});

it('tells at the end of the steps whose end a person wrote', () => {
  const asked = [began('confirm', 10), { at: 60, kind: 'answered', step: 'confirm', value: {}, by }] as const;
  const cancelled: Entry = { at: 80, kind: 'failed', reason: reason('cancelled'), by };
  const ended: Entry = { at: 90, kind: 'ended', outcome: 'undone' };

  expect(over(...asked, began('a', 61), cancelled, ended)).toMatchObject([
    { kind: 'step', step: 'confirm', from: 10, to: 60, outcome: 'answered' },
    { kind: 'step', step: 'a', from: 61, to: 80, outcome: 'cancelled' },
    { kind: 'operation', outcome: 'undone', code: 'cancelled' },
  ]);
});
