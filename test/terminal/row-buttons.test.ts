import { expect, it } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { atPrompt } from '../../adapters/chat/terminal/words.ts';
import type { Row } from '../../src/kit.ts';

const button = (label: string, command: string, args: Readonly<Record<string, string>>) => ({
  label,
  press: { command, args },
});
const machine = (name: string, id: string, ...commands: readonly string[]): Row => ({
  cells: [name, 'on'],
  buttons: commands.map((verb) => button(verb, `gpu ${verb}`, { machine: id, cloud: 'practice' })),
});

/** What stands under the rows. */
function under(rows: readonly Row[], columns = ['Name', 'State'], buttons = true): readonly string[] {
  const table = { kind: 'table', columns: columns.map((name) => ({ name })), rows } as const;
  const lines = draw({ title: 'Things', tone: 'plain', blocks: [table] }, { locale: 'en', typed: atPrompt, buttons });
  return lines.slice(rows.length + 4);
}

it('says once what can be typed for many rows, with the column that names them', () => {
  const rows = [machine('a', 'id-1', 'stop', 'park'), machine('b', 'id-2', 'stop', 'park'), machine('c', 'id-3')];

  expect(under(rows)).toEqual([
    '  stop  gpu stop --machine "<Name>" --cloud practice',
    '  park  gpu park --machine "<Name>" --cloud practice',
  ]);
});

it('says what only one row offers for that row', () => {
  const rows = [machine('a', 'id-1', 'stop'), machine('b', 'id-2', 'stop', 'unpark')];

  expect(under(rows)).toEqual([
    '  stop      gpu stop --machine "<Name>" --cloud practice',
    '  unpark b  gpu unpark --machine id-2 --cloud practice',
  ]);
});

it('takes the column that holds what differs', () => {
  const rows = ['op-1', 'op-2'].map((operation) => ({
    cells: ['Starting', operation],
    buttons: [button('Show', 'op show', { operation })],
  }));

  expect(under(rows, ['What', 'Id'])).toEqual(['  Show  op show --operation "<Id>"']);
});

it('says nothing where no row has a button, or buttons are left out', () => {
  expect(under([{ cells: ['a', 'on'] }])).toEqual([]);
  expect(under([machine('a', 'id-1', 'stop')], ['Name', 'State'], false)).toEqual([]);
});

it('names by its flag what is only the rest of a cell', () => {
  const rows = ['list', 'start'].map((verb) => ({
    cells: [`gpu ${verb}`, 'About it'],
    buttons: [button('Explain', 'hoist help', { noun: 'gpu', verb })],
  }));

  expect(under(rows, ['gpu', ''])).toEqual(['  Explain  hoist help --noun gpu --verb "<verb>"']);
});
