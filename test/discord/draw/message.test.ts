import type { APIMessageComponent } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawMessage } from '../../../adapters/chat/discord/draw/message.ts';
import { messageFaults } from '../../../adapters/chat/discord/limits/message.ts';
import {
  type Block,
  type Button,
  type Invocation,
  type Locale,
  locales,
  type Row,
  type View,
  writePress,
} from '../../../src/kit.ts';
import { anyView } from './any-view.ts';

const write = (press: Invocation) => writePress(press, 100).text;
const view = (blocks: readonly Block[], more: Partial<View> = {}): View => ({
  title: 'Title',
  tone: 'plain',
  blocks,
  ...more,
});
const drawn = (it: View, locale: Locale = 'en') => all(drawMessage(it, locale, write).components);
const all = (components: readonly APIMessageComponent[]): readonly APIMessageComponent[] =>
  components.flatMap((each) => [
    each,
    ...('components' in each ? all(each.components as readonly APIMessageComponent[]) : []),
    ...('accessory' in each ? [each.accessory] : []),
  ]);
const textOf = (it: View, locale: Locale = 'en') =>
  drawn(it, locale)
    .flatMap((each) => ('content' in each ? [each.content] : []))
    .join('\n');
const button = (label: string, machine = label): Button => ({
  label,
  press: { command: 'gpu stop', args: { machine } },
});
const rows = (many: number, buttons: (n: number) => readonly Button[]): readonly Row[] =>
  Array.from({ length: many }, (_, n) => ({ cells: [`gpu-${n}`, 'on'], buttons: buttons(n) }));
const table = (all: readonly Row[]): Block => ({
  kind: 'table',
  columns: [{ name: 'Name' }, { name: 'State' }],
  rows: all,
});
const types = (it: View) => drawn(it).map(({ type }) => type);

