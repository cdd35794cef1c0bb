import { expect, it } from 'vitest';
import { practiceBot } from './harness.ts';

it('S0-56 S0-08 starts a machine without a GPU from the configured image, on demand, and says what comes next', async () => {
  const bot = await practiceBot({ BASE_IMAGE_NAME: 'base-image' });

  const out = await bot.say('gpu setup');

  const [machine] = (await bot.things()).machines;
  expect(machine?.name).toMatch(/^setup-vm-\d{8}-\d{6}$/);
  expect(machine?.flavor?.gpu).toBeUndefined();
  expect(machine?.spot).toBe(false);
  expect(out.text).toContain('Next: set the machine up, save its disk as an image');
  expect(out.view?.buttons?.map(({ press }) => press.command)).toEqual([
    'gpu save',
    'gpu save',
    'inventory export',
    'gpu stop',
    'op show',
  ]);
});

it('S0-57 takes a name', async () => {
  const bot = await practiceBot({ BASE_IMAGE_NAME: 'base-image' });

  const out = await bot.say('gpu setup --name setup-2');

  expect(out.text).toContain('setup-2 is ready');
});

it('S0-D25 shows the images when none is configured', async () => {
  const bot = await practiceBot({ BASE_IMAGE_NAME: '' });

  const out = await bot.say('gpu setup');
  const started = await bot.fill(out, { image: 'base-image', name: 'by-form' });

  expect(out.form?.fields[0]?.name).toBe('image');
  expect(out.form?.fields[0]?.choices?.map(({ value }) => value)).toContain('base-image');
  expect(started.text).toContain('by-form is ready');
});

it('S0-D02 asks for the flavor when SETUP_FLAVOR_ID is missing, and offers those without a GPU', async () => {
  const bot = await practiceBot({ BASE_IMAGE_NAME: 'base-image', SETUP_FLAVOR_ID: '' });

  const out = await bot.say('gpu setup');

  const flavors = out.form?.fields.find(({ name }) => name === 'flavor')?.choices ?? [];
  expect(flavors.length).toBeGreaterThan(0);
  for (const { about } of flavors) expect(about).not.toMatch(/A100|T4|RTX|H200/);
});
