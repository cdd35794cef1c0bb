import { expect, it } from 'vitest';
import { practiceBot } from '../commands/harness.ts';

it('takes a disk back that takes a quarter of an hour to be filled, and says meanwhile for how long it waits', async () => {
  const bot = await practiceBot({}, { timings: { volumeFromImage: 15 * 60_000 } });
  const starting = await bot.say('gpu start base-image --name gpu-1', { leave: true });
  await bot.until(starting, ({ entries }) => entries.some((entry) => entry.kind === 'did' && entry.step === 'disk'));

  await bot.press(await bot.look(starting), 'Cancel', { leave: true });
  await bot.until(starting, ({ entries }) => entries.filter(({ kind }) => kind === 'tried').length > 45);
  const meanwhile = await bot.look(starting);
  const out = await bot.rest(starting);

  expect(meanwhile.text).toMatch(
    /Disk .*1\d min.*not taken back yet: .*creating|Disk .*not taken back yet: .*creating.* 1\d min/,
  );
  expect(out.kept?.head.state).toBe('undone');
  expect(await bot.things()).toEqual({ machines: [], disks: [], addresses: [] });
});
