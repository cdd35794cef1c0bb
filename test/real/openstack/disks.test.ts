import { expect, it } from 'vitest';
import { lab } from './lab.ts';

const here = lab('disks');

it('makes a disk of the short type, shows and lists it, refuses its twin, and deletes it when its name is typed', async () => {
  const { bot, prefix } = here;
  const name = `${prefix}-data`;

  const made = await bot.say(`disk create ${name} --size 2 --type universal`);
  expect(made.text).toContain('✓');
  expect(here.seen('-data').volumes).toEqual([
    expect.objectContaining({ name, size: 2, status: 'available', volume_type: 'universal.ru-7a' }),
  ]);
  const shown = await bot.say(`disk show ${name}`);
  const listed = await bot.say('disk list');
  const twin = await bot.say(`disk create ${name} --size 1`);
  const wrong = await bot.say(`disk delete ${name} --confirm another`);
  const boots = await bot.say(`gpu start --disk ${name} --name ${prefix}-none`);
  expect(shown.text).toContain(`Disk ${name}`);
  expect(shown.text).toMatch(/2 GB/);
  expect(shown.text).toContain('universal.ru-7a');
  expect(listed.text).toContain(name);
  expect(twin.text).toContain(`A disk named "${name}" is already in real.`);
  expect(wrong.ok).toBe(false);
  expect(boots.text).toContain(`Disk ${name} holds no system to start from.`);
  expect(here.seen('-data').volumes).toHaveLength(1);

  const gone = await bot.say(`disk delete ${name} --confirm ${name}`);
  expect(gone.ok).toBe(true);
  expect(here.seen('-data').volumes).toEqual([]);
});

it('makes a disk from an image, at least as large as the image needs, and takes it back', async () => {
  const { bot, prefix, image } = here;
  const name = `${prefix}-filled`;

  const made = await bot.say(`disk create ${name} --image ${image}`);
  const shown = await bot.say(`disk show ${name}`);
  const undone = await bot.say(`op undo ${made.id} --sure`);

  expect(made.ok).toBe(true);
  expect(shown.text).toMatch(new RegExp(`From image +${image}`));
  expect(undone.kept?.head.state).toBe('undone');
  expect(here.seen('-filled').volumes).toEqual([]);
});

it('lists the types of disks with their zones', async () => {
  const out = await here.bot.say('disk types');

  for (const type of ['fast.ru-7a', 'universal.ru-7a', 'fast.ru-7b']) expect(out.text).toContain(type);
});

it('names the nearest disk and the nearest type instead of making anything', async () => {
  const { bot, prefix } = here;

  const disk = await bot.say(`disk show ${prefix}-dta`);
  const type = await bot.say(`disk create ${prefix}-odd --type univrsal`);

  expect(disk.text).toMatch(/^✗ No disk/);
  expect(type.ok).toBe(false);
  expect(here.seen('-odd').volumes).toEqual([]);
});
