import { expect, it } from 'vitest';
import { duration, locales } from '../../src/kit.ts';

it.each([
  [0, ['0 s', '0 с', '0초']],
  [58_000, ['58 s', '58 с', '58초']],
  [25_920_000, ['7 h 12 min', '7 ч 12 мин', '7시간 12분']],
  [86_400_000, ['1 d', '1 д', '1일']],
])('writes %i ms as people of each language do', (ms, written) => {
  expect(locales.map((locale) => duration(ms, locale))).toEqual(written);
});
