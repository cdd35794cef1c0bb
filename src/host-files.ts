import type { Stats } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from './failure.ts';
import type { Files } from './files.ts';
import { understood } from './host-file-errors.ts';
import { hold } from './host-folder.ts';
import { hasher } from './host-hash.ts';
import { readBlocks } from './host-read.ts';
import { writeSparse } from './host-write.ts';
import { phrases } from './phrases.ts';

const say = phrases({
  en: {
    taken: (path: string) => `There already is a file ${path} on the bot's host.`,
    gone: (path: string) => `There is no file ${path} on the bot's host.`,
  },
  ru: {
    taken: (path) => `На хосте бота уже есть файл ${path}.`,
    gone: (path) => `На хосте бота нет файла ${path}.`,
  },
  ko: {
    taken: (path) => `봇 호스트에 ${path} 파일이 이미 있습니다.`,
    gone: (path) => `봇 호스트에 ${path} 파일이 없습니다.`,
  },
});

/** Files below one folder of this host; the folder is made when it is first needed. */
export function hostFiles(folder: string): Files {
  const held = hold(folder);

  async function* read(path: string, signal: AbortSignal, end?: number): AsyncIterable<Uint8Array> {
    if (end === 0) return;
    const whole = await held.inside(path);
    // A pipe or a device would never end.
    if (!(await stat(whole).catch(() => undefined))?.isFile()) throw new Failure('not-found', (l) => say(l).gone(path));
    try {
      yield* readBlocks(whole, signal, end);
    } catch (error) {
      signal.throwIfAborted();
      throw understood(error, path);
    }
  }

  return {
    folder: held.folder,
    inside: held.inside,
    read,
    isFolder: async (path) => (await there(await held.inside(path)))?.isDirectory() ?? false,
    async names(path) {
      const entries = await readdir(await held.inside(path), { withFileTypes: true }).catch(() => []);
      return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
    },
    async size(path) {
      const found = await there(await held.inside(path));
      return found?.isFile() ? found.size : undefined;
    },
    async room() {
      const { bavail, bsize } = await statfs(await held.inside(held.folder));
      return bavail * bsize;
    },
    async hash(path, algorithm, signal) {
      const size = (await there(await held.inside(path)))?.size ?? 0;
      const hash = hasher(algorithm, size);
      try {
        for await (const part of read(path, signal)) await hash.add(part);
        return await hash.digest();
      } finally {
        hash.close();
      }
    },
    hasher,
    async write(path, from, body, signal, hash) {
      const whole = await held.inside(path);
      try {
        await mkdir(dirname(whole), { recursive: true });
        await writeSparse(whole, from, body, signal, hash);
      } catch (error) {
        signal.throwIfAborted();
        throw understood(error, path);
      }
    },
    async place(part, path, { over }) {
      const [from, to] = [await held.inside(part), await held.inside(path)];
      const [mine, other] = [await there(from), await there(to)];
      if (!mine && other) return markOf(other);
      try {
        if (over) await rename(from, to);
        else if (other?.ino !== mine?.ino) await link(from, to);
        await rm(from, { force: true });
        await settle(dirname(to));
        return markOf(await stat(to));
      } catch (error) {
        if (codeOf(error) === 'EEXIST') throw new Failure('conflict', (l) => say(l).taken(path), { cause: error });
        throw understood(error, path);
      }
    },
    async unplace(part, path, mark) {
      const [from, to] = [await held.inside(part), await held.inside(path)];
      const [mine, other] = [await lstat(from).catch(() => undefined), await lstat(to).catch(() => undefined)];
      if (!other || (mine && mine.ino !== other.ino)) return;
      if (mark !== undefined && markOf(other) !== mark) return;
      if (mine) await rm(to, { force: true });
      else await rename(to, from);
    },
    async remove(path) {
      await rm(await held.inside(path), { force: true });
    },
  };
}

/** The same as long as nobody writes to the file or puts another in its place. */
const markOf = ({ ino, size, mtimeMs }: Stats): string => `${ino} ${size} ${mtimeMs}`;
const there = (path: string) => stat(path).catch(() => undefined);
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** A new name is safe only when its folder is written as well. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
