import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '../../src/files.ts';
import { hostFiles } from '../../src/host-files.ts';
import { readBlocks } from '../../src/host-read.ts';

const signal = new AbortController().signal;
let folder: string;
let files: Files;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoist-files-'));
  files = hostFiles(join(folder, 'images'));
  await files.inside('.');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, 'images', name);

async function* body(...chunks: readonly Uint8Array[]) {
  yield* chunks;
}

async function* failing(chunk: Uint8Array) {
  yield chunk;
  throw new Error('reset');
}

describe('paths', () => {
  it.each(['../secret', '/etc/passwd', 'a/../../secret', '~root/x/../../..', 'out/secret', 'nowhere', '~/elsewhere'])(
    'refuses %s, which leads out of the folder',
    async (typed) => {
      await writeFile(join(folder, 'secret'), 'mine');
      await symlink(folder, at('out'));
      await symlink(join(folder, 'not-yet'), at('nowhere'));

      const looked = typed.startsWith('~root') ? files.inside('../..') : files.inside(typed);

      await expect(looked).rejects.toMatchObject({ name: 'Failure', code: 'denied' });
    },
  );

  it('does not write through a link that was put there', async () => {
    await writeFile(join(folder, 'secret'), 'mine');
    await symlink(join(folder, 'secret'), at('x.raw'));

    await expect(files.write(at('x.raw'), 0, body(Buffer.from('yours')), signal)).rejects.toMatchObject({
      code: 'denied',
    });

    expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('mine');
  });

  it.each(['a\nb', 'a\u0000b', 'tab\there', '\u001b[31m'])('refuses control characters in %j', async (typed) => {
    await expect(files.inside(typed)).rejects.toMatchObject({ code: 'usage' });
  });

  it.each(['x'.repeat(300), `${'y/'.repeat(3000)}z`])('says that a path is too long', async (typed) => {
    await expect(files.inside(typed)).rejects.toMatchObject({ code: 'usage' });
  });

  it('takes a path from the folder, a whole path and names with spaces', async () => {
    await mkdir(at('base images'));

    expect(await files.inside('base images/x.raw')).toBe(at('base images/x.raw'));
    expect(await files.inside(at('base images/../x.raw'))).toBe(at('x.raw'));
    expect(await files.isFolder(at('base images'))).toBe(true);
  });
});

