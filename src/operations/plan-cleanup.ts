import { type Cloud, type Disk, gigabytes, type Machine, type Price, phrases, said } from '#kit';
import { imageLine } from './image-words.ts';
import { planMachineRemoval } from './order-removal.ts';
import type { Removal } from './removal.ts';

const say = phrases({
  en: {
    file: (file: string) => `file ${file} on the bot's host`,
    disk: (name: string, size: string) => `disk ${name}, ${size}`,
  },
  ru: {
    file: (file) => `файл ${file} на хосте бота`,
    disk: (name, size) => `диск ${name}, ${size}`,
  },
  ko: {
    file: (file) => `봇 호스트의 파일 ${file}`,
    disk: (name, size) => `디스크 ${name}, ${size}`,
  },
});

interface Saved {
  readonly image: string;
  readonly file: string | undefined;
  /** Whether its address goes as well. */
  readonly release: boolean;
}

/** Every object that goes once a machine is saved and what stays instead, in one list to agree to. */
export async function planCleanup(
  cloud: Cloud,
  machine: Machine,
  disk: Pick<Disk, 'id' | 'name' | 'size'>,
  { image, file, release }: Saved,
  signal: AbortSignal,
): Promise<Removal> {
  const { plan, kept, died } = await planMachineRemoval(cloud, machine, release, signal);
  const boot = kept.find(({ id }) => id === disk.id);
  const line = said((l) => say(l).disk(disk.name, gigabytes(disk.size, l)));
  const same = (other: typeof line) => other.en === line.en;
  const saved = said((l) => imageLine({ name: image }, l));
  const saves = boot?.price ? plus(plan.saves, boot.price) : plan.saves;
  return {
    goes: [
      ...plan.goes,
      ...(died.some(({ id }) => id === disk.id) ? [] : [line]),
      ...(file === undefined ? [] : [saved]),
    ],
    stays: [file === undefined ? saved : said((l) => say(l).file(file)), ...plan.stays.filter((kept) => !same(kept))],
    ...(saves ? { saves } : {}),
  };
}

const plus = (sum: Price | undefined, more: Price): Price => ({
  ...more,
  perHour: (sum?.perHour ?? 0) + more.perHour,
  estimate: more.estimate || (sum?.estimate ?? false),
});
