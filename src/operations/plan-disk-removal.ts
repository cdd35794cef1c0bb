import { type Cloud, type Disk, type Price, phrases, said } from '#kit';
import { holderOf } from './disk-choice.ts';
import { diskLine } from './disk-words.ts';
import type { FirstImage } from './image-first.ts';
import { imageLine } from './image-words.ts';
import { priceOf } from './price.ts';
import type { Removal } from './removal.ts';

const say = phrases({
  en: { first: (image: string) => `${image}, made of it first` },
  ru: { first: (image) => `${image}, который будет сначала сделан из него` },
  ko: { first: (image) => `${image}, 먼저 이 디스크로 만듦` },
});

/** What goes with the disk, what stays and what that saves, as it is now; `first` is the image made of it before that. */
export async function planDiskRemoval(
  cloud: Cloud,
  disk: Disk,
  signal: AbortSignal,
  first?: FirstImage,
): Promise<Removal> {
  const { size, type, zone } = disk;
  const price = await priceOf(cloud, { kind: 'disk', size, type, zone }, signal);
  const saves = first?.wanted ? less(price, first.price) : price;
  const image = (await cloud.images(signal)).find((one) => one.name === disk.image);
  const takenBy = await holderOf({ cloud, signal }, disk);
  return {
    goes: [said((l) => diskLine(disk, l))],
    stays: [
      ...(image ? [said((l) => imageLine(image, l))] : []),
      ...(first?.wanted ? [said((l) => say(l).first(imageLine({ name: first.name }, l)))] : []),
    ],
    ...(saves ? { saves } : {}),
    ...(takenBy === undefined ? {} : { takenBy }),
  };
}

/** What is kept costs something too; where nobody knows how much, nobody knows what is saved. */
function less(price: Price | undefined, kept: Price | undefined): Price | undefined {
  if (!price || !kept || kept.currency !== price.currency || kept.perHour >= price.perHour) return undefined;
  return { ...price, perHour: price.perHour - kept.perHour, estimate: true };
}
