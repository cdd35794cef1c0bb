import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { homeFaults, modalFaults } from '../../../adapters/chat/slack/limits/surface.ts';

const x = (count: number) => 'x'.repeat(count);
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const section = { type: 'section', text: plain('a') };
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Name'), element, ...more });
const typed = { type: 'plain_text_input' };

const form = {
  type: 'modal',
  title: plain('Start'),
  submit: plain('Start'),
  private_metadata: '{}',
  blocks: [
    { type: 'alert', text: { type: 'plain_text', text: 'No such image' }, level: 'warning' },
    { type: 'input', label: plain('Image'), element: { type: 'external_select', min_query_length: 0 } },
  ],
} satisfies types.ModalView;

const tab = { type: 'home', blocks: [{ type: 'section', text: plain('Mine') }] } satisfies types.HomeView;

describe('a modal', () => {
  it('is opened when it is as the types say', () => {
    expect(modalFaults(form)).toEqual([]);
  });

  it.each<[string, object, object]>([
    ['a title of 24 characters', { title: plain(x(24)) }, { title: plain(x(25)) }],
    ['a title that says something', { title: plain('a') }, { title: plain('') }],
    ['a submit of 24 characters', { submit: plain(x(24)) }, { submit: plain(x(25)) }],
    ['3000 characters of private_metadata', { private_metadata: x(3000) }, { private_metadata: x(3001) }],
    ['255 characters of callback_id', { callback_id: x(255) }, { callback_id: x(256) }],
    ['100 blocks', { blocks: times(100, () => section) }, { blocks: times(101, () => section) }],
    [
      'a label of 2000 characters',
      { blocks: [input(typed, { label: plain(x(2000)) })] },
      { blocks: [input(typed, { label: plain(x(2001)) })] },
    ],
    [
      'a placeholder of 150 characters',
      { blocks: [input({ ...typed, placeholder: plain(x(150)) })] },
      { blocks: [input({ ...typed, placeholder: plain(x(151)) })] },
    ],
    [
      '3000 typed characters',
      { blocks: [input({ ...typed, max_length: 3000 })] },
      { blocks: [input({ ...typed, max_length: 3001 })] },
    ],
    [
      'a whole number',
      { blocks: [input({ type: 'number_input', is_decimal_allowed: false, initial_value: '4' })] },
      { blocks: [input({ type: 'number_input', is_decimal_allowed: false, initial_value: 'four' })] },
    ],
    [
      '10 checkboxes',
      { blocks: [input({ type: 'checkboxes', options: times(10, (at) => ({ text: plain('o'), value: `${at}` })) })] },
      { blocks: [input({ type: 'checkboxes', options: times(11, (at) => ({ text: plain('o'), value: `${at}` })) })] },
    ],
    [
      'one element with the focus',
      { blocks: [input({ ...typed, focus_on_load: true })] },
      { blocks: times(2, () => input({ ...typed, focus_on_load: true })) },
    ],
    ['no plan', { blocks: [section] }, { blocks: [{ type: 'plan', title: 'p' }] }],
    ['no table', { blocks: [section] }, { blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }] }],
    ['no markdown', { blocks: [section] }, { blocks: [{ type: 'markdown', text: 'a' }] }],
  ])('takes %s', (_, good, bad) => {
    expect(modalFaults({ ...form, ...good })).toEqual([]);
    expect(modalFaults({ ...form, ...bad })).not.toEqual([]);
  });

  it('has a submit when something can be filled in', () => {
    const { submit, ...without } = form;

    expect(submit).toBeDefined();
    expect(modalFaults(without)).toEqual(['is required when there is an input [json-pointer:/submit]']);
    expect(modalFaults({ ...without, blocks: [section] })).toEqual([]);
  });
});

describe('the Home tab', () => {
  it('is published when it is as the types say', () => {
    expect(homeFaults(tab)).toEqual([]);
  });

  it.each<[string, readonly unknown[]]>([
    ['101 blocks', times(101, () => section)],
    ['a plan', [{ type: 'plan', title: 'p' }]],
    ['a table', [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }]],
    ['markdown', [{ type: 'markdown', text: 'a' }]],
    ['an alert', [{ type: 'alert', text: plain('a') }]],
    ['a file input', [input({ type: 'file_input' })]],
  ])('does not take %s', (_, blocks) => {
    expect(homeFaults({ ...tab, blocks })).not.toEqual([]);
  });

  it('has no title', () => {
    expect(homeFaults({ ...tab, title: plain('Mine') })).not.toEqual([]);
  });
});
