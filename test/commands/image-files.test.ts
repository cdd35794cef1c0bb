import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type PracticeBot, practiceBot } from './harness.ts';

async function withFiles(...names: readonly string[]): Promise<PracticeBot> {
  const bot = await practiceBot();
  for (const name of names) {
    mkdirSync(join(bot.folder, name, '..'), { recursive: true });
    writeFileSync(join(bot.folder, name), 'bytes');
  }
  return bot;
}

it('completes the file to upload, also in a folder, but none that is still on its way', async () => {
  const bot = await withFiles('base.raw', 'two words.raw', 'old/base.qcow2', 'base.raw.op-1.part');

  expect(await bot.complete('image upload --file b')).toEqual(['image upload --file base.raw']);
  expect(await bot.complete('image upload --file tw')).toEqual(['image upload --file "two words.raw"']);
  expect(await bot.complete('image upload --file old/')).toEqual(['image upload --file old/base.qcow2']);
  expect(await bot.complete('image upload --file ../')).toEqual([]);
});

it('completes where an image goes with a name of its own, and with the files that are there', async () => {
  const bot = await withFiles('base.raw');

  expect(await bot.complete('image download base-image --output b')).toEqual([
    expect.stringMatching(/^image download base-image --output base-image\.\w+$/),
    'image download base-image --output base.raw',
  ]);
});
