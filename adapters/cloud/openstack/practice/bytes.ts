import { grown } from './grown.ts';
import type { Bytes } from './model.ts';
import type { World } from './world.ts';

/** What a disk holds that nobody wrote to. */
export const blank = 'grown-blank';

export function factsOf(world: World, blob: string): Bytes {
  const facts = world.bytes.get(blob) ?? (grown[blob] && { id: blob, ...grown[blob] });
  if (!facts) throw new Error(`bytes ${blob} are not here`);
  return facts;
}

/** Takes away the bytes nothing is made of any more. */
export function dropBytes(world: World): void {
  const used = new Set([
    ...world.images.all().map(({ blob }) => blob),
    ...world.volumes.all().flatMap(({ blob, upload }) => [blob, upload?.blob]),
    ...world.snapshots.all().map(({ blob }) => blob),
  ]);
  for (const { id } of world.bytes.all()) {
    if (used.has(id)) continue;
    world.blobs.remove(id);
    world.bytes.remove(id);
  }
}
