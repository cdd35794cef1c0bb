import { describe, expect, it } from 'vitest';
import { drawClassic } from '../../../adapters/chat/slack/draw/classic.ts';
import { cut } from '../../../adapters/chat/slack/draw/escape.ts';
import { drawMessage } from '../../../adapters/chat/slack/draw/message.ts';
import { messageFaults } from '../../../adapters/chat/slack/limits/message.ts';
import { type Block, type Button, type Invocation, type StepState, type View, writePress } from '../../../src/kit.ts';
import { read } from './reading.ts';

const write = (invocation: Invocation, most: number) => writePress(invocation, most).text;
const button = (label: string, n: number, more: Partial<Button> = {}): Button => ({
  label,
  press: { command: 'gpu stop', args: { machine: `id-${n}` } },
  ...more,
});
const view = (...blocks: readonly Block[]): View => ({ title: 'Machines', tone: 'plain', blocks });
const table = (count: number, buttons: (n: number) => readonly Button[]): Block => ({
  kind: 'table',
  columns: [{ name: 'Name' }, { name: 'State' }, { name: 'Cost', align: 'right' }],
  rows: Array.from({ length: count }, (_, n) => ({ cells: [`gpu-${n}`, 'on', `${n} ₽`], buttons: buttons(n) })),
});
const steps = (...states: readonly StepState[]): Block => ({
  kind: 'steps',
  steps: states.map((state, n) => ({ name: `Step ${n + 1}`, state })),
});
const stop = (n: number) => [button('Stop', n, { style: 'danger' })];
const typesOf = (it: View) => drawMessage(it, 'en', write).blocks.map(({ type }) => type);

describe('steps', () => {
  it('are one plan, each with the state that Slack knows and the word where it knows none', () => {
    const [, plan] = drawMessage(
      view(steps('todo', 'doing', 'done', 'failed', 'undone', 'waiting')),
      'en',
      write,
    ).blocks;

    expect(plan).toMatchObject({
      type: 'plan',
      title: 'Steps: 1 of 6 done',
      tasks: [
        { title: 'Step 1', status: 'pending' },
        { title: 'Step 2', status: 'in_progress' },
        { title: 'Step 3', status: 'complete' },
        { title: 'Step 4 · failed', status: 'error' },
        { title: 'Step 5 · undone', status: 'pending' },
        { title: 'Step 6 · waiting', status: 'in_progress' },
      ],
    });
  });

  it('are a list the second time, since a message holds one plan', () => {
    expect(typesOf(view(steps('done'), steps('doing')))).toEqual(['rich_text', 'plan', 'rich_text']);
  });

  it('keep the one that is going when there are too many, and say how many are left out', () => {
    const many = steps(...Array<StepState>(60).fill('done'), 'doing', 'todo');

    const { words } = read(drawMessage(view(many), 'en', write).blocks);

    expect(words).toContain('Step 61');
    expect(words).toContain('and 32 more');
  });

  it('show how far the bytes are', () => {
    const step = { name: 'Upload', state: 'doing' as const, note: '5.2 of 12 GB', time: '41 s left', share: 0.437 };

    expect(drawMessage(view({ kind: 'steps', steps: [step] }), 'en', write).blocks[1]).toMatchObject({
      tasks: [{ title: 'Upload · 43 % · 41 s left' }],
    });
  });
});

