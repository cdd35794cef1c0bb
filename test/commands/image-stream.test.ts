import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceBot } from './harness.ts';
import { fileOf, imageNamed, ownImages, rivalImage, sha256, sha512, writeImageFile } from './things.ts';

describe('image upload', () => {
  it('S0-61: sends the file and ends only when the cloud has the same bytes', async () => {
    const bot = await practiceBot();
    const bytes = writeImageFile(bot, 'base.raw');

    const out = await bot.say('image upload --file base.raw --name mine');

    expect(out.text).toContain('Image mine is ready');
    expect(out.text).toContain(`sha512 ${sha512(bytes)}`);
    expect(out.text).toMatch(/₽\/month/);
    expect(await imageNamed(bot, 'mine')).toMatchObject({
      state: 'ready',
      bytes: bytes.length,
      format: 'raw',
      visibility: 'private',
      hash: { algorithm: 'sha512', value: sha512(bytes) },
    });
  });

  it('keeps every byte on the way up and down', async () => {
    const bot = await practiceBot();
    const bytes = writeImageFile(bot, 'base.raw');

    await bot.say('image upload base.raw --name mine');
    const out = await bot.say('image download mine --output back.raw');

    expect(out.ok).toBe(true);
    expect(sha256(fileOf(bot, 'back.raw'))).toBe(sha256(bytes));
  });

  it('sees by the file itself what format it is, and what disk it needs', async () => {
    const bot = await practiceBot();
    const head = Buffer.alloc(512);
    head.writeUInt32BE(0x514649fb, 0);
    head.writeUInt32BE(3, 4);
    head.writeBigUInt64BE(12n * 1024n ** 3n, 24);
    writeFileSync(join(bot.folder, 'noble.img'), head);

    const wrong = await bot.say('image upload --file noble.img --name mine --format raw');
    const out = await bot.say('image upload --file noble.img --name mine');

    expect(wrong.text).toContain('noble.img is qcow2, not raw.');
    expect(out.ok).toBe(true);
    expect(await imageNamed(bot, 'mine')).toMatchObject({ format: 'qcow2', minDisk: 12 });
  });

  it('refuses a packed file, which no machine could start from', async () => {
    const bot = await practiceBot();
    writeFileSync(join(bot.folder, 'base.raw.gz'), Buffer.from('1f8b0800', 'hex'));

    const out = await bot.say('image upload --file base.raw.gz --name mine');

    expect(out.text).toContain('base.raw.gz is packed with gzip');
    expect(await ownImages(bot)).toEqual([]);
  });

  it('S0-D24: refuses a name that is taken, and replaces it with --force when the new one is whole', async () => {
    const bot = await practiceBot();
    writeImageFile(bot, 'one.raw');
    const two = writeImageFile(bot, 'two.raw');
    await bot.say('image upload --file one.raw --name mine');
    const before = await imageNamed(bot, 'mine');

    const refused = await bot.say('image upload --file two.raw --name mine');
    expect(refused.text).toContain('An image named "mine" is already in practice.');
    const out = await bot.rest(await bot.press(refused, 'Replace it'));

    expect(out.ok).toBe(true);
    const [only, ...others] = await ownImages(bot);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ name: 'mine', hash: { value: sha512(two) } });
    expect(only?.id).not.toBe(before.id);
  });

  it('S0-D09: does not guess which of two images of one name to replace', async () => {
    const bot = await practiceBot();
    writeImageFile(bot, 'one.raw');
    await rivalImage(bot, 'mine');
    await rivalImage(bot, 'mine');

    const out = await bot.say('image upload --file one.raw --name mine --force');

    expect(out.text).toContain('2 images are named "mine"');
    expect(await ownImages(bot)).toHaveLength(2);
  });

  it('names the nearest file for one that is not there, and offers it', async () => {
    const bot = await practiceBot();
    writeImageFile(bot, 'base-image.raw');

    const out = await bot.say('image upload --file base-imgae.raw --name mine');

    expect(out.text).toContain("on the bot's host");
    expect(out.text).toContain('Nearest: base-image.raw');
    expect((await bot.rest(await bot.press(out, 'base-image.raw'))).ok).toBe(true);
  });

  it('says where to put files when there is none', async () => {
    const bot = await practiceBot();

    const out = await bot.say('image upload --file base.raw --name mine');

    expect(out.text).toContain(bot.folder);
    expect(out.text).toContain('is empty');
  });

  it.each(['../secret.raw', '/etc/passwd', 'link.raw', 'folder/../../secret.raw', '~/secret.raw'])(
    'reads nothing outside its folder: %s',
    async (path) => {
      const bot = await practiceBot();
      symlinkSync('/etc/passwd', join(bot.folder, 'link.raw'));

      const out = await bot.say(`image upload --file ${path} --name mine`);

      expect(out.ok).toBe(false);
      expect(out.text).toContain("leads out of the folder for images on the bot's host");
      expect(await ownImages(bot)).toEqual([]);
    },
  );
});

