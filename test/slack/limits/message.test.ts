import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { messageFaults } from '../../../adapters/chat/slack/limits/message.ts';

const x = (count: number) => 'x'.repeat(count);
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const faults = (...blocks: readonly unknown[]) => messageFaults({ text: 'said', blocks });

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
const button = (text: string, more: object = {}) => ({ type: 'button', text: plain(text), ...more });
const actions = (...elements: readonly unknown[]) => ({ type: 'actions', elements });
const option = (text: string, value = text) => ({ text: plain(text), value });
const overflow = (count: number) => ({ type: 'overflow', options: times(count, (at) => option(`o${at}`)) });
const select = (options: readonly unknown[], more: object = {}) => ({ type: 'static_select', options, ...more });
const cell = (text: string) => ({ type: 'raw_text', text });
const rows = (count: number, columns: number, text = 'c') => times(count, () => times(columns, () => cell(text)));
const table = (cells: readonly unknown[], more: object = {}) => ({ type: 'table', rows: cells, ...more });
const dataTable = (cells: readonly unknown[], more: object = {}) => ({
  type: 'data_table',
  caption: 'Machines',
  rows: cells,
  ...more,
});
const rich = (...elements: readonly unknown[]) => ({ type: 'rich_text', elements });
const line = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
const task = (id: string, more: object = {}) => ({
  type: 'task_card',
  task_id: id,
  title: 't',
  status: 'pending',
  ...more,
});
const plan = (...tasks: readonly unknown[]) => ({ type: 'plan', title: 'Plan', tasks });
const confirm = (title: number, text: number, yes: number, no: number) => ({
  title: plain(x(title)),
  text: plain(x(text)),
  confirm: plain(x(yes)),
  deny: plain(x(no)),
});

/** As Slack's own types would have it; that it compiles is half of the test. */
const known: readonly types.KnownBlock[] = [
  { type: 'header', text: { type: 'plain_text', text: 'Title' } },
  { type: 'plan', title: 'Steps', tasks: [{ type: 'task_card', task_id: 'a', title: 'Disk', status: 'in_progress' }] },
  { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '10.0.0.1' }] }] },
  { type: 'table', rows: [[{ type: 'raw_text', text: 'Name' }]], column_settings: [{ align: 'right' }] },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'a note', verbatim: true }] },
  { type: 'markdown', text: '# head' },
  { type: 'divider' },
];

