const size = 128 * 1024;
const count = 8;

export interface Ring {
  /** The block that the next bytes go into. */
  block(): Uint8Array;
  /** So many bytes have come into that block. Answers whether the next one is free. */
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

  /** TLS goes on for what it has decrypted already after it was told to stop: that comes into memory of its own. */
  function block(): Buffer {
    if (free > 0) return blocks[next % count]!;
    extra = Buffer.allocUnsafeSlow(size);
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
      return free > 0;
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
          if (first.block && free++ === 0) resume();
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
