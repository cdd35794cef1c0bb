import { expect, it } from 'vitest';
import { chrome } from '../../adapters/chat/web/words.ts';
import { duration, type Locale, locales } from '../../src/kit.ts';

type Counted = (time: string, ms: number, say: (word: string) => string) => string;

async function counted(locale: Locale): Promise<(time: string, ms: number) => string> {
  // The page's scripts are plain JavaScript; this is the shape of the one function used here.
  const page = (await import(new URL('../../adapters/chat/web/page/counting.js', import.meta.url).href)) as unknown as {
    counted: Counted;
  };
  return (time, ms) => page.counted(time, ms, (word) => chrome(locale)[word] ?? word);
}

it('counts a step on and keeps what is usual', async () => {
  const on = await counted('en');

  expect([on('14 s, usually 25–40 s', 15_000), on('59 s', 61_000), on('1 s', -5_000)]).toEqual([
    '15 s, usually 25–40 s',
    '1 min 1 s',
    '0 s',
  ]);
});

it.each(locales)('writes times as the bot does: %s', async (locale) => {
  const on = await counted(locale);

  for (const ms of [0, 999, 59_500, 60_000, 3_599_000, 3_600_000, 90_061_000, 9e8])
    expect(on('x', ms)).toBe(duration(ms, locale));
});
