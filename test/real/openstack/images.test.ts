import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lab, sha256 } from './lab.ts';

const here = lab('images');
const size = 64;

it('uploads 64 MiB and downloads the same bytes, and overwrites neither image nor file unless it is told to', async () => {
  const { bot, prefix, folder } = here;
  const name = `${prefix}-random`;
  const sent = here.file('random.raw', size);

  const up = await bot.say(`image upload --file random.raw --name ${name}`);
  const down = await bot.say(`image download ${name} --output back.raw`);

  expect(up.text).toContain('✓');
  expect(down.text).toContain(join(folder, 'back.raw'));
  expect(sha256(join(folder, 'back.raw'))).toBe(sent.sha256);
  const [image] = here.seen('-random').images;
  expect(image).toMatchObject({ name, status: 'active', size: size * 1024 * 1024 });
  expect(up.text).toContain(`${image?.os_hash_algo} ${image?.os_hash_value}`);
  const shown = await bot.say(`image show ${name}`);
  const listed = await bot.say('image list');
  expect(shown.text).toContain(image?.os_hash_value);
  expect(listed.text).toContain(name);

  const overFile = await bot.say(`image download ${name} --output back.raw`);
  const overImage = await bot.say(`image upload --file random.raw --name ${name}`);
  expect(overFile.text).toContain('There already is a file');
  expect(overImage.text).toContain(`An image named "${name}" is already in real.`);
  const other = here.file('other.raw', 4);
  const replaced = await bot.say(`image upload --file other.raw --name ${name} --force`);
  const again = await bot.say(`image download ${name} --output back.raw --force`);
  expect([replaced.ok, again.ok]).toEqual([true, true]);
  expect(sha256(join(folder, 'back.raw'))).toBe(other.sha256);
  expect(here.seen('-random').images.map(({ id }) => id)).not.toContain(image?.id);

  const wrong = await bot.say(`image delete ${name} --confirm nothing`);
  expect(wrong.ok).toBe(false);
  expect(here.seen('-random').images).toHaveLength(1);
  await here.drop('image', name);
  expect(here.seen('-random').images).toEqual([]);
  expect(readdirSync(folder).filter((file) => file.includes('part'))).toEqual([]);
});

it('makes an image of a disk that holds the bytes the disk was made from', async () => {
  const { bot, prefix, folder } = here;
  const name = `${prefix}-copy`;
  const sent = here.file('system.raw', size);
  await bot.say(`image upload --file system.raw --name ${prefix}-system`);
  await bot.say(`disk create ${prefix}-disk --image ${prefix}-system`);

  const made = await bot.say(`image from-disk ${prefix}-disk --name ${name}`);
  const down = await bot.say(`image download ${name} --output copy.raw`);

  expect(made.text).toContain(`✓`);
  expect(down.ok).toBe(true);
  expect(statSync(join(folder, 'copy.raw')).size).toBe(1024 ** 3);
  expect(sha256(join(folder, 'copy.raw'), size * 1024 * 1024)).toBe(sent.sha256);
  expect(here.seen('-disk').volumes).toMatchObject([{ status: 'available' }]);
  await here.drop('disk', `${prefix}-disk`);
  await here.drop('image', name);
  await here.drop('image', `${prefix}-system`);
});

it('leaves no half image when a person cancels in the middle of making one', async () => {
  const { bot, prefix } = here;
  await bot.say(`disk create ${prefix}-left --size 4`);

  const making = await bot.say(`image from-disk ${prefix}-left --name ${prefix}-half`, { leave: true });
  await bot.until(making, ({ kind }) => kind === 'did');
  await bot.say(`op cancel ${making.id}`);
  const out = await bot.rest(making);

  expect(out.kept?.head.state).toBe('undone');
  expect(here.seen('-half').images).toEqual([]);
  // Cinder lets go of a disk only when it sees that the image is gone.
  const state = () => here.seen('-left').volumes[0]?.status;
  await expect.poll(state, { timeout: 180_000, interval: 5_000 }).toBe('available');
  await here.drop('disk', `${prefix}-left`);
});

it('says clearly that the cloud does not fetch from such an address, and leaves nothing', async () => {
  const { bot, prefix } = here;

  const out = await bot.say(`image from-url http://127.0.0.1:1/base.raw --name ${prefix}-refused`);

  expect(out.kept?.head.state).toBe('undone');
  expect(out.text).toMatch(new RegExp(`^✗ Image ${prefix}-refused was not made: `));
  expect(here.seen('-refused').images).toEqual([]);
});

it('lets the cloud fetch an image, and takes it back when there is none', async ({ skip }) => {
  const { bot, prefix } = here;
  const bytes = Buffer.alloc(3 * 1024 * 1024, 'hoist');
  const server = createServer((ask, reply) =>
    ask.url === '/base.raw' ? reply.end(bytes) : reply.writeHead(404).end(),
  );
  // Glance fetches neither from loopback nor from other ports than 80 and 443, unless it was told otherwise.
  const host = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
  const listening = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(80, host, () => resolve(true));
  });
  if (!host || !(await listening)) return skip('this host has no port 80 that a cloud could fetch from');

  const made = await bot.say(`image from-url http://${host}/base.raw --name ${prefix}-fetched`);
  const none = await bot.say(`image from-url http://${host}/none.raw --name ${prefix}-none`);
  server.close();

  expect(made.text).toContain('✓');
  expect(here.seen('-fetched').images).toMatchObject([{ status: 'active', size: bytes.length }]);
  expect(none.kept?.head.state).toBe('undone');
  expect(here.seen('-none').images).toEqual([]);
  await here.drop('image', `${prefix}-fetched`);
});
