import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Hasher } from './files.ts';

const blockSize = 256 * 1024;
const blockCount = 4;
const zeros = Buffer.alloc(blockSize);

/**
 * Writes `body` behind the byte `from` through a few blocks of memory, which `hasher` sees as well. Blocks that hold
 * nothing but zeros become holes: disk images are mostly that. What arrived before a failure stays, so that a later
 * try goes on from there.
 */
export async function writeSparse(
  path: string,
  from: number,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  hasher?: Hasher,
): Promise<void> {
  // A link put in the place of the file after it was checked is not followed.
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW, 0o640);
  try {
    const size = (await file.stat()).size;
    if (size > from) await file.truncate(from);
    const end = await pour(file, from, body, signal, hasher);
    // A hole at the end has no bytes that would make the file long enough.
    if ((await file.stat()).size < end) await file.truncate(end);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fills one block while those before it are on their way to the disk and through the hash. */
async function pour(
  file: FileHandle,
  from: number,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  hasher: Hasher | undefined,
) {
  // Memory that a thread beside can read as well.
  const blocks = Array.from({ length: blockCount }, () => Buffer.from(new SharedArrayBuffer(blockSize)));
  const leaving: Promise<unknown>[] = blocks.map(() => Promise.resolve());
  let turn = 0;
  let filled = 0;
  let at = from;
  const flush = async () => {
    const full = blocks[turn]!.subarray(0, filled);
    const written = full.equals(zeros.subarray(0, filled)) ? undefined : writeAll(file, full, at);
    const left = Promise.all([written, hasher?.add(full)]);
    // It is heard of when the block is needed again; until then it is nobody's.
    left.catch(() => {});
    leaving[turn] = left;
    at += filled;
    filled = 0;
    turn = (turn + 1) % blockCount;
    await leaving[turn];
  };
  try {
    for await (const chunk of body) {
      signal.throwIfAborted();
      for (let taken = 0; taken < chunk.length; ) {
        const part = chunk.subarray(taken, taken + blockSize - filled);
        blocks[turn]!.set(part, filled);
        filled += part.length;
        taken += part.length;
        if (filled === blockSize) await flush();
      }
    }
  } finally {
    await flush();
    await Promise.all(leaving);
  }
  return at;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}