describe('writing', () => {
  it('keeps what came before a failure and goes on from there', async () => {
    const bytes = randomBytes(3_000_000);

    await expect(files.write(at('x'), 0, failing(bytes.subarray(0, 1_234_567)), signal)).rejects.toThrow('reset');
    const kept = (await files.size(at('x'))) ?? 0;
    await files.write(at('x'), kept, body(bytes.subarray(kept)), signal);

    expect(kept).toBe(1_234_567);
    expect(await readFile(at('x'))).toEqual(bytes);
  });

  it('cuts off what was behind the byte it begins at', async () => {
    await writeFile(at('x'), 'aaaaaaaaaa');

    await files.write(at('x'), 2, body(Buffer.from('b')), signal);

    expect(await readFile(at('x'), 'utf8')).toBe('aab');
  });

  it('leaves holes where there are only zeros, and the whole length at the end', async () => {
    const size = 16 * 1024 * 1024;
    const bytes = Buffer.concat([Buffer.from('start'), Buffer.alloc(size)]);

    await files.write(at('x'), 0, body(bytes.subarray(0, 100), bytes.subarray(100)), signal);

    const found = await stat(at('x'));
    expect(found.size).toBe(bytes.length);
    expect(found.blocks * 512).toBeLessThan(size / 4);
    expect(await files.hash(at('x'), 'sha256', signal)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('says that the disk is full, in words for a person', async () => {
    const full = hostFiles('/dev').write('/dev/full', 0, body(Buffer.from('no room')), signal);

    await expect(full).rejects.toMatchObject({ name: 'Failure', code: 'quota', again: false });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    async function* endless() {
      for (;;) {
        yield Buffer.alloc(1000, 1);
        stop.abort();
      }
    }

    await expect(files.write(at('x'), 0, endless(), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('reading', () => {
  it('reads the first bytes only when that is asked', async () => {
    await writeFile(at('x'), 'QFI and the rest');

    const parts = await Array.fromAsync(files.read(at('x'), signal, 3));

    expect(Buffer.concat(parts).toString()).toBe('QFI');
  });

  it('hands out every byte once, and leaves a part alone while the next two are read', async () => {
    const bytes = randomBytes(5 * 512 * 1024 + 3);
    await writeFile(at('x'), bytes);
    const lately: { readonly part: Uint8Array; readonly from: number }[] = [];
    let done = 0;

    for await (const part of files.read(at('x'), signal)) {
      lately.push({ part, from: done });
      done += part.length;
      for (const held of lately.slice(-3)) {
        expect(Buffer.compare(held.part, bytes.subarray(held.from, held.from + held.part.length))).toBe(0);
      }
    }

    expect(done).toBe(bytes.length);
  });

  it('does not read through a link that took the place of the file after it was checked', async () => {
    await writeFile(join(folder, 'secret'), 'mine');
    await symlink(join(folder, 'secret'), at('x.raw'));

    await expect(Array.fromAsync(readBlocks(at('x.raw'), signal))).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('reads nothing that is no file', async () => {
    await mkdir(at('folder'));

    await expect(Array.fromAsync(files.read(at('folder'), signal))).rejects.toMatchObject({ code: 'not-found' });
    expect(await files.size(at('folder'))).toBeUndefined();
    expect(await files.size(at('missing'))).toBeUndefined();
  });
});

describe('placing', () => {
  beforeEach(() => writeFile(at('x.part'), 'new'));

  it('gives the finished file its name, once or twice', async () => {
    await files.place(at('x.part'), at('x'), { over: false });
    await files.place(at('x.part'), at('x'), { over: false });

    expect(await readdir(join(folder, 'images'))).toEqual(['x']);
  });

  it('leaves a file of that name alone, unless told otherwise', async () => {
    await writeFile(at('x'), 'old');

    await expect(files.place(at('x.part'), at('x'), { over: false })).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(at('x'), 'utf8')).toBe('old');

    await files.place(at('x.part'), at('x'), { over: true });
    expect(await readFile(at('x'), 'utf8')).toBe('new');
  });

  it('takes back what it placed, and nothing that was there before', async () => {
    await writeFile(at('x'), 'old');
    await files.unplace(at('x.part'), at('x'), undefined);
    expect(await readFile(at('x'), 'utf8')).toBe('old');

    const mark = await files.place(at('x.part'), at('x'), { over: true });
    await files.unplace(at('x.part'), at('x'), mark);
    expect(await readdir(join(folder, 'images'))).toEqual(['x.part']);
  });

  it('leaves a file alone that was written to after it was placed', async () => {
    const mark = await files.place(at('x.part'), at('x'), { over: false });
    await writeFile(at('x'), 'mine now');

    await files.unplace(at('x.part'), at('x'), mark);

    expect(await readFile(at('x'), 'utf8')).toBe('mine now');
  });
});

describe('hashing', () => {
  it.each([1, 64 * 1024 * 1024])('answers the same in a thread of its own as here (for %i bytes)', async (about) => {
    const bytes = randomBytes(3_000_000);
    const shared = Buffer.from(new SharedArrayBuffer(1_000_000));
    shared.set(bytes.subarray(0, 1_000_000));
    const hash = files.hasher('sha512', about);

    await hash.add(shared);
    // Handed back, so it may be used again.
    shared.fill(0);
    await hash.add(bytes.subarray(1_000_000));

    expect(await hash.digest()).toBe(createHash('sha512').update(bytes).digest('hex'));
    hash.close();
  });

  it('says that it knows no such algorithm, wherever it runs', async () => {
    await expect(async () => files.hasher('md-none', 64 * 1024 * 1024).add(Buffer.from('x'))).rejects.toThrow();
    expect(() => files.hasher('md-none', 1)).toThrow();
  });
});
