import { describe, expect, it } from 'vitest';
import { createLately } from '../../src/command/lately.ts';
import { ann, outsider, type SmallBot, smallBot } from './small-bot.ts';

const where = { chat: 'web', channel: 'general' };
const never = new AbortController().signal;
const completed = async (bot: SmallBot, line: string, who = ann) =>
  (await bot.desk.complete(line, who, where, 'en', never)).map(({ from, text }) => line.slice(0, from) + text);

describe('completion', () => {
  it.each([
    ['', ['box ', 'approve ', 'hoist ', 'op ']],
    ['/', ['/box ', '/approve ', '/hoist ', '/op ']],
    ['/b', ['/box ']],
    ['box st', ['box start ', 'box stop ']],
    ['/hoist bo', ['/hoist box ']],
    ['/hoist do', ['/hoist doctor ']],
    ['box start b', ['box start base-image ']],
    ['box start wo', ['box start "work image" ']],
    ['box start “wo', ['box start "work image" ']],
    ['box start --image b', ['box start --image base-image ']],
    ['box start --image=b', ['box start --image=base-image ']],
    ['box start image:b', ['box start image:base-image ']],
    ['box start --col', ['box start --color ']],
    ['box start --color ', ['box start --color red ', 'box start --color green ', 'box start --color blue ']],
    ['box start --color g', ['box start --color green ']],
    ['box start x --cloud ', ['box start x --cloud practice ']],
    ['box start x --sp', ['box start x --spot ']],
    ['box start x --spot --sp', []],
    ['box key work --k', []],
    ['nothing like it ', []],
  ])('of %j', async (line, lines) => {
    expect(await completed(await smallBot(), line)).toEqual(lines);
  });

  it('offers values first and then flags where nothing is begun', async () => {
    const lines = await completed(await smallBot(), 'box start ');

    expect(lines.slice(0, 3)).toEqual(['box start base-image ', 'box start "work image" ', 'box start --disk ']);
  });

  it('says what a command and a value are', async () => {
    const bot = await smallBot();

    const [verb] = await bot.desk.complete('box start', ann, where, 'ko', never);
    const [value] = await bot.desk.complete('box start b', ann, where, 'en', never);

    expect([verb?.about, value?.about]).toEqual(['Start a box (ko)', 'an image']);
  });

  it('offers the clouds there are as values of a field', async () => {
    const bot = await smallBot();

    const offered = await bot.desk.choices('box list', 'cloud', '', ann, where, 'en', never);

    expect(offered).toEqual([{ value: 'practice' }]);
  });

  it('offers nothing that the person may not do', async () => {
    expect(await completed(await smallBot(), 'box ', outsider)).toEqual(['box list ', 'box break ']);
  });

  it('offers operations by their ids', async () => {
    const bot = await smallBot();
    const answer = await bot.hear('box start base-image');
    if (answer.kind !== 'began') throw new Error('nothing begun');

    expect(await completed(bot, 'op show ')).toContain(`op show ${answer.operation} `);
  });

  it('is empty where the cloud fails, and no error', async () => {
    const bot = await smallBot({ images: () => Promise.reject(new Error('down')) });

    expect(await completed(bot, 'box start b')).toEqual([]);
  });

  it('does not wait for a cloud that does not answer', async () => {
    const bot = await smallBot({ images: () => new Promise(() => undefined) });
    const typing = new AbortController();

    const completing = bot.desk.complete('box start b', ann, where, 'en', typing.signal);
    typing.abort();

    expect(await completing).toEqual([]);
  });
});

describe('the choices of a form', () => {
  it('are found while typing, and the cloud is asked once', async () => {
    const bot = await smallBot();
    const choices = (typed: string) => bot.desk.choices('box start', 'image', typed, ann, where, 'en', never);

    expect(await Promise.all([choices('b'), choices('w')])).toEqual([
      [{ value: 'base-image', about: 'an image' }],
      [{ value: 'work image', about: 'an image' }],
    ]);
    expect(bot.imagesAsked()).toBe(1);
  });

  it('are asked for again after ten seconds, and after something was begun', async () => {
    const bot = await smallBot();
    const choices = () => bot.desk.choices('box start', 'image', '', ann, where, 'en', never);

    await choices();
    await bot.pass(10_001);
    await choices();
    await bot.hear('box start base-image');
    await choices();

    expect(bot.imagesAsked()).toBe(3);
  });

  it('are none for what is not there', async () => {
    const bot = await smallBot();

    expect(await bot.desk.choices('box fly', 'image', '', ann, where, 'en', never)).toEqual([]);
    expect(await bot.desk.choices('box start', 'wing', '', ann, where, 'en', never)).toEqual([]);
  });
});

describe('what was loaded lately', () => {
  it('leaves a cloud that failed alone for a while', async () => {
    let now = 0;
    let loads = 0;
    const lately = createLately(() => now);
    const load = () =>
      lately.load('x', async () => {
        loads++;
        throw new Error('down');
      });

    await expect(load()).rejects.toThrow('down');
    await expect(load()).rejects.toThrow('down');
    now = 10_000;
    await expect(load()).rejects.toThrow('down');

    expect(loads).toBe(2);
  });
});
