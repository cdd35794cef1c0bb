import fc from 'fast-check';
import type { Block, Button, View } from '../../../src/kit.ts';
import { hostileNames } from '../../golden/views.ts';

/** Words as a person, a provider or an attacker could give them: empty, endless, of any sign. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 3, arbitrary: fc.constantFrom(...hostileNames, '', ' ', '\n', '`', '```', '\\', '*', '-# ', '\ud800') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('word ', '*', '`', '\\', '\n', 'слово ', '단어 ', '👩‍💻', 'e\u0301'),
        fc.integer({ min: 1, max: 3000 }),
      )
      .map(([text, times]) => text.repeat(times)),
  },
);

const button: fc.Arbitrary<Button> = fc.record(
  {
    label: anyText,
    press: fc.record({
      command: fc.constantFrom('gpu stop', 'gpu start', 'op show'),
      args: fc.dictionary(fc.constantFrom('machine', 'operation'), anyText, { maxKeys: 2 }),
    }),
    style: fc.constantFrom('primary', 'danger'),
  },
  { requiredKeys: ['label', 'press'] },
);

const step = fc.record(
  {
    name: anyText,
    state: fc.constantFrom('todo', 'doing', 'done', 'undone', 'failed', 'waiting'),
    note: anyText,
    time: anyText,
    since: fc.integer({ min: 0, max: 2_000_000_000_000 }),
    share: fc.double({ min: -1, max: 2, noNaN: true }),
  },
  { requiredKeys: ['name', 'state'] },
);

const row = fc.record(
  { cells: fc.array(anyText, { maxLength: 5 }), buttons: fc.array(button, { maxLength: 6 }) },
  { requiredKeys: ['cells'] },
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text'), text: anyText }),
  fc.record({ kind: fc.constant('note'), text: anyText }),
  fc.record({ kind: fc.constant('code'), code: anyText }),
  fc.record({ kind: fc.constant('facts'), facts: fc.array(fc.tuple(anyText, anyText), { maxLength: 20 }) }),
  fc.record({ kind: fc.constant('steps'), steps: fc.array(step, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('table'),
    columns: fc.array(
      fc.record({ name: anyText, align: fc.constantFrom('left', 'right') }, { requiredKeys: ['name'] }),
      { maxLength: 5 },
    ),
    rows: fc.array(row, { maxLength: 12 }),
  }),
);

export const anyView: fc.Arbitrary<View> = fc.record(
  {
    title: anyText,
    tone: fc.constantFrom('plain', 'good', 'bad', 'waiting'),
    blocks: fc.oneof({ weight: 4, arbitrary: fc.array(block, { maxLength: 8 }) }, fc.array(block, { maxLength: 90 })),
    buttons: fc.array(button, { maxLength: 35 }),
  },
  { requiredKeys: ['title', 'tone', 'blocks'] },
);
