import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { holdsSecret, type Kept } from '../../src/kit.ts';
import { practiceBot } from './harness.ts';
import { fileOf, imageNamed, ownImages, sha512, writeImageFile } from './things.ts';

const tried = ({ entries }: Kept): number => entries.filter(({ kind }) => kind === 'tried').length;
const theFile = /\/images\/[\w-]+\/file$/;
const theImage = /\/images\/[\w-]+$/;

describe('an upload that goes wrong', () => {
  it('goes on after the connection broke in the middle of the bytes', async () => {
    const bot = await practiceBot();
    const bytes = writeImageFile(bot, 'base.raw', 20_000_000);
    let cut = false;
    bot.practice.onCall(({ method, path, phase }) => {
      if (method !== 'PUT' || !theFile.test(path) || phase !== 'before' || cut) return;
      cut = true;
      throw new Error('the line is dead');
    });

    const out = await bot.say('image upload base.raw --name mine');

    expect(out.ok).toBe(true);
    expect(tried(out.kept as Kept)).toBe(1);
    expect(await ownImages(bot)).toMatchObject([{ name: 'mine', hash: { value: sha512(bytes) } }]);
  });

  it.each([
    ['the record was made', 'POST', /\/images$/],
    ['the bytes were stored', 'PUT', theFile],
  ])('makes one image when the reply is lost after %s', async (_, method, path) => {
    const bot = await practiceBot();
    const bytes = writeImageFile(bot, 'base.raw');
    bot.practice.faults.add({ service: 'image', method, path, times: 1, what: 'lost-reply' });

    const out = await bot.say('image upload base.raw --name mine');

    expect(out.ok).toBe(true);
    expect(await ownImages(bot)).toMatchObject([{ name: 'mine', state: 'ready', hash: { value: sha512(bytes) } }]);
  });

  it('goes on when the login ends while the bytes are being sent', async () => {
    const bot = await practiceBot();
    writeImageFile(bot, 'base.raw');
    bot.practice.faults.add({ service: 'image', method: 'PUT', path: theFile, times: 1, what: 'token-revoked' });

    const out = await bot.say('image upload base.raw --name mine');

    expect(out.text).toContain('Image mine is ready');
    expect(await ownImages(bot)).toHaveLength(1);
  });

  it.each([
    ['quota', 'limit has been exceeded'],
    [{ status: 503 }, 'busy or not well'],
    ['reset', 'cannot be reached'],
  ] as const)('leaves no image behind when the bytes are never taken: %j', async (what, words) => {
    const bot = await practiceBot();
    writeImageFile(bot, 'base.raw');
    bot.practice.faults.add({ service: 'image', method: 'PUT', path: theFile, what });

    const out = await bot.say('image upload base.raw --name mine');

    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toContain('Image mine was not uploaded');
    expect(out.text).toContain(words);
    expect(await ownImages(bot)).toEqual([]);
  });

  it('does not keep an image whose bytes are not those of the file', async () => {
    const bot = await practiceBot();
    writeImageFile(bot, 'base.raw');
    const body = { id: 'x', name: 'mine', status: 'active', os_hash_algo: 'sha512', os_hash_value: 'another' };
    bot.practice.onCall(({ method, path, phase }) => {
      if (method !== 'PUT' || !theFile.test(path) || phase !== 'after') return;
      bot.practice.faults.add({ method: 'GET', path: theImage, times: 1, what: { status: 200, body } });
    });

    const out = await bot.say('image upload base.raw --name mine');

    expect(out.text).toContain('The bytes of image mine are not those of the file');
    expect(await ownImages(bot)).toEqual([]);
  });

  it('keeps the old image when the one that was to replace it fails', async () => {
    const bot = await practiceBot();
    const one = writeImageFile(bot, 'one.raw');
    writeImageFile(bot, 'two.raw');
    await bot.say('image upload one.raw --name mine');
    bot.practice.faults.add({ service: 'image', method: 'PUT', path: theFile, what: 'quota' });

    await bot.say('image upload two.raw --name mine --force');

    expect(await ownImages(bot)).toMatchObject([{ name: 'mine', hash: { value: sha512(one) } }]);
  });

  it('leaves nothing behind when it is cancelled in the middle of the bytes', async () => {
    const bot = await practiceBot();
    writeImageFile(bot, 'base.raw', 20_000_000);
    const sending = Promise.withResolvers<void>();
    const never = Promise.withResolvers<void>();
    bot.practice.onCall(({ method, path, phase }) => {
      if (method !== 'PUT' || !theFile.test(path) || phase !== 'before') return undefined;
      sending.resolve();
      return never.promise;
    });
    const begun = await bot.say('image upload base.raw --name mine', { leave: true });
    await sending.promise;
    expect(await ownImages(bot)).toMatchObject([{ state: 'queued' }]);

    await bot.press(begun, 'Cancel');

    expect((await bot.rest(begun)).kept?.head.state).toBe('undone');
    expect(await ownImages(bot)).toEqual([]);
    never.resolve();
  });
});

