import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Grown, grown } from './grown.ts';

export interface Stored {
  readonly blob: string;
  readonly size: number;
  readonly virtualSize: number;
  readonly checksum: string;
  readonly hash: string;
}

/** The bytes of images and disks, one file each, shared by everything that was made from the same image. */
export interface Blobs {
  /** Streams to a file of another name and renames it at the end: a name that is there is whole. */
  write(body: Readable | AsyncIterable<Uint8Array>): Promise<Stored>;
  read(blob: string, range: { readonly start: number; readonly end: number }): Readable;
  size(blob: string): number;
  remove(blob: string): void;
  /** Takes away what no row knows: left by a process that was killed. */
  sweep(known: ReadonlySet<string>): void;
  close(): void;
}

export function blobs(dir: string | undefined): Blobs {
  let made = dir === undefined ? undefined : join(dir, 'bytes');
  const folder = (): string => {
    made ??= passingFolder();
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  };
  const file = (blob: string): string => join(folder(), blob);
  return {
    async write(body) {
      const blob = randomUUID();
      const part = file(`${blob}.part`);
      const seen = watch();
      try {
        await pipeline(body, seen.through, createWriteStream(part, { highWaterMark: 1 << 20 }));
      } catch (error) {
        rmSync(part, { force: true });
        throw error;
      }
      renameSync(part, file(blob));
      return { blob, ...seen.done() };
    },
    read(blob, range) {
      const seed = grown[blob];
      if (seed && !existsSync(file(blob))) grow(file(blob), seed);
      return createReadStream(file(blob), { ...range, highWaterMark: 1 << 20 });
    },
    size: (blob) => grown[blob]?.size ?? statSync(file(blob)).size,
    remove(blob) {
      if (!grown[blob]) rmSync(file(blob), { force: true });
    },
    sweep(known) {
      if (!made || !existsSync(made)) return;
      for (const name of readdirSync(made))
        if (!known.has(name) && !grown[name]) rmSync(join(made, name), { force: true });
    },
    close() {
      if (made && passing.delete(made)) rmSync(made, { recursive: true, force: true });
    },
  };
}

/** Folders of clouds in memory: nothing of them stays, even where nobody closes them. */
const passing = new Set<string>();
process.on('exit', () => {
  for (const folder of passing) rmSync(folder, { recursive: true, force: true });
});

function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'practice-cloud-'));
  passing.add(folder);
  return folder;
}

/** A file of holes with a few written places: megabytes that cost nothing until somebody reads them. */
function grow(path: string, seed: Grown): void {
  const part = `${path}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    ftruncateSync(handle, seed.size);
    for (const { at, bytes } of seed.pieces()) writeSync(handle, bytes, 0, bytes.length, at);
  } finally {
    closeSync(handle);
  }
  renameSync(part, path);
}

/** Hashes and measures what flows through, so that a file is read once. */
function watch() {
  const md5 = createHash('md5');
  const sha512 = createHash('sha512');
  let size = 0;
  let head = Buffer.alloc(0);
  return {
    async *through(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of body) {
        md5.update(piece);
        sha512.update(piece);
        size += piece.length;
        if (head.length < 32) head = Buffer.concat([head, piece.subarray(0, 32 - head.length)]);
        yield piece;
      }
    },
    done: () => ({
      size,
      virtualSize: virtualSize(head, size),
      checksum: md5.digest('hex'),
      hash: sha512.digest('hex'),
    }),
  };
}

/** A qcow2 file says in bytes 24 to 31 how large a disk it unpacks to. */
const virtualSize = (head: Buffer, size: number): number =>
  head.length >= 32 && head.readUInt32BE(0) === 0x514649fb ? Number(head.readBigUInt64BE(24)) : size;
