import { randomBytes } from 'node:crypto';
import type { OperationId } from '../store.ts';

// Crockford's 32: no letter looks like a digit or makes a word.
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

export type Random = (bytes: number) => Uint8Array;

/** "op-7k3q9mzd": short enough to type, and its beginning is usually enough. */
export const newId = (random: Random = randomBytes): OperationId =>
  `op-${[...random(8)].map((byte) => letters[byte % 32]).join('')}`;
