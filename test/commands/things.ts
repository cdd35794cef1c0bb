import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, type Image, type Machine, need } from '../../src/kit.ts';
import type { PracticeBot } from './harness.ts';

const { signal } = new AbortController();

export const disksIn = (bot: PracticeBot): Promise<Disk[]> => Array.fromAsync(need(bot.cloud, 'disks').list(signal));
export const machinesIn = (bot: PracticeBot): Promise<Machine[]> => Array.fromAsync(bot.cloud.list(signal));

/** Images of the project itself, without those the cloud came with. */
export const ownImages = async (bot: PracticeBot): Promise<readonly Image[]> =>
  (await bot.cloud.images(signal)).filter(({ stamp }) => stamp !== undefined);

export const imageNamed = async (bot: PracticeBot, name: string): Promise<Image> => {
  const image = (await bot.cloud.images(signal)).find((each) => each.name === name);
  if (!image) throw new Error(`no image ${name}`);
  return image;
};

/** A second image of a name, as another tool would make it. */
export async function rivalImage(bot: PracticeBot, name: string): Promise<Image> {
  const store = need(bot.cloud, 'imageStore');
  const stamp = { owner: 'somebody', operation: 'else' };
  const made = await store.reserve({ name, format: 'raw', stamp }, `else.${randomBytes(4).toString('hex')}`, signal);
  await store.send(made.id, bytesOf(Buffer.from('rival')), 5, signal);
  return made;
}

async function* bytesOf(bytes: Uint8Array) {
  yield bytes;
}

/** Random bytes with a long run of zeros inside, as in the image of a disk. */
export function writeImageFile(bot: PracticeBot, name: string, size = 5_000_000): Buffer {
  const bytes = randomBytes(size);
  bytes.fill(0, Math.floor(size / 4), Math.floor((size * 3) / 4));
  writeFileSync(join(bot.folder, name), bytes);
  return bytes;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const sha512 = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex');
export const fileOf = (bot: PracticeBot, name: string): Buffer => readFileSync(join(bot.folder, name));
