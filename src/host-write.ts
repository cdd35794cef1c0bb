import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const blockSize = 1024 * 1024;
const zeros = Buffer.alloc(blockSize);

/**
 * Writes `body` behind the byte `from` through two blocks of memory. Blocks that hold nothing but zeros become holes:
 * disk images are mostly that. What arrived before a failure stays, so that a later try goes on from there.
 */
export async function writeSparse(
  path: string,
  from: number,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  // A link put in the place of the file after it was checked is not followed.
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW, 0o640);
  try {
    const size = (await file.stat()).size;
    if (size > from) await file.truncate(from);
    const end = await pour(file, from, body, signal);
    // A hole at the end has no bytes that would make the file long enough.
    if ((await file.stat()).size < end) await file.truncate(end);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Fills one block while the other is on its way to the disk. */
async function pour(file: FileHandle, from: number, body: AsyncIterable<Uint8Array>, signal: AbortSignal) {
  let [block, other] = [Buffer.allocUnsafe(blockSize), Buffer.allocUnsafe(blockSize)];
  let writing = Promise.resolve();
  let filled = 0;
  let at = from;
  const flush = async () => {
    await writing;
    const full = block.subarray(0, filled);
    if (!full.equals(zeros.subarray(0, filled))) writing = writeAll(file, full, at);
    // It is heard of at the next flush; until then it is nobody's.
    writing.catch(() => {});
    at += filled;
    filled = 0;
    [block, other] = [other, block];
  };
  try {
    for await (const chunk of body) {
      signal.throwIfAborted();
      for (let taken = 0; taken < chunk.length; ) {
        const part = chunk.subarray(taken, taken + blockSize - filled);
        block.set(part, filled);
        filled += part.length;
        taken += part.length;
        if (filled === blockSize) await flush();
      }
    }
  } finally {
    await flush();
    await writing;
  }
  return at;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}
