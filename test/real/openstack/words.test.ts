import { expect, it } from 'vitest';
import { lab } from './lab.ts';

const here = lab('words');

it('finds nothing missing, but for the key that comes with the first machine', async () => {
  const out = await here.bot.say('hoist doctor');

  expect(out.text).toMatch(/✓ Login at /);
  expect(out.text).toContain('✓ Zone ru-7a');
  expect(out.text).toContain(`✓ Network ${here.network}`);
  expect(out.text).toContain('added with the first machine');
  expect(out.text).not.toContain('✗');
  expect(out.ok).toBe(true);
});

it.each([
  ['hoist whoami', 'web:local:ann'],
  ['hoist version', 'Hoist 0.0.0'],
  ['hoist help', 'gpu start'],
  ['hoist help gpu start', '--no-floating-ip'],
  ['gpu flavors', 'GL10.16-131072-0-2GPU-A100'],
  ['gpu flavors --gpu-only', 'T4'],
  ['gpu list', 'achines in real'],
  ['inventory export', 'gpu_vms:'],
  ['op list', 'No operations'],
  ['approve list', 'Nothing waits'],
])('answers %s', async (line, words) => {
  const out = await here.bot.say(line);

  expect(out.ok).toBe(true);
  expect(out.text).toContain(words);
});

it('says it in Russian and Korean, too', async () => {
  const { bot, image } = here;

  const russian = await bot.say(`image show ${image}`, { locale: 'ru' });
  const korean = await bot.say('gpu flavors', { locale: 'ko' });

  expect(russian.text).toContain('Образ');
  expect(korean.text).toMatch(/[가-힣]/);
});

it('shows and tells the journal of an operation', async () => {
  const { bot } = here;
  const { id } = await bot.say('net setup');

  const shown = await bot.say(`op show ${id}`);
  const log = await bot.say(`op log ${id}`);

  expect(shown.text).toContain('All of it was there already.');
  expect(log.text).toContain(`Journal of ${id}`);
  expect(log.text).toContain('ended: done');
});

it.each([
  ['gpu start {image} --spot --name {prefix}-none', 'OpenStack itself has no spot machines; Selectel does.'],
  ['gpu start {image} --flavor nothing --name {prefix}-none', 'No flavor "nothing" in real.'],
  ['gpu start {image} --zone ru-9z --name {prefix}-none', 'ru-9z'],
  ['gpu start {image}x --name {prefix}-none', 'No image "{image}x" in real.'],
  ['gpu start --disk x --image {image}', 'Either --disk or --image, not both'],
  ['gpu stop {prefix}-none', 'No machine "{prefix}-none" in real.'],
  ['gpu park {prefix}-none', 'No machine "{prefix}-none" in real.'],
  ['disk delete {prefix}-none', 'No disk "{prefix}-none" in real.'],
  ['image delete {prefix}-none', 'No image "{prefix}-none" in real.'],
  ['image download {prefix}-none', 'No image "{prefix}-none" in real.'],
  ['image upload --file nothing.raw --name {prefix}-none', 'nothing.raw'],
  ['op show op-none', 'op-none'],
])('refuses %s in one sentence, and makes nothing', async (line, words) => {
  const { bot, prefix, image } = here;
  const fill = (text: string) => text.replaceAll('{image}', image).replaceAll('{prefix}', prefix);

  const out = await bot.say(fill(line));

  expect(out.ok).toBe(false);
  expect(out.text.split('\n')[0]).toMatch(/^✗ /);
  expect(out.text).toContain(fill(words));
});

it('has made nothing by all of that', () => {
  expect(here.seen('-none')).toEqual(expect.objectContaining({ servers: [], volumes: [], images: [], keypairs: [] }));
});