describe('a message', () => {
  it('is taken when its blocks are as the types say', () => {
    expect(faults(...known)).toEqual([]);
  });

  it('needs a text, whatever its blocks say', () => {
    expect(messageFaults({ text: '', blocks: known })).not.toEqual([]);
    expect(messageFaults({ text: x(40_000) })).toEqual([]);
    expect(messageFaults({ text: x(40_001) })).not.toEqual([]);
  });

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['50 blocks', times(50, () => section('a')), times(51, () => section('a'))],
    ['3000 characters in a section', [section(x(3000))], [section(x(3001))]],
    ['a section that says something', [section('a')], [section('')]],
    [
      '10 fields',
      [{ type: 'section', fields: times(10, () => plain('f')) }],
      [{ type: 'section', fields: times(11, () => plain('f')) }],
    ],
    [
      '2000 characters in a field',
      [{ type: 'section', fields: [plain(x(2000))] }],
      [{ type: 'section', fields: [plain(x(2001))] }],
    ],
    [
      '150 characters in a header',
      [{ type: 'header', text: plain(x(150)) }],
      [{ type: 'header', text: plain(x(151)) }],
    ],
    [
      '10 elements of a context',
      [{ type: 'context', elements: times(10, () => plain('a')) }],
      [{ type: 'context', elements: times(11, () => plain('a')) }],
    ],
    ['25 actions', [actions(...times(25, () => button('b')))], [actions(...times(26, () => button('b')))]],
    ['at least one action', [actions(button('b'))], [actions()]],
    ['75 characters on a button', [actions(button(x(75)))], [actions(button(x(76)))]],
    [
      '2000 characters behind a button',
      [actions(button('b', { value: x(2000) }))],
      [actions(button('b', { value: x(2001) }))],
    ],
    [
      '3000 characters of address',
      [actions(button('b', { url: `https://a.example/${x(2900)}` }))],
      [actions(button('b', { url: `https://a.example/${x(3000)}` }))],
    ],
    [
      '255 characters of action_id',
      [actions(button('b', { action_id: x(255) }))],
      [actions(button('b', { action_id: x(256) }))],
    ],
    ['5 options of an overflow', [actions(overflow(5))], [actions(overflow(6))]],
    [
      '100 options of a select',
      [actions(select(times(100, (at) => option(`${at}`))))],
      [actions(select(times(101, (at) => option(`${at}`))))],
    ],
    ['75 characters of an option', [actions(select([option(x(75), 'v')]))], [actions(select([option(x(76), 'v')]))]],
    [
      '150 characters behind an option',
      [actions(select([option('o', x(150))]))],
      [actions(select([option('o', x(151))]))],
    ],
    [
      'an initial option that is there',
      [actions(select([option('a')], { initial_option: option('a') }))],
      [actions(select([option('a')], { initial_option: option('b') }))],
    ],
    [
      'the texts of a confirm',
      [actions(button('b', { confirm: confirm(100, 300, 30, 30) }))],
      [actions(button('b', { confirm: confirm(100, 301, 30, 30) }))],
    ],
    [
      'the buttons of a confirm',
      [actions(button('b', { confirm: confirm(100, 300, 30, 30) }))],
      [actions(button('b', { confirm: confirm(100, 300, 31, 30) }))],
    ],
    ['one plan', [plan(task('a'))], [plan(task('a')), plan(task('b'))]],
    ['a title of every task', [plan(task('a'))], [plan(task('a', { title: '' }))]],
    ['four states of a task', [plan(task('a', { status: 'error' }))], [plan(task('a', { status: 'undone' }))]],
    [
      'one element in the details of a task',
      [plan(task('a', { details: rich(line('d')) }))],
      [plan(task('a', { details: rich(line('d'), line('e')) }))],
    ],
    ['tasks of different ids', [plan(task('a'), task('b'))], [plan(task('a'), task('a'))]],
    ['100 rows of a table', [table(rows(100, 1))], [table(rows(101, 1))]],
    ['20 columns', [table(rows(1, 20))], [table(rows(1, 21))]],
    ['rows of one length', [table(rows(2, 2))], [table([...rows(1, 2), ...rows(1, 3)])]],
    ['10 000 characters in a table', [table(rows(10, 1, x(1000)))], [table(rows(10, 1, x(1001)))]],
    ['cells that say something', [table(rows(2, 1))], [table(rows(2, 1, ''))]],
    ['one table', [table(rows(2, 1))], [table(rows(2, 1)), dataTable(rows(2, 1))]],
    [
      'one table, inside a container too',
      [table(rows(2, 1)), { type: 'container', title: plain('c'), child_blocks: [section('a')] }],
      [table(rows(2, 1)), { type: 'container', title: plain('c'), child_blocks: [table(rows(2, 1))] }],
    ],
    ['a row under the heading', [dataTable(rows(2, 1))], [dataTable(rows(1, 1))]],
    ['100 rows under the heading', [dataTable(rows(101, 1))], [dataTable(rows(102, 1))]],
    ['a caption', [dataTable(rows(2, 1))], [dataTable(rows(2, 1), { caption: '' })]],
    ['100 rows on a page', [dataTable(rows(2, 1), { page_size: 100 })], [dataTable(rows(2, 1), { page_size: 101 })]],
    ['plain headings', [dataTable([[cell('a')], [rich(line('b'))]])], [dataTable([[rich(line('a'))], [cell('b')]])]],
    [
      '12 000 characters of markdown in all',
      times(2, () => ({ type: 'markdown', text: x(6000) })),
      [...times(2, () => ({ type: 'markdown', text: x(6000) })), { type: 'markdown', text: 'x' }],
    ],
    [
      '13 000 characters in all',
      [...times(4, () => section(x(3000))), section(x(1000))],
      [...times(4, () => section(x(3000))), section(x(1001))],
    ],
    [
      '10 blocks in a container',
      [{ type: 'container', title: plain('c'), child_blocks: times(10, () => section('a')) }],
      [{ type: 'container', title: plain('c'), child_blocks: times(11, () => section('a')) }],
    ],
    [
      '10 cards',
      [{ type: 'carousel', elements: times(10, () => ({ type: 'card', title: plain('a') })) }],
      [{ type: 'carousel', elements: times(11, () => ({ type: 'card', title: plain('a') })) }],
    ],
    ['a card of 200 characters', [{ type: 'card', body: plain(x(200)) }], [{ type: 'card', body: plain(x(201)) }]],
    [
      'different block ids',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'b' },
      ],
      times(2, () => ({ type: 'divider', block_id: 'a' })),
    ],
    [
      'different action ids',
      [actions(button('b', { action_id: 'a' }))],
      [actions(button('b', { action_id: 'a' })), actions(button('b', { action_id: 'a' }))],
    ],
    ['no alert', [section('a')], [{ type: 'alert', text: plain('a') }]],
    ['no file', [section('a')], [{ type: 'file', external_id: 'f', source: 'remote' }]],
    ['no field that Slack does not know', [{ type: 'divider' }], [{ type: 'divider', colour: 'red' }]],
    ['no block that Slack does not know', [{ type: 'divider' }], [{ type: 'banner' }]],
    ['objects only', [{ type: 'divider' }], ['divider']],
  ])('takes %s', (_, good, bad) => {
    expect(faults(...good)).toEqual([]);
    expect(faults(...bad)).not.toEqual([]);
  });

  it('names the place as Slack does', () => {
    expect(faults(section('a'), section(x(3001)))).toEqual([
      'must be at most 3000 characters [json-pointer:/blocks/1/text/text]',
    ]);
  });
});