describe('a table', () => {
  it('of a few rows that can act is one block for each, with its button', () => {
    const [, first] = drawMessage(view(table(3, stop)), 'en', write).blocks;

    expect(first).toMatchObject({
      type: 'section',
      text: { text: '*gpu-0*\nState: on · Cost: 0 ₽' },
      accessory: { type: 'button', style: 'danger', value: '["gpu stop",{"machine":"id-0"}]' },
    });
  });

  it('of more rows is one table, and what can be done is chosen below it', () => {
    const both = (n: number) => [...stop(n), button('Park', n)];

    const [, drawn, actions] = drawMessage(view(table(12, both)), 'en', write).blocks;

    expect(drawn).toMatchObject({ type: 'table', column_settings: [{}, {}, { align: 'right' }] });
    expect(actions).toMatchObject({
      type: 'actions',
      elements: [
        { type: 'static_select', placeholder: { text: 'Stop…' }, confirm: { title: { text: 'Stop' } } },
        { type: 'static_select', placeholder: { text: 'Park…' } },
      ],
    });
  });

  it('of many rows comes on pages that can be sorted', () => {
    expect(typesOf(view(table(40, () => [])))).toEqual(['rich_text', 'data_table']);
  });

  it('that has another beside it is a list, since a message holds one table', () => {
    expect(
      typesOf(
        view(
          table(7, () => []),
          table(7, () => []),
        ),
      ),
    ).not.toContain('table');
    expect(
      read(
        drawMessage(
          view(
            table(7, () => []),
            table(7, () => []),
          ),
          'en',
          write,
        ),
      ).words,
    ).toContain('gpu-6');
  });

  it('that has another beside it still says what can be done with its rows, of all tables in one place', () => {
    const { blocks } = drawMessage(view(table(2, stop), table(3, stop)), 'en', write);

    const last = blocks.at(-1);
    const [select] = last?.type === 'actions' ? last.elements : [];
    expect(select?.type === 'static_select' ? select.options : []).toHaveLength(5);
  });

  it.each([
    ['en', /and \d+ more/],
    ['ru', /и ещё \d+/],
    ['ko', /외 \d+개/],
  ] as const)('that is longer than Slack takes says in %s how much is left out', (locale, more) => {
    const message = drawMessage(view(table(400, stop)), locale, write);

    expect(messageFaults(message)).toEqual([]);
    expect(read(message.blocks).words).toMatch(more);
  });

  it('says exactly how many rows are left out', () => {
    const { blocks } = drawMessage(view(table(400, () => [])), 'en', write);

    const [, drawn, more] = blocks;
    const rows = drawn?.type === 'data_table' ? drawn.rows.length - 1 : 0;
    expect(rows).toBe(100);
    expect(read(more).words).toBe(`and ${400 - rows} more`);
  });
});

describe('buttons', () => {
  it('that are too many for a row are said as lines to type', () => {
    const buttons = Array.from({ length: 27 }, (_, n) => button(`Stop ${n}`, n));

    const { blocks } = drawMessage({ ...view(), buttons }, 'en', write);

    expect(read(blocks.at(-1)).words).toBe('Or type /gpu stop --machine=id-25, /gpu stop --machine=id-26');
  });

  it('carry no more than Slack takes; the chat is told how much room there is', () => {
    const asked: number[] = [];
    const told = (_: Invocation, most: number) => {
      asked.push(most);
      return 'kept';
    };

    drawMessage({ ...view(table(7, stop)), buttons: [button('Stop all', 0)] }, 'en', told);

    expect(new Set(asked)).toEqual(new Set([150, 2000]));
  });
});

describe('a message', () => {
  it('says everything in its text too, for notifications and screen readers', () => {
    const ready = view({ kind: 'code', code: '10.0.0.1' }, { kind: 'note', text: '92 ₽/h' }, steps('done'));

    for (const draw of [drawMessage, drawClassic])
      expect(draw({ ...ready, tone: 'good' }, 'en', write).text).toBe('✓ Machines\n10.0.0.1\n92 ₽/h\n✓ Step 1');
  });

  it('has the address alone in a box', () => {
    const [, box] = drawMessage(view({ kind: 'code', code: '10.0.0.1' }), 'en', write).blocks;

    expect(box).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '10.0.0.1' }] }],
    });
  });

  it('of more parts than Slack takes says how many it leaves out', () => {
    const message = drawMessage(view(...Array.from({ length: 45 }, () => table(1, stop))), 'en', write);

    expect(messageFaults(message)).toEqual([]);
    expect(read(message.blocks).words).toMatch(/and \d+ more/);
  });

  it('is cut between characters, never inside of one', () => {
    expect(cut('👩👩👩👩', 6)).toBe('👩👩…');
    expect(cut('a&b&c', 7)).toBe('a&…');
    expect(cut('short', 5)).toBe('short');
  });
});