describe('a download that goes wrong', () => {
  const prepared = async () => {
    const bot = await practiceBot();
    const text = 'all the bytes of this image are words\n'.repeat(50_000);
    writeFileSync(join(bot.folder, 'words.raw'), text);
    await bot.say('image upload words.raw --name words');
    return { bot, text, image: await imageNamed(bot, 'words') };
  };

  it('goes on from where it broke off, and the whole is verified', async () => {
    const { bot, text } = await prepared();
    const body = text.slice(0, 1_000_000);
    bot.practice.faults.add({ method: 'GET', path: theFile, times: 1, what: { status: 200, body } });

    const out = await bot.say('image download words --output back.raw');

    expect(out.ok).toBe(true);
    expect(tried(out.kept as Kept)).toBe(1);
    expect(fileOf(bot, 'back.raw').toString()).toBe(text);
  });

  it('begins again when what it went on from was not right', async () => {
    const { bot, text } = await prepared();
    const body = text.slice(0, 1_000_000).toUpperCase();
    bot.practice.faults.add({ method: 'GET', path: theFile, times: 1, what: { status: 200, body } });

    const out = await bot.say('image download words --output back.raw');

    expect(out.ok).toBe(true);
    // Once cut off, once found to be different when it had gone on.
    expect(tried(out.kept as Kept)).toBe(2);
    expect(fileOf(bot, 'back.raw').toString()).toBe(text);
  });

  it('keeps nothing of what is not the image', async () => {
    const { bot, text } = await prepared();
    bot.practice.faults.add({ method: 'GET', path: theFile, what: { status: 200, body: text.toUpperCase() } });

    const out = await bot.say('image download words --output back.raw');

    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toContain('is not what the cloud has');
    expect(readdirSync(bot.folder)).toEqual(['words.raw']);
  });

  it('keeps the file that was to be overwritten when the download fails', async () => {
    const { bot, text } = await prepared();
    bot.practice.faults.add({ method: 'GET', path: theFile, what: { status: 500 } });

    const out = await bot.say('image download words --output words.raw --force');

    expect(out.kept?.head.state).toBe('undone');
    expect(readdirSync(bot.folder)).toEqual(['words.raw']);
    expect(fileOf(bot, 'words.raw').toString()).toBe(text);
  });

  it('leaves no part behind when it is cancelled', async () => {
    const { bot } = await prepared();
    const asked = Promise.withResolvers<void>();
    const never = Promise.withResolvers<void>();
    bot.practice.faults.add({ method: 'GET', path: theFile, times: 1, what: { status: 200, body: 'all the bytes' } });
    bot.practice.onCall(({ method, path, phase }) => {
      if (method !== 'GET' || !theFile.test(path) || phase !== 'before') return undefined;
      asked.resolve();
      return never.promise;
    });
    const begun = await bot.say('image download words --output back.raw', { leave: true });
    await bot.until(begun, (kept) => tried(kept) === 1);
    expect(readdirSync(bot.folder)).toHaveLength(2);

    await bot.press(begun, 'Cancel');

    expect((await bot.rest(begun)).kept?.head.state).toBe('undone');
    expect(readdirSync(bot.folder)).toEqual(['words.raw']);
    never.resolve();
  });

  it('does not begin when the disk of the host has no room for it', async () => {
    const { bot, image } = await prepared();
    const body = { ...image, status: 'active', disk_format: 'raw', size: 2 ** 60 };
    bot.practice.faults.add({ method: 'GET', path: theImage, what: { status: 200, body } });

    const out = await bot.say('image download words --output back.raw');

    expect(out.text).toContain('free on the bot');
    expect(readdirSync(bot.folder)).toEqual(['words.raw']);
  });
});

describe('image from-url', () => {
  it.each([
    ['https://user:key-1234@example.org/a.qcow2', true],
    ['ftp://user:key-1234@example.org/a.qcow2', true],
    ['https://example.org/a.qcow2?signature=key-1234', true],
    ['example.org/a.qcow2', false],
  ])('says of %s whether nobody may keep it', async (url, secret) => {
    const bot = await practiceBot();

    const { answer, text } = await bot.say(`image from-url ${url} --name mine`);

    expect(holdsSecret(answer)).toBe(secret);
    expect(text).not.toContain('key-1234');
  });

  it('refuses a login in the address before it asks for a name', async () => {
    const bot = await practiceBot();

    const { answer, text } = await bot.say('image from-url https://user:key-1234@example.org/a.qcow2');

    expect(holdsSecret(answer)).toBe(true);
    expect(text).not.toContain('key-1234');
  });

  const serving = async (answer: number, body: Buffer): Promise<string> => {
    const server = createServer((_, response) => response.writeHead(answer).end(body));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    // A server that listens on a port has an address that is no string.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/images/base.qcow2`;
  };

  it('has the cloud fetch it, in the format that the address ends with', async () => {
    const bot = await practiceBot();
    const bytes = Buffer.alloc(300_000, 7);
    const url = await serving(200, bytes);

    const out = await bot.say(`image from-url ${url} --name mine`);

    expect(out.text).toContain('Image mine is ready');
    expect(await imageNamed(bot, 'mine')).toMatchObject({ format: 'qcow2', hash: { value: sha512(bytes) } });
  });

  it('leaves no record behind when the cloud could not fetch it', async () => {
    const bot = await practiceBot();
    const url = await serving(404, Buffer.from('no'));

    const out = await bot.say(`image from-url ${url} --name mine`);

    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toContain('Image mine was not made');
    expect(await ownImages(bot)).toEqual([]);
  });
});
