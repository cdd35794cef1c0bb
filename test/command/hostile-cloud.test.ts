import { describe, expect, it } from 'vitest';
import { practiceBot } from '../commands/harness.ts';
import { hostile, inQuotes } from './hostile.ts';

const unreadable =
  /[\p{Cs}\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/u;

describe('hostile words on a real wire', () => {
  it.each([
    ['gpu start', (words: string) => `gpu start ${words}`],
    ['gpu start --name', (words: string) => `gpu start base-image --name ${words}`],
    ['gpu start --disk', (words: string) => `gpu start --disk ${words}`],
    ['gpu start --flavor', (words: string) => `gpu start base-image --flavor ${words}`],
    ['gpu start --zone', (words: string) => `gpu start base-image --zone ${words}`],
    ['gpu start --disk-type', (words: string) => `gpu start base-image --disk-type ${words}`],
    ['gpu stop', (words: string) => `gpu stop ${words} --confirm ${words}`],
    ['disk create', (words: string) => `disk create ${words} --size 1`],
    ['disk delete', (words: string) => `disk delete ${words} --confirm ${words}`],
    ['image delete', (words: string) => `image delete ${words}`],
    ['image upload --file', (words: string) => `image upload --file ${words} --name x`],
    ['op cancel', (words: string) => `op cancel ${words}`],
  ])('given to %s get one sentence each, and nothing is begun or made', async (_, line) => {
    const bot = await practiceBot();
    const before = JSON.stringify(bot.practice.inventory());

    for (const words of hostile) {
      const out = await bot.say(line(inQuotes(words)), { leave: true });
      const what = JSON.stringify(words).slice(0, 60);
      expect(out.answer, what).toMatchObject({ kind: 'view', outcome: { ok: false } });
      expect(out.answer, what).not.toMatchObject({ outcome: { reason: { code: 'bug' } } });
      expect(out.view?.title.length, what).toBeLessThan(500);
      expect(unreadable.test(out.view?.title ?? ''), `${what}: ${out.view?.title}`).toBe(false);
    }

    expect(await bot.engine.list({ limit: 10 })).toEqual([]);
    expect(JSON.stringify(bot.practice.inventory())).toBe(before);
  });
});
