import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type PracticeBot, practiceBot } from './harness.ts';
import { disksIn, fileOf, machinesIn, ownImages, sha512 } from './things.ts';

/** Cinder as it is unless `enable_force_upload` is set: no image of a disk that a machine holds. */
async function started(): Promise<PracticeBot> {
  const bot = await practiceBot({}, { copiesUsedDisks: false });
  await bot.say('gpu start base-image --name gpu-work-1');
  return bot;
}

const line = 'gpu save gpu-work-1 --name my-work --download --cleanup --confirm gpu-work-1';

it.each(['', ' --quiet'])(
  'says that the machine has to be stopped first, and stops it when that is pressed%s',
  async (quiet) => {
    const bot = await started();

    const out = await bot.say(`gpu save gpu-work-1 --name my-work${quiet}`);

    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toContain('This cloud makes no image of a disk that a machine holds');
    expect(out.text).toContain('Stop the machine first: its disk stays');
    expect(await machinesIn(bot)).toMatchObject([{ state: 'on' }]);
    expect(await ownImages(bot)).toEqual([]);
    await bot.press(out, 'Stop gpu-work-1');
    const made = await bot.say('image from-disk gpu-work-1-boot --name my-work');
    expect(made.ok).toBe(true);
  },
);

it('says so of an image of a used disk, too', async () => {
  const bot = await started();

  const out = await bot.say('image from-disk gpu-work-1-boot --name my-work --force');

  expect(out.text).toContain('This cloud makes no image of a disk that a machine holds');
  expect(await ownImages(bot)).toEqual([]);
});

it('with --cleanup removes the machine first, and all the rest when the file is verified', async () => {
  const bot = await started();

  const out = await bot.say(line);

  expect(out.text).toContain("gpu-work-1 is saved on the bot's host");
  expect(out.text).toContain(`sha512 ${sha512(fileOf(bot, 'my-work.raw'))}`);
  expect([await machinesIn(bot), await disksIn(bot), await ownImages(bot)]).toEqual([[], [], []]);
});

it('keeps the disk when the file cannot be fetched then, and goes on from there when tried again', async () => {
  const bot = await started();
  bot.practice.faults.add({ method: 'GET', path: /\/images\/[\w-]+\/file$/, what: { status: 403 } });

  const stuck = await bot.say(line);
  const disks = await disksIn(bot);
  bot.practice.faults.clear();
  await bot.press(stuck, 'Try again');
  const out = await bot.rest(stuck);

  expect(stuck.kept?.head.state).toBe('stuck');
  expect(disks).toHaveLength(1);
  expect(out.kept?.head.state).toBe('done');
  expect([await machinesIn(bot), await disksIn(bot)]).toEqual([[], []]);
  expect(readdirSync(bot.folder)).toEqual(['my-work.raw']);
});
