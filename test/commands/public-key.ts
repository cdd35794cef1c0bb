import { createHash } from 'node:crypto';

/** A public key that is well formed, and nobody's. */
export const keyOf = (owner: string): string => `ssh-ed25519 ${blobOf(owner)} ${owner}`;

const blobOf = (owner: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 11]),
    Buffer.from('ssh-ed25519'),
    Buffer.from([0, 0, 0, 32]),
    createHash('sha256').update(owner).digest(),
  ]).toString('base64');
