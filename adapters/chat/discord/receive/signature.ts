import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** What an Ed25519 public key looks like before its 32 bytes (RFC 8410). */
const header = Buffer.from('302a300506032b6570032100', 'hex');

/** The public key as the developer portal shows it; undefined when it is none. */
export function publicKeyOf(hex: string): KeyObject | undefined {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([header, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** Older than this, somebody may be sending once more what they have overheard. */
const freshFor = 5 * 60_000;

interface Signed {
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly body: Buffer;
}

/** Was it Discord that sent this, and just now? */
export function isSigned({ signature, timestamp, body }: Signed, key: KeyObject, now: number): boolean {
  if (signature === undefined || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * 1_000) > freshFor) return false;
  return verifies(signature, Buffer.concat([Buffer.from(timestamp), body]), key);
}

export const verifies = (signature: string, message: Uint8Array, key: KeyObject): boolean =>
  /^[0-9a-f]{128}$/i.test(signature) && verify(null, message, key, Buffer.from(signature, 'hex'));
