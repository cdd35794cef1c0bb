import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSigned, publicKeyOf, verifies } from '../../adapters/chat/discord/receive/signature.ts';

/** RFC 8032, 7.1: TEST 1 to 3, and the SHA(abc) one. */
const vectors = [
  {
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    key: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

const flipped = (hex: string): string => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`;

describe('Ed25519', () => {
  it.each(vectors)('takes the official vector of $key, and nothing that differs in one digit', (vector) => {
    const message = Buffer.from(vector.message, 'hex');
    const key = publicKeyOf(vector.key)!;

    expect(verifies(vector.signature, message, key)).toBe(true);
    expect(verifies(flipped(vector.signature), message, key)).toBe(false);
    expect(verifies(vector.signature, Buffer.concat([message, Buffer.from([0])]), key)).toBe(false);
    expect(verifies(vector.signature, message, publicKeyOf(vectors.find((other) => other !== vector)!.key)!)).toBe(
      false,
    );
  });

  it.each(['', 'zz', '00'.repeat(31), '00'.repeat(33), 'gg'.repeat(32)])('has no key in %j', (hex) => {
    expect(publicKeyOf(hex)).toBeUndefined();
  });
});

describe('a signed delivery', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const now = Date.UTC(2026, 10, 20, 10);
  const body = Buffer.from('{"type":1}');
  const signed = (at: number, said = body) => {
    const timestamp = String(Math.floor(at / 1000));
    const signature = sign(null, Buffer.concat([Buffer.from(timestamp), said]), privateKey).toString('hex');
    return { timestamp, signature, body };
  };

  it('is believed when it is fresh', () => {
    expect(isSigned(signed(now), publicKey, now)).toBe(true);
    expect(isSigned(signed(now - 299_000), publicKey, now)).toBe(true);
  });

  it.each([
    ['older than five minutes', signed(now - 301_000)],
    ['from the future', signed(now + 301_000)],
    ['of another body', signed(now, Buffer.from('{"type":2}'))],
    ['with another timestamp', { ...signed(now), timestamp: String(now / 1000 - 1) }],
    ['without a timestamp', { ...signed(now), timestamp: undefined }],
    ['with a timestamp that is none', { ...signed(now), timestamp: 'now' }],
    ['without a signature', { ...signed(now), signature: undefined }],
    ['with an empty signature', { ...signed(now), signature: '' }],
    ['with half a signature', { ...signed(now), signature: signed(now).signature.slice(0, 64) }],
  ])('is not believed %s', (_, delivery) => {
    expect(isSigned(delivery, publicKey, now)).toBe(false);
  });
});
