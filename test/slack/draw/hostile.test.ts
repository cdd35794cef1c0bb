import { describe, expect, it } from 'vitest';
import { drawClassic } from '../../../adapters/chat/slack/draw/classic.ts';
import { drawForm } from '../../../adapters/chat/slack/draw/form.ts';
import { drawHome } from '../../../adapters/chat/slack/draw/home.ts';
import { drawMessage } from '../../../adapters/chat/slack/draw/message.ts';
import type { View } from '../../../src/kit.ts';
import { read, readMrkdwn } from './reading.ts';

/** Names that Slack would read as something, and how they are read when they are only printed. */
const names: readonly (readonly [name: string, printed?: string])[] = [
  ['*x*'],
  ['_x_'],
  ['~x~'],
  ['`x`'],
  ['```x```'],
  ['a *b* c'],
  ['(*b*)'],
  ['*one* *two*'],
  ['gpu_work_1'],
  ['<!channel>'],
  ['<!here|x>'],
  ['<@U123>'],
  ['<#C123>'],
  ['<https://a.example|b>'],
  ['@everyone'],
  ['||spoiler||'],
  ['&lt;'],
  ['&amp;lt;'],
  ['a & b < c > d'],
  ['> quoted'],
  [':skull:'],
  ['::a:b:'],
  ['\u05d0\u05d1\u05d2 123'],
  ['a\u202Eb', 'a\ufffdb'],
  ['a\u001b[31mb', 'a\u241b[31mb'],
  ['half \ud83d', 'half \ufffd'],
];

const write = () => 'pressed';
const press = { command: 'gpu stop', args: {} };
const everywhere = (name: string): View => ({
  title: name,
  tone: 'plain',
  blocks: [
    { kind: 'text', text: name },
    { kind: 'note', text: name },
    { kind: 'code', code: name },
    { kind: 'facts', facts: [[name, name]] },
    { kind: 'steps', steps: [{ name, state: 'doing', note: name, time: name }] },
    { kind: 'steps', steps: [{ name, state: 'done', note: name, time: name }] },
    {
      kind: 'table',
      columns: [{ name }, { name }],
      rows: [{ cells: [name, name], buttons: [{ label: name, press }] }],
    },
  ],
  buttons: [{ label: name, press }],
});
const inTable = (name: string): View => ({
  title: name,
  tone: 'plain',
  blocks: [
    {
      kind: 'table',
      columns: [{ name }],
      rows: Array.from({ length: 40 }, () => ({ cells: [name], buttons: [{ label: name, press }] })),
    },
  ],
});
const times = (words: string, name: string) => words.split(name).length - 1;

describe.each(names.map(([name, printed = name]) => ({ name, printed })))('the name $name', ({ name, printed }) => {
  it.each<[string, (view: View) => unknown]>([
    ['a message', (view: View) => drawMessage(view, 'en', write)],
    ['a message of sections', (view: View) => drawClassic(view, 'en', write)],
    ['the Home tab', (view: View) => drawHome([view], 'en', write)],
  ])('is printed as it is everywhere in %s', (_, draw) => {
    const seen = [everywhere(name), inTable(name)].map((view) => read(draw(view)));

    expect(seen.flatMap(({ markup }) => markup)).toEqual([]);
    expect(times(seen[0]?.words ?? '', printed)).toBeGreaterThanOrEqual(17);
    expect(times(seen[1]?.words ?? '', printed)).toBeGreaterThanOrEqual(30);
  });

  it('is printed as it is everywhere in a form', () => {
    const field = { name: 'a', label: name, kind: 'one-of', required: true, searchable: false } as const;
    const form = {
      command: 'gpu start',
      title: name,
      note: name,
      fields: [{ ...field, choices: [{ value: name, about: name }] }],
    };

    const { words, markup } = read(drawForm(form, 'en', { privateMetadata: '' }));

    expect(markup).toEqual([]);
    expect(times(words, printed)).toBe(5);
  });
});

it.each([['*x*'], ['a _b_ c'], ['`x`'], ['<!channel>'], [':skull:'], ['&gt; quoted'], ['x\n*a* b']])(
  'reads what Slack would make of %j: a reader that sees nothing proves nothing',
  (text) => {
    expect(readMrkdwn(`said ${text}`.replace('said &', '&')).markup).not.toEqual([]);
  },
);
