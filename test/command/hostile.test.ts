import { describe, expect, it } from 'vitest';
import { locales } from '../../src/kit.ts';
import { hostile, places, reserved } from './hostile.ts';
import { refusal, smallBot } from './small-bot.ts';

const unreadable = /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/u;

describe('hostile words', () => {
  it('are many', () => {
    expect(hostile.length * places.length).toBeGreaterThanOrEqual(300);
  });

  it.each(places)('%s get one sentence each, and nothing is begun', async (place, line) => {
    const bot = await smallBot();

    for (const [at, words] of [...hostile, ...(place === 'as a new name' ? [] : reserved)].entries()) {
      const answer = await bot.hear(line(words), { locale: locales[at % locales.length]! });
      const { said, hint, next } = refusal(answer);
      const what = JSON.stringify(words).slice(0, 80);
      expect(answer, what).not.toMatchObject({ outcome: { reason: { code: 'bug' } } });
      expect(said.trim(), what).not.toBe('');
      for (const text of [said, hint, ...next]) {
        expect(text.length, what).toBeLessThan(500);
        expect(unreadable.test(text), `${what}: ${text}`).toBe(false);
      }
    }

    expect(bot.errors).toEqual([]);
    expect(await bot.begun()).toBe(0);
  });
});