it('whatever is said, in any language: Discord takes it', () => {
  fc.assert(
    fc.property(anyView, fc.constantFrom(...locales), (it, locale) => {
      expect(messageFaults(drawMessage(it, locale, write))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe('a message', () => {
  it('calls nobody, and is made of components', () => {
    const { flags, allowed_mentions } = drawMessage(view([]), 'en', write);

    expect(flags).toBe(32768);
    expect(allowed_mentions).toEqual({ parse: [] });
  });

  it('says its tone with a mark, and only beside that with a colour', () => {
    const good = drawMessage(view([], { tone: 'good' }), 'en', write).components[0];

    expect(good).toMatchObject({ type: 17, accent_color: expect.any(Number) });
    expect(textOf(view([], { tone: 'good' }))).toBe('### ✓ Title');
    expect(textOf(view([], { tone: 'bad' }))).toBe('### ✗ Title');
    expect(textOf(view([], { tone: 'waiting' }))).toBe('### ● Title');
    expect(textOf(view([]))).toBe('### Title');
  });

  it('has the code alone in its block', () => {
    expect(textOf(view([{ kind: 'code', code: '91.123.45.67' }]))).toContain('\n```\n91.123.45.67\n```');
  });

  it('lets Discord count the time of the running step on', () => {
    const steps: Block = {
      kind: 'steps',
      steps: [{ name: 'Disk', state: 'doing', time: '14 s, usually 25 s', since: 1_795_169_702_000 }],
    };

    expect(textOf(view([steps]))).toContain('● **Disk** · in progress · <t:1795169702:R>, usually 25 s');
  });

  it('says the state of a step in words where nothing else says it', () => {
    const steps: Block = { kind: 'steps', steps: [{ name: 'Диск', state: 'undone' }] };

    expect(textOf(view([steps]), 'ru')).toContain('↺ **Диск** · отменено');
  });
});

describe('what is too long', () => {
  it.each([
    ['en', /\n-# and \d+ more$/],
    ['ru', /\n-# и ещё \d+$/],
    ['ko', /\n-# 외 \d+개$/],
  ] as const)('is counted in %s', (locale, words) => {
    const facts: Block = {
      kind: 'facts',
      facts: Array.from({ length: 300 }, (_, n) => [`Fact ${n}`, 'something that is so'] as const),
    };

    const text = textOf(view([facts]), locale);

    expect(text).toMatch(words);
    const shown = text.match(/\*\*Fact/g)?.length ?? 0;
    expect(Number(text.match(/\d+(?=\D*$)/)?.[0]) + shown).toBe(300);
  });

  it('never hides the step that is going', () => {
    const steps = Array.from({ length: 400 }, (_, n) => ({
      name: `Step number ${n}`,
      state: n < 300 ? ('done' as const) : n === 300 ? ('doing' as const) : ('todo' as const),
    }));

    const text = textOf(view([{ kind: 'steps', steps }]));

    expect(text).toContain('● **Step number 300**');
    expect(text).toMatch(/-# 299 before\n✓ \*\*Step number 299\*\*/);
  });

  it('does not push away what is short', () => {
    const blocks: readonly Block[] = [
      { kind: 'text', text: 'x'.repeat(9000) },
      { kind: 'code', code: '91.123.45.67' },
    ];

    expect(textOf(view(blocks))).toContain('```\n91.123.45.67\n```');
  });

  it('says that a key was cut off, since half of one is of no use', () => {
    const text = textOf(view([{ kind: 'code', code: `ssh-rsa ${'A'.repeat(5000)}` }]));

    expect(text).toMatch(/A…\n```\n-# cut off here: too long for one message$/);
  });
});

describe('buttons', () => {
  it('stand five in a row, twenty-five in all, and the rest is counted', () => {
    const it = view([], { buttons: Array.from({ length: 30 }, (_, n) => button(`b${n}`)) });

    expect(types(it).filter((type) => type === 2)).toHaveLength(25);
    expect(types(it).filter((type) => type === 1)).toHaveLength(5);
    expect(textOf(it)).toContain('-# and 5 more');
  });

  it('that do the same are one: Discord takes no custom_id twice', () => {
    const it = view([table(rows(1, () => [button('Stop', 'a')]))], { buttons: [button('Stop it', 'a')] });

    expect(types(it).filter((type) => type === 2)).toHaveLength(1);
  });

  it('have the style of what they do', () => {
    const [plain, first, danger] = (['plain', 'primary', 'danger'] as const).map((style) =>
      style === 'plain' ? button(style) : { ...button(style), style },
    );

    const found = drawn(view([], { buttons: [plain!, first!, danger!] })).filter(({ type }) => type === 2);

    expect(found.map((each) => 'style' in each && each.style)).toEqual([2, 1, 4]);
  });
});

describe('a table', () => {
  it('is aligned by what is seen, not by how many letters there are', () => {
    const text = textOf(view([table([{ cells: ['머신', 'on'] }, { cells: ['gpu-1', 'off'] }])]));

    expect(text).toContain('```\nName   State\n머신   on\ngpu-1  off\n```');
  });

  it('that is too wide has a line for each row, and cuts off nothing', () => {
    const text = textOf(view([table([{ cells: ['gpu-1', 'a sentence '.repeat(9).trim()] }])]));

    expect(text).toContain(`-# Name · State\n**gpu-1** · ${'a sentence '.repeat(9).trim()}`);
  });

  it('of few rows has the button of each row beside it', () => {
    const it = view([table(rows(3, (n) => [button('Stop', `id-${n}`)]))]);

    expect(types(it).filter((type) => type === 9)).toHaveLength(3);
    expect(textOf(it)).toContain('**gpu-1** · on');
  });

  it('of few rows has several buttons of a row below it', () => {
    const it = view([table(rows(2, (n) => [button('Stop', `a${n}`), button('Park', `b${n}`)]))]);

    expect(types(it).filter((type) => type === 1)).toHaveLength(2);
    expect(types(it).filter((type) => type === 2)).toHaveLength(4);
  });

  it('of many rows has one select for each thing that can be done', () => {
    const it = view([table(rows(30, (n) => [button('Stop', `a${n}`), button('Park', `b${n}`)]))]);

    const selects = drawn(it).filter((each) => each.type === 3);

    expect(selects.map(({ placeholder, options }) => [placeholder, options.length])).toEqual([
      ['Stop: which one', 25],
      ['Stop: which one', 5],
      ['Park: which one', 25],
      ['Park: which one', 5],
    ]);
    expect(selects[0]?.options[0]).toEqual({
      label: 'gpu-0',
      description: 'on',
      value: write({ command: 'gpu stop', args: { machine: 'a0' } }),
    });
  });

  it('counts the buttons of rows that no select has room for', () => {
    const it = view([table(rows(60, (n) => [button('Stop', `a${n}`)]))], {
      buttons: Array.from({ length: 25 }, (_, n) => button(`b${n}`)),
    });

    expect(textOf(it)).toContain('-# and 10 more');
  });
});
