import { describe, expect, it } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { atPrompt, inShell } from '../../adapters/chat/terminal/words.ts';
import { tokens } from '../../src/command/tokens.ts';
import { column, shorten, visible, width } from '../../src/view/width.ts';

describe('width', () => {
  it.each([
    ['', 0],
    ['gpu-work-1', 10],
    ['машина', 6],
    ['머신', 4],
    ['机器', 4],
    ['ｆｕｌｌ', 8],
    ['ｶﾅ', 2],
    ['👩‍💻', 2],
    ['🇰🇷', 2],
    ['❄️', 2],
    ['❄', 1],
    ['é', 1],
    ['e\u0301', 1],
    ['שלום', 4],
    ['שָׁלוֹם', 4],
    ['a\u200db', 2],
    ['₽', 1],
    ['│', 1],
  ])('of %j is %i columns', (text, columns) => {
    expect(width(text)).toBe(columns);
  });

  it('lines up columns of any script', () => {
    const padded = column(['a', '머신', '👩‍💻', 'שלום', 'машина']);

    expect(padded.map(width)).toEqual([6, 6, 6, 6, 6]);
  });

  it('does not let one long name push all others away', () => {
    expect(column(['a', 'b'.repeat(100)])).toEqual(['a', 'b'.repeat(100)]);
  });
});

describe('shortening', () => {
  it.each([
    ['gpu-work-1', 10, 'gpu-work-1'],
    ['gpu-work-1', 5, 'gpu-…'],
    ['머신이름', 5, '머신…'],
    ['머신이름', 4, '머…'],
    ['abc', 0, ''],
  ])('of %j to %i columns gives %j', (text, columns, short) => {
    expect(shorten(text, columns)).toBe(short);
    expect(width(short)).toBeLessThanOrEqual(columns);
  });
});

describe('what a terminal would obey', () => {
  it.each([
    ['\x1b[2J', '␛[2J'],
    ['\x07', '␇'],
    ['a\tb', 'a␉b'],
    ['a\rb', 'a␍b'],
    ['\x7f', '␡'],
    ['\x9b31m', '‹U+009B›31m'],
    ['\u202egnp.exe', '‹U+202E›gnp.exe'],
    ['a\u200bb', 'a‹U+200B›b'],
    ['\u{e0041}', '‹U+E0041›'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('keeps line breaks only where there is room for lines', () => {
    expect(visible('a\r\nb\nc')).toBe('a␍␊b␊c');
    expect(visible('a\r\nb\nc', 'many')).toBe('a\nb\nc');
  });
});

describe('a line to copy', () => {
  const names = ['plain', 'two words', `it's`, '"q" \\ back', '$(reboot) `id`', '-x', '', '한글 이름', 'a:b', '--plan'];

  it.each(names)('gives %j back when it is typed at the prompt', (name) => {
    const line = atPrompt({ command: 'box show', args: { boxName: name } });

    expect(tokens(line).map(({ text }) => text)).toEqual(['box', 'show', '--box-name', name]);
  });

  it('says a flag that is taken back as one word', () => {
    const line = atPrompt({ command: 'approve change', args: { operation: 'op-1', imageFirst: 'false' } });

    expect(line).toBe('approve change --operation op-1 --image-first=false');
  });

  it('is safe to paste into a shell', () => {
    const line = inShell('hoist ')({ command: 'gpu stop', args: { machine: `$(id) 'x'`, force: 'true' } });

    expect(line).toBe(`hoist gpu stop --machine '$(id) '\\''x'\\''' --force`);
  });
});

describe('a table', () => {
  const table = (...rows: readonly (readonly string[])[]) => ({
    title: 'Disks',
    tone: 'plain' as const,
    blocks: [
      {
        kind: 'table' as const,
        columns: [{ name: 'Name' }, { name: 'What' }, { name: 'Size', align: 'right' as const }],
        rows: rows.map((cells) => ({ cells })),
      },
    ],
  });
  const drawn = (columns: number, ...rows: readonly (readonly string[])[]) =>
    draw(table(...rows), { locale: 'en', typed: atPrompt, columns }).slice(2);

  it('is in columns where it fits, without those that are empty', () => {
    expect(drawn(80, ['데이터', '', '5 GB'], ['work', '', '20 GB'])).toEqual([
      'Name     Size',
      '데이터   5 GB',
      'work    20 GB',
    ]);
  });

  it('goes on in the next line where a text has words', () => {
    expect(drawn(30, ['work', 'from base image of monday', '20 GB'])).toEqual([
      'Name  What                Size',
      'work  from base image    20 GB',
      '      of monday',
    ]);
  });

  it('becomes groups where even words do not fit, and keeps every letter', () => {
    const name = 'x'.repeat(90);

    expect(drawn(80, [name, '', '20 GB'])).toEqual([`Name  ${name}`, 'Size  20 GB']);
  });
});
