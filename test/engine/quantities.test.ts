import { expect, it } from 'vitest';
import { ageOf, duration, locales } from '../../src/kit.ts';

it.each([
  [0, ['0 s', '0 с', '0초']],
  [58_000, ['58 s', '58 с', '58초']],
  [25_920_000, ['7 h 12 min', '7 ч 12 мин', '7시간 12분']],
  [86_400_000, ['1 d', '1 д', '1일']],
])('writes %i ms as people of each language do', (ms, written) => {
  expect(locales.map((locale) => duration(ms, locale))).toEqual(written);
});

it('takes nothing to be younger than just made, also where the clock of the cloud is before ours', () => {
  const now = Date.parse('2026-11-20T10:00:00Z');

  expect(ageOf('2026-11-20T09:00:00Z', now)).toBe(3_600_000);
  expect(ageOf('2026-11-20T10:00:02Z', now)).toBe(0);
});
