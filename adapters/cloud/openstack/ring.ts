const size = 128 * 1024;
const count = 8;
/** What one record of TLS can hold. */
const record = 16 * 1024;

export interface Ring {
  /** The block that the next bytes go into. */
  block(): Uint8Array;
  /** So many bytes have come into that block. False when it is time to stop, after one more at most. */
  filled(bytes: number): boolean;
  /** Puts bytes that lie elsewhere behind those that have come. */
  put(bytes: Uint8Array): void;
  end(error?: Error): void;
  /** Every part in turn; it holds until the next is asked for. */
  read(): AsyncIterable<Uint8Array>;
}

/** A few blocks of memory between one who fills them and one who reads them; `resume` is called when there is room again. */
export function ring(resume: () => void): Ring {
  const blocks = Array.from({ length: count }, () => Buffer.allocUnsafeSlow(size));
  const parts: { readonly part: Uint8Array; readonly block: boolean }[] = [];
  let next = 0;
  let free = count;
  let over: { readonly error: Error | undefined } | undefined;
  let wake = () => {};
  let extra: Buffer | undefined;

  /** TLS goes on with what it has decrypted after it was told to stop: that comes into memory of its own. */
  function block(): Buffer {
    if (free > 0) return blocks[next % count]!;
    extra = Buffer.allocUnsafeSlow(record);
    return extra;
  }

  function push(part: Uint8Array, isBlock: boolean): void {
    parts.push({ part, block: isBlock });
    wake();
  }

  return {
    block,
    filled(bytes) {
      if (extra) push(extra.subarray(0, bytes), false);
      else {
        push(blocks[next % count]!.subarray(0, bytes), true);
        next += 1;
        free -= 1;
      }
      extra = undefined;
      // The last free block is the one that the next bytes go into already.
      return free > 1;
    },
    put: (bytes) => push(bytes, false),
    end(error) {
      over ??= { error };
      wake();
    },
    async *read() {
      for (;;) {
        const first = parts[0];
        if (first) {
          yield first.part;
          parts.shift();
          if (first.block) free += 1;
          // Not at once: to stop and go on for every block would cost more than the block.
          if (first.block && free === count / 2) resume();
        } else if (over) {
          if (over.error) throw over.error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
