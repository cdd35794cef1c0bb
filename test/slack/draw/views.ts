import fc from 'fast-check';
import type { Block, Button, View } from '../../../src/kit.ts';
import { hostileNames } from '../../golden/views.ts';

const character = fc.oneof(
  fc.constantFrom(
    'a',
    ' ',
    '\n',
    '*',
    '_',
    '`',
    '<',
    '>',
    '&',
    '&lt;',
    ':smile:',
    '\u202e',
    '\ud83d',
    '👩‍💻',
    '한',
    'ж',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const words = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(''));
/** Short, hostile, empty, or as long as a provider that explains itself. */
const text = fc.oneof(
  { weight: 5, arbitrary: words },
  { weight: 2, arbitrary: fc.constantFrom(...hostileNames) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(words, fc.constantFrom(1, 300, 2999, 10_000))
      .map(([one, times]) => (one || '&').repeat(times).slice(0, 10_000)),
  },
);

const button: fc.Arbitrary<Button> = fc.record(
  {
    label: text,
    press: fc.record({
      command: fc.constantFrom('gpu stop', 'op show'),
      args: fc.dictionary(fc.constantFrom('machine', 'cloud', 'spot'), text),
    }),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['label', 'press'] },
);
const buttons = fc.array(button, { maxLength: 4 });
const many = <T>(one: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.array(one, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(one, { minLength: most, maxLength: most, size: 'max' }) },
  );

const row = fc.record({ cells: fc.array(text, { maxLength: 25 }), buttons }, { requiredKeys: ['cells'] });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'note' as const), text }),
  fc.record({ kind: fc.constant('code' as const), code: text }),
  fc.record({ kind: fc.constant('facts' as const), facts: many(fc.tuple(text, text), 80) }),
  fc.record({
    kind: fc.constant('steps' as const),
    steps: many(
      fc.record(
        {
          name: text,
          state: fc.constantFrom('todo', 'doing', 'done', 'undone', 'failed', 'waiting'),
          note: text,
          time: text,
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        },
        { requiredKeys: ['name', 'state'] },
      ),
      70,
    ),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(fc.record({ name: text }), { maxLength: 25 }),
    rows: many(row, 150),
  }),
);

/** Whatever a command could ever say, and much that it hopefully never will. */
export const anyView: fc.Arbitrary<View> = fc.record(
  {
    title: text,
    tone: fc.constantFrom('plain', 'good', 'bad', 'waiting'),
    blocks: many(block, 60),
    buttons: many(button, 40),
  },
  { requiredKeys: ['title', 'tone', 'blocks'] },
);
