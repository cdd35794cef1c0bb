import { describe, expect, it } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { paintFor } from '../../adapters/chat/terminal/paint.ts';
import type { Answer, Locale } from '../../src/kit.ts';
import { locales } from '../../src/kit.ts';
import { outsider, refusal, smallBot } from './small-bot.ts';

const drawn = (answer: Answer, locale: Locale = 'en'): string => {
  if (answer.kind !== 'view') throw new Error('no view');
  return draw(answer.view, { paint: paintFor({}, false), locale, typed: () => '' }).join('\n');
};

describe('help', () => {
  it('names everything a person may do, by noun, with examples', async () => {
    const bot = await smallBot();

    const text = drawn(await bot.hear('/hoist help'));

    for (const line of ['/box start', '/box stop', '/op show', '/approve yes', '/hoist doctor'])
      expect(text).toContain(line);
    expect(text.indexOf('/box start')).toBeLessThan(text.indexOf('/op show'));
    expect(text.indexOf('/op show')).toBeLessThan(text.indexOf('/hoist doctor'));
  });

  it('has three examples, and each works as typed', async () => {
    const bot = await smallBot();

    const answer = await bot.hear('help');

    if (answer.kind !== 'view') throw new Error('no view');
    const lines = answer.view.blocks.flatMap((block) => (block.kind === 'code' ? [block.code] : []));
    expect(lines).toEqual(['/box start base-image', '/box list', '/hoist help box start']);
    for (const line of lines) {
      const said = await bot.hear(line);
      expect(said.kind === 'began' || (said.kind === 'view' && said.outcome.ok)).toBe(true);
    }
  });

  it('leaves out what a person may not do', async () => {
    const bot = await smallBot();

    const text = drawn(await bot.hear('help', { who: outsider }));

    expect(text).toContain('/box list');
    expect(text).not.toContain('/box start');
    expect(refusal(await bot.hear('help box start', { who: outsider })).said).toContain('"box start"');
  });

  it('explains one command on one screen', async () => {
    const bot = await smallBot();

    const text = drawn(await bot.hear('box start --help'));

    expect(text).toContain('/box start [<image>] [--disk <disk>] [--name <name>] [--disk-type <disk-type>]');
    expect(text).toContain('--color red|green|blue');
    expect(text).toContain('/box start --disk "my disk"');
    expect(text).toContain('--plan');
    expect(text.split('\n').length).toBeLessThan(40);
  });

  it('names the nearest where it knows no such thing', async () => {
    const bot = await smallBot();

    expect(refusal(await bot.hear('help bxo'))).toEqual({
      said: 'There is nothing called "bxo" that you can do here.',
      hint: 'Nearest: box.',
      next: ['hoist help box'],
    });
  });

  it('has no slash where there is none to type', async () => {
    const bot = await smallBot();

    const text = drawn(await bot.hear('help', { where: { chat: 'terminal', channel: 'terminal' } }));

    expect(text).toContain('box start');
    expect(text).not.toContain('/box');
  });

  it('is data for scripts', async () => {
    const bot = await smallBot();

    expect(await bot.hear('help box start --json')).toMatchObject({
      data: {
        name: 'box start',
        permission: 'box:start',
        args: expect.arrayContaining([expect.objectContaining({ flag: '--image', kind: 'text', bare: true })]),
      },
    });
  });

  it('is said in every language, and differently in each', async () => {
    const bot = await smallBot();

    const texts = await Promise.all(locales.map(async (locale) => drawn(await bot.hear('help', { locale }), locale)));

    expect(new Set(texts).size).toBe(locales.length);
    expect(texts[1]).toContain('Показать, что здесь можно сделать');
    expect(texts[2]).toContain('할 수 있는 일');
  });
});

describe('whoami, version and doctor', () => {
  it('say who and what', async () => {
    const bot = await smallBot();

    expect(drawn(await bot.hear('hoist whoami'))).toContain('web:local:ann');
    expect(drawn(await bot.hear('hoist whoami', { who: outsider }))).toContain('only look');
    expect(drawn(await bot.hear('hoist version'))).toContain('Hoist 1.2.3');
    expect(drawn(await bot.hear('hoist doctor'))).toContain('Chats: web');
  });

  it('say what to mend', async () => {
    const bot = await smallBot({ clouds: [] });

    const answer = await bot.hear('doctor');

    expect(answer).toMatchObject({ outcome: { ok: false }, view: { title: '1 thing needs mending', tone: 'bad' } });
    expect(drawn(answer)).toContain('To mend it:');
  });
});