describe('image download', () => {
  it('S0-60: writes a whole and verified file and says where, how large and its hash', async () => {
    const bot = await practiceBot();

    const out = await bot.say('image download base-image');

    expect(out.text).toContain(join(bot.folder, 'base-image.raw'));
    expect(out.text).toMatch(/64 MB/);
    expect(out.text).toContain(`sha512 ${sha512(fileOf(bot, 'base-image.raw'))}`);
    expect(readdirSync(bot.folder)).toEqual(['base-image.raw']);
  });

  it('writes a whole file that the cloud names no hash of, and says that it could not be checked', async () => {
    const bot = await practiceBot({}, { namesHashes: false });
    const bytes = writeImageFile(bot, 'base.raw');
    await bot.say('image upload base.raw --name mine');

    const out = await bot.say('image download mine --output back.raw');

    expect(out.text).toMatch(/Checked +the cloud names no hash/);
    expect(sha256(fileOf(bot, 'back.raw'))).toBe(sha256(bytes));
  });

  it('puts it into a folder that is there, under the name of the image', async () => {
    const bot = await practiceBot();
    mkdirSync(join(bot.folder, 'old ones'));

    await bot.say('image download base-image --output "old ones"');

    expect(readdirSync(join(bot.folder, 'old ones'))).toEqual(['base-image.raw']);
  });

  it('S0-D24: refuses to overwrite a file, and does it when told to', async () => {
    const bot = await practiceBot();
    writeFileSync(join(bot.folder, 'base-image.raw'), 'mine');

    const refused = await bot.say('image download base-image');
    expect(refused.text).toContain('There already is a file');
    expect(fileOf(bot, 'base-image.raw').toString()).toBe('mine');
    await bot.rest(await bot.press(refused, 'Overwrite'));

    expect(fileOf(bot, 'base-image.raw').length).toBe((await imageNamed(bot, 'base-image')).bytes);
  });

  it('does not overwrite a file that appeared while it was downloading', async () => {
    const bot = await practiceBot();
    bot.practice.onCall(({ path }) => {
      if (path.endsWith('/file')) writeFileSync(join(bot.folder, 'base-image.raw'), 'mine');
    });

    const end = await bot.say('image download base-image');

    expect(end.kept?.head.state).toBe('undone');
    expect(end.text).toContain('There already is a file');
    expect(readdirSync(bot.folder)).toEqual(['base-image.raw']);
    expect(fileOf(bot, 'base-image.raw').toString()).toBe('mine');
  });

  it.each(['../out.raw', '/tmp/out.raw', 'away/out.raw'])('writes nothing outside its folder: %s', async (path) => {
    const bot = await practiceBot();
    symlinkSync('/tmp', join(bot.folder, 'away'));

    const out = await bot.say(`image download base-image --output ${path}`);

    expect(out.ok).toBe(false);
    expect(readdirSync(bot.folder)).toEqual(['away']);
  });

  it('S0-D09: with two images of one name it downloads neither', async () => {
    const bot = await practiceBot();
    await rivalImage(bot, 'mine');
    await rivalImage(bot, 'mine');

    const out = await bot.say('image download mine');

    expect(out.text).toContain('2 images are named "mine"');
    expect(readdirSync(bot.folder)).toEqual([]);
  });

  it('is taken back by an undo afterwards, and only the file it made', async () => {
    const bot = await practiceBot();
    const first = await bot.say('image download base-image --output one.raw');
    const second = await bot.say('image download base-image --output two.raw');
    writeFileSync(join(bot.folder, 'two.raw'), 'mine now');

    for (const { kept } of [first, second]) await bot.say(`op undo ${kept?.head.id} --sure`);
    await bot.rest(first);
    await bot.rest(second);

    expect(readdirSync(bot.folder)).toEqual(['two.raw']);
    expect(fileOf(bot, 'two.raw').toString()).toBe('mine now');
  });
});
