import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const blockSize = 512 * 1024;
const blockCount = 4;

/**
 * The bytes of a file, up to `end`, through a few blocks of memory that are used again: a new one for each part
 * would be a gigabyte of garbage, which lies around until somebody collects it. The next part is read while one is in
 * use; a part holds until the third after it is asked for.
 */
export async function* readBlocks(path: string, signal: AbortSignal, end?: number): AsyncGenerator<Uint8Array> {
  const most = end ?? Number.POSITIVE_INFINITY;
  const size = Math.min(blockSize, most);
  const blocks: Buffer[] = [];
  // A link put in the place of the file after it was checked is not followed.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  let coming: Promise<Uint8Array> | undefined;
  try {
    for (let at = 0, turn = 0; at < most; at += size, turn++) {
      const part = await (coming ?? fill(file, block(turn), at));
      signal.throwIfAborted();
      if (part.length === size && at + size < most) coming = fill(file, block(turn + 1), at + size);
      // It is heard of at the next turn, if there is one.
      coming?.catch(() => {});
      if (part.length > 0) yield part;
      if (part.length < size) return;
    }
  } finally {
    await coming?.catch(() => {});
    await file.close();
  }

  function block(turn: number): Buffer {
    const mine = (blocks[turn % blockCount] ??= Buffer.from(new SharedArrayBuffer(size)));
    return mine.subarray(0, Math.min(size, most - turn * size));
  }
}

/** Less than the block only at the end of the file: short parts could overtake those that are still in use. */
async function fill(file: FileHandle, block: Buffer, at: number): Promise<Uint8Array> {
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await file.read(block, filled, block.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return block.subarray(0, filled);
}
