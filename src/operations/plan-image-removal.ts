import { type Cloud, type Disk, has, type Image, need, phrases, said } from '#kit';
import { imageLine } from './image-words.ts';
import { priceOf } from './price.ts';
import type { Removal } from './removal.ts';

const say = phrases({
  en: {
    disks: (names: string) => `disks made from it: ${names}`,
    more: (count: number) => `${count} more`,
  },
  ru: {
    disks: (names) => `диски, сделанные из него: ${names}`,
    more: (count) => `и ещё ${count}`,
  },
  ko: {
    disks: (names) => `이 이미지로 만든 디스크: ${names}`,
    more: (count) => `외 ${count}개`,
  },
});

/** What goes with the image, what stays and what that saves, as it is now. */
export async function planImageRemoval(cloud: Cloud, image: Image, signal: AbortSignal): Promise<Removal> {
  const disks = has(cloud, 'disks') ? await Array.fromAsync(need(cloud, 'disks').list(signal)) : [];
  const made = disks.filter((disk) => disk.image === image.name);
  const saves =
    image.bytes === undefined ? undefined : await priceOf(cloud, { kind: 'image', bytes: image.bytes }, signal);
  return {
    goes: [said((l) => imageLine(image, l))],
    stays: made.length === 0 ? [] : [said((l) => say(l).disks(few(made, (count) => say(l).more(count))))],
    ...(saves ? { saves } : {}),
  };
}

/** In the order of their names: clouds list them in whatever order. */
const few = (disks: readonly Disk[], more: (count: number) => string): string =>
  [
    ...disks
      .map(({ name }) => name)
      .sort()
      .slice(0, 5),
    ...(disks.length > 5 ? [more(disks.length - 5)] : []),
  ].join(', ');
