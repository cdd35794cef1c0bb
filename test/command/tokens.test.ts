import { describe, expect, it } from 'vitest';
import { unescaped } from '../../src/command/escapes.ts';
import { lineOf } from '../../src/command/print.ts';
import { quote, tokens } from '../../src/command/tokens.ts';

const texts = (line: string) => tokens(line).map(({ text }) => text);

describe('the words of a line', () => {
  it.each([
    ['gpu start base-image', ['gpu', 'start', 'base-image']],
    ['a "my box" b', ['a', 'my box', 'b']],
    ["a 'my box' b", ['a', 'my box', 'b']],
    ['--name="my box"', ['--name=my box']],
    ["name:'my box'", ['name:my box']],
    ['""', ['']],
    ["ann's box", ["ann's", 'box']],
    ['"say \\"hi\\""', ['say "hi"']],
    ['"C:\\new dir\\x"', ['C:\\new dir\\x']],
    ['C:\\dir\\x', ['C:\\dir\\x']],
    ['a\tb\nc', ['a', 'b', 'c']],
    ['', []],
    ['   ', []],
  ])('%s', (line, words) => {
    expect(texts(line)).toEqual(words);
  });

  it.each([
    ['a long dash for two', '—name x', ['--name', 'x']],
    ['a short dash for two', '–name x', ['--name', 'x']],
    ['two kinds of dash', '-—name x', ['--name', 'x']],
    ['a minus sign', '−name x', ['--name', 'x']],
    ['a wide dash', '－－name x', ['--name', 'x']],
    ['English curly quotes', '“my box”', ['my box']],
    ['German curly quotes', '„my box“', ['my box']],
    ['guillemets', '«my box»', ['my box']],
    ['single curly quotes', '‘my box’', ['my box']],
    ['a curly apostrophe', 'ann’s', ["ann's"]],
    ['a no-break space between words', 'gpu\u00a0start', ['gpu', 'start']],
    ['a no-break space in a name', '“my\u00a0box”', ['my box']],
    ['an ideographic space', 'gpu\u3000start', ['gpu', 'start']],
    ['a zero-width space', 'base\u200b-image', ['base-image']],
    ['a byte order mark', '\ufeffgpu start', ['gpu', 'start']],
    ['direction marks round a mention', '\u2068ann\u2069', ['ann']],
    ['a soft hyphen', 'base\u00ad-image', ['base-image']],
  ])('are repaired from %s', (_, line, words) => {
    expect(texts(line)).toEqual(words);
  });

  it('leave a dash inside a name and inside quotes alone', () => {
    expect(texts('a—b “—c”')).toEqual(['a—b', '—c']);
  });

  it('know which characters were quoted', () => {
    const [quoted, valued] = tokens('"--name" --name="x"');

    expect(quoted?.plain).toBe(0);
    expect(valued?.plain).toBe('--name='.length);
  });

  it('know a quote that is never closed', () => {
    expect(tokens('a "my box').at(-1)?.open).toBe('"');
  });

  it('know where they stand, so that completion can replace them', () => {
    const line = 'gpu  “my box” x';

    expect(tokens(line).map(({ start, end }) => line.slice(start, end))).toEqual(['gpu', '“my box”', 'x']);
  });
});

describe('what chats make of words', () => {
  it.each([
    ['<http://box.local|box.local>', 'box.local'],
    ['<https://x.org/a.raw>', 'https://x.org/a.raw'],
    ['<https://x.org/a.raw|here>', 'https://x.org/a.raw'],
    ['<mailto:ann@x.org|ann@x.org>', 'ann@x.org'],
    ['<@U1|ann>', '@U1'],
    ['<@U1>', '@U1'],
    ['<#C1|general>', '#C1'],
    ['<!here>', '@here'],
    ['<!subteam^S1|@gpu-admins>', '@gpu-admins'],
    ['a &amp; b &lt;c&gt;', 'a & b <c>'],
    ['&amp;lt;', '&lt;'],
    ['a < b > c', 'a < b > c'],
  ])('%s was %s', (escaped, typed) => {
    expect(unescaped(escaped)).toBe(typed);
  });
});

describe('a word put back into a line', () => {
  it.each([
    'x',
    'my box',
    '',
    'a"b',
    'back\\slash',
    'end\\',
    '\\"',
    '--name',
    '—name',
    'name:x',
    "ann's",
    '$(x)',
    'a“b',
  ])('reads as %j again', (text) => {
    expect(texts(quote(text))).toEqual([text]);
  });

  it('needs no quotes where it is plain', () => {
    expect(quote('https://x.org/a?b=1')).toBe('https://x.org/a?b=1');
  });

  it('is a flag when a shell gave it as one, and keeps the spaces of its value', () => {
    expect(texts(lineOf(['gpu', 'start', '--name=my box', '--disk', 'a b', '—spot', 'type:x y']))).toEqual([
      'gpu',
      'start',
      '--name=my box',
      '--disk',
      'a b',
      '--spot',
      'type:x y',
    ]);
  });
});
