import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clip } from '../../../adapters/chat/discord/draw/clip.ts';
import { escaped } from '../../../adapters/chat/discord/draw/escape.ts';
import { type Passage, passageText } from '../../../adapters/chat/discord/draw/lines.ts';
import { shares } from '../../../adapters/chat/discord/draw/shares.ts';
import { locales } from '../../../src/kit.ts';
import { anyText } from './any-view.ts';

const line = fc.record(
  { mark: fc.constant('○ '), strong: anyText, plain: anyText, quiet: fc.constant(true as const) },
  { requiredKeys: [] },
);
const passage: fc.Arbitrary<Passage> = fc.oneof(
  fc.record({ kind: fc.constant('code'), lines: fc.array(anyText, { maxLength: 20 }) }),
  fc.record({
    kind: fc.constant('lines'),
    lines: fc.array(line, { maxLength: 20 }),
    focus: fc.nat({ max: 19 }),
  }),
);

it('a passage keeps to its room', () => {
  fc.assert(
    fc.property(passage, fc.integer({ min: 60, max: 4000 }), fc.constantFrom(...locales), (it, room, locale) => {
      expect(passageText(it, room, locale).length).toBeLessThanOrEqual(room);
    }),
    { numRuns: 300 },
  );
});

it('a text that is cut keeps as much as there is room for, and whole letters', () => {
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clip('abcdef', 6)).toBe('abcdef');
  expect(clip('a*b*c', 4, escaped)).toBe('a\\*…');
  expect(clip('👩‍💻👩‍💻', 6)).toBe('👩‍💻…');
  expect(clip('two words', 5)).toBe('two…');
  expect(clip('abc', 0)).toBe('');
  fc.assert(
    fc.property(anyText, fc.nat({ max: 200 }), (text, most) => {
      expect(clip(text, most, escaped).length).toBeLessThanOrEqual(most);
    }),
  );
});

it('who needs little gets it all, the others the same', () => {
  expect(shares([10, 5000, 20, 9000], 1030)).toEqual([10, 500, 20, 500]);
  expect(shares([10, 20], 100)).toEqual([10, 20]);
  expect(shares([], 100)).toEqual([]);
});
