import { randomFillSync } from 'node:crypto';
import type { OperationId } from '../store.ts';

// Crockford's 32: no letter looks like a digit or makes a word.
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

export type Random = (bytes: number) => Uint8Array;

/** "op-7k3q9mzd": short enough to type, and its beginning is usually enough. */
export function newId(random: Random = fromPool): OperationId {
  let id = 'op-';
  for (const byte of random(8)) id += letters[byte % 32];
  return id;
}

// Asking the system costs more than all the rest, so it is asked for many at once.
const pool = new Uint8Array(1_024);
let used = pool.length;

const fromPool: Random = (bytes) => {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.subarray(used - bytes, used);
};
