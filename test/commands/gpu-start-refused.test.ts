import { expect, it } from 'vitest';
import { practiceBot } from './harness.ts';

const untouched = { machines: [], disks: [], addresses: [] };

it('S0-D13 takes either a disk or an image', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start --disk work --image base-image');

  expect(out.ok).toBe(false);
  expect(out.text.split('\n')[0]).toBe(
    '✗ Either --disk or --image, not both: a disk already holds a system, an image makes a new disk.',
  );
});

it('S0-D02 names the nearest image and offers to start it', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-imgae --size 30');
  const started = await bot.press(out, 'Start base-image');

  expect(out.text).toContain('No image "base-imgae" in practice.');
  expect(out.text).toContain('base-image');
  expect(started.ok).toBe(true);
  expect((await bot.things()).disks.map(({ size }) => size)).toEqual([30]);
});

it('S0-D02 refuses a flavor that is not there, before anything is made', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --flavor nothing-like-it');

  expect(out.ok).toBe(false);
  expect(out.text).toContain('No flavor "nothing-like-it" in practice.');
  expect(await bot.things()).toEqual(untouched);
});

it('takes the name of a card for the flavors that have it, and offers them', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --flavor a100 --name work');
  const started = await bot.press(out, 'GL10.8-65536-0-1GPU-A100');

  expect(out.text).toContain('Nearest: GL10.8-65536-0-1GPU-A100, GL10.16-131072-0-2GPU-A100.');
  expect(started.text).toContain('work is ready');
});

it('S0-D02 asks for the flavor, with prices, when none is configured', async () => {
  const bot = await practiceBot({ GPU_FLAVOR_ID: '' });

  const out = await bot.say('gpu start base-image');

  expect(out.form?.fields.map(({ name }) => name)).toContain('flavor');
  expect(out.text).toMatch(/flavor: .*\[\S+ .*A100.*spot ≈ [\d.,]+ ₽\/h · ≈ [\d.,]+ ₽\/h\]/);
});

it('S0-28 asks for everything when nothing is said: images by date, free disks, flavors, a name', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name old');
  await bot.say('gpu stop old');

  const out = await bot.say('gpu start');
  const started = await bot.fill(out, { image: 'base-image', name: 'by-form' });

  expect(out.form?.fields.map(({ name }) => name)).toEqual(['image', 'disk', 'flavor', 'name', 'for', 'onDemand']);
  expect(out.text).toMatch(/image: .*\[base-image [\d.]+ [GM]B, \d{4}-\d\d-\d\d \d\d:\d\d\]/);
  expect(out.text).toMatch(/disk: \[old-boot \d+ GB, ru-7a\]/);
  expect(out.text).toMatch(/name: gpu-vm-\d{8}-\d{6}/);
  expect(started.text).toContain('by-form is ready');
});

it('S0-D18 S0-67 refuses a disk that a machine holds, names it, and offers to start from the image instead', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name first');

  const out = await bot.say('gpu start --disk first-boot');
  const instead = await bot.press(out, 'Start from image base-image instead');

  expect(out.text.split('\n')[0]).toBe('✗ Disk first-boot is held by first; one disk serves one machine.');
  expect(instead.ok).toBe(true);
});

it('S0-D23 refuses when a disk of the name it would make is there', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name twin');
  await bot.say('gpu stop twin');

  const out = await bot.say('gpu start base-image --name twin');
  const started = await bot.press(out, 'Start from twin-boot');

  expect(out.text.split('\n')[0]).toBe('✗ A disk named "twin-boot" is already there.');
  expect(started.ok).toBe(true);
  expect((await bot.things()).disks).toHaveLength(1);
});

it('refuses a name that a machine has', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name taken');

  const out = await bot.say('gpu start base-image --name taken');

  expect(out.text).toContain('A machine named "taken" is already in practice.');
});

it('T-01 takes a disk type in its short and in its full form', async () => {
  const bot = await practiceBot();

  await bot.say('gpu start base-image --name short --disk-type fast');
  await bot.say('gpu start base-image --name full --disk-type fast.ru-7a');

  expect((await bot.things()).disks.map(({ type }) => type)).toEqual(['fast.ru-7a', 'fast.ru-7a']);
});

it('T-01 refuses a disk type that is not there, and one of another zone', async () => {
  const bot = await practiceBot();

  const none = await bot.say('gpu start base-image --disk-type universe');
  const apart = await bot.say('gpu start base-image --disk-type fast.ru-7b --zone ru-7a');

  expect(none.text).toMatch(/No disk type "universe/);
  expect(apart.text).toContain('Disk type fast.ru-7b is not in zone ru-7a; machine and disk share one zone.');
  expect(await bot.things()).toEqual(untouched);
});

it('T-05 refuses a zone of another region and names those of this one', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --az ru-8a');

  expect(out.text).toContain('There is no zone "ru-8a" in practice.');
  expect(out.text).toContain('Zones here: ru-7a, ru-7b.');
  expect(await bot.things()).toEqual(untouched);
});

it('T-05 makes machine and disk in the zone that was said', async () => {
  const bot = await practiceBot();

  await bot.say('gpu start base-image --zone ru-7b');

  const { machines, disks } = await bot.things();
  expect(machines.map(({ zone }) => zone)).toEqual(['ru-7b']);
  expect(disks.map(({ zone, type }) => [zone, type])).toEqual([['ru-7b', 'universal.ru-7b']]);
});

it('refuses --size beside a disk, which has its size', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name first');
  await bot.say('gpu stop first');

  const out = await bot.say('gpu start --disk first-boot --size 50');

  expect(out.text).toContain('A disk has its size and type already');
});

it('S0-02 takes --spot=false for not said', async () => {
  const bot = await practiceBot();

  await bot.say('gpu start base-image --spot=false --on-demand --name whole');

  const { machines } = await bot.things();
  expect(machines.map(({ name, spot }) => [name, spot])).toEqual([['whole', false]]);
});

it('S0-02 takes either spot or on demand, and says which', async () => {
  const bot = await practiceBot();

  const both = await bot.say('gpu start base-image --spot --on-demand');
  const whole = await bot.say('gpu start base-image --on-demand --name whole');
  const spot = await bot.say('gpu start base-image --spot --name cheap');

  const { machines } = await bot.things();
  expect(both.text).toContain('Either --spot or --on-demand, not both.');
  expect(whole.text).toMatch(/≈ [\d.,]+ ₽\/h on demand/);
  expect(spot.text).toMatch(/≈ [\d.,]+ ₽\/h spot/);
  expect(machines.map(({ name, spot }) => [name, spot]).sort()).toEqual([
    ['cheap', true],
    ['whole', false],
  ]);
});
