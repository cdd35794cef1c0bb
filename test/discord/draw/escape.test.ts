import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, fenced, inFence } from '../../../adapters/chat/discord/draw/escape.ts';
import { visible } from '../../../src/kit.ts';
import { hostileNames } from '../../golden/views.ts';
import { anyText } from './any-view.ts';

/** As Discord reads it: a backslash before anything but a letter, a digit or a space is not shown. */
const shownBy = (markup: string) => markup.replace(/\\([^0-9A-Za-z\s])/g, '$1');
const withoutEscapes = (markup: string) => markup.replace(/\\[^0-9A-Za-z\s]/g, 'x');

describe('a text', () => {
  it.each([
    ['*x* and **y**', '\\*x\\* and \\*\\*y\\*\\*'],
    ['_x_', '\\_x\\_'],
    ['~~x~~', '\\~\\~x\\~\\~'],
    ['||spoiler||', '\\|\\|spoiler\\|\\|'],
    ['@everyone and @here', '\\@everyone and \\@here'],
    ['ann@example.org', 'ann@example.org'],
    ['<@123> <#1> <t:0:R> </gpu:1>', '\\<@123> \\<#1> \\<t:0:R> \\</gpu:1>'],
    ['[here](https://evil.example)', '\\[here\\](https\\://evil.example)'],
    ['# head', '\\# head'],
    ['-# small', '\\-# small'],
    ['> quote', '\\> quote'],
    ['- one\n* two\n+ three', '\\- one\n\\* two\n\\+ three'],
    ['1. one', '1\\. one'],
    ['91.123.45.67', '91.123.45.67'],
    ['`code` ```fence```', '\\`code\\` \\`\\`\\`fence\\`\\`\\`'],
    ['C:\\temp\\*', 'C:\\\\temp\\\\\\*'],
    [':smile: at 12:30:45', '\\:smile: at 12:30:45'],
    ['see https://docs.example.org/a-b?c=1', 'see https://docs.example.org/a-b?c=1'],
    ['see https://docs.example.org/a_b', 'see https\\://docs.example.org/a\\_b'],
    ['steam://run', 'steam\\://run'],
    ['a\u202Eb\u0007', 'a‹U+202E›b␇'],
    ['half \ud800', 'half \ufffd'],
  ])('%j is written so that it prints as it is', (text, markup) => {
    expect(escaped(text, 'many')).toBe(markup);
  });

  it.each(hostileNames.map((name) => [name] as const))('%j is read back as it was given', (name) => {
    expect(shownBy(escaped(name, 'many'))).toBe(visible(name, 'many'));
  });

  it('whatever it is, shows itself and marks nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const markup = escaped(text, 'many');

        expect(shownBy(markup)).toBe(visible(text.toWellFormed(), 'many'));
        expect(withoutEscapes(markup)).not.toMatch(/[*_~|`<[\]]|@everyone|@here|^[^\S\n]*(?:[#>+-]|\d+[.)]\s)/m);
      }),
    );
  });
});

describe('code', () => {
  it('ends where its fence ends, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, (code) => {
        const drawn = fenced(inFence(code));

        fc.pre(drawn !== '');
        expect(drawn.match(/```/g)).toHaveLength(2);
        expect(drawn.startsWith('```\n') && drawn.endsWith('\n```')).toBe(true);
      }),
    );
  });

  it('is not escaped: what is copied is what was meant', () => {
    expect(fenced(inFence('ssh root@91.123.45.67 -i ~/.ssh/*_key'))).toBe(
      '```\nssh root@91.123.45.67 -i ~/.ssh/*_key\n```',
    );
  });
});
