import { type Cloud, type Disk, said } from '#kit';
import { holderOf } from './disk-choice.ts';
import { diskLine } from './disk-words.ts';
import { imageLine } from './image-words.ts';
import { priceOf } from './price.ts';
import type { Removal } from './removal.ts';

/** What goes with the disk, what stays and what that saves, as it is now. */
export async function planDiskRemoval(cloud: Cloud, disk: Disk, signal: AbortSignal): Promise<Removal> {
  const { size, type, zone } = disk;
  const saves = await priceOf(cloud, { kind: 'disk', size, type, zone }, signal);
  const image = (await cloud.images(signal)).find((one) => one.name === disk.image);
  const takenBy = await holderOf({ cloud, signal }, disk);
  return {
    goes: [said((l) => diskLine(disk, l))],
    stays: image ? [said((l) => imageLine(image, l))] : [],
    ...(saves ? { saves } : {}),
    ...(takenBy === undefined ? {} : { takenBy }),
  };
}
