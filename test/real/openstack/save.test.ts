import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lab, sha256 } from './lab.ts';

const here = lab('save');

it('saves a running machine or says what the cloud wants first, then downloads and clears away all of it', async () => {
  const { bot, prefix, folder } = here;
  const image = `${prefix}-system`;
  const sent = here.file('system.raw', 8);
  await bot.say(`image upload --file system.raw --name ${image}`);
  const name = `${prefix}-work`;
  const started = await bot.say(`gpu start ${image} --name ${name} --flavor SL1.1-1024`);
  const ip = here.seen().floatingips[0]?.floating_ip_address;

  const saved = await bot.say(`gpu save ${name} --name ${prefix}-kept`);
  if (saved.ok) {
    expect(here.seen('-kept').images).toMatchObject([{ status: 'active', size: 1024 ** 3 }]);
    await here.drop('image', `${prefix}-kept`);
  } else {
    expect(saved.text).toContain('This cloud makes no image of a disk that a machine holds');
    expect(saved.view?.buttons?.map(({ label }) => label)).toContain(`Stop ${name}`);
    expect(here.seen('-kept').images).toEqual([]);
  }
  expect(here.seen('-work').servers).toMatchObject([{ status: 'ACTIVE' }]);

  const line = `gpu save ${name} --name ${prefix}-taken --download --cleanup`;
  const plan = await bot.say(`${line} --plan`);
  for (const thing of [`machine ${name}`, `address ${ip}`, `disk ${name}-boot`, `image ${prefix}-taken`]) {
    expect(plan.text).toContain(thing);
  }
  const wrong = await bot.say(`${line} --confirm another`);
  expect(wrong.ok).toBe(false);
  expect(here.seen('-work').servers).toHaveLength(1);
  const out = await bot.say(`${line} --confirm ${name}`);

  expect(out.text).toContain(`✓ ${name} is saved on the bot's host`);
  const file = join(folder, `${prefix}-taken.raw`);
  expect(statSync(file).size).toBe(1024 ** 3);
  expect(sha256(file, 8 * 1024 * 1024)).toBe(sent.sha256);
  expect(out.text).toContain(`sha512 ${createHash('sha512').update(readFileSync(file)).digest('hex')}`);
  const { servers, volumes, floatingips, images } = here.seen();
  expect([servers, volumes, floatingips]).toEqual([[], [], []]);
  expect(images.map((each) => each.name).sort()).toEqual([image]);

  await here.drop('image', image);
  // What is left of the start is the key.
  expect((await bot.say(`op undo ${started.id} --sure`)).kept?.head.state).toBe('undone');
});
