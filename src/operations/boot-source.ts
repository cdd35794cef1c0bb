import { z } from 'zod';
import { choose, type Disk, Failure, has, type Image, type Next, need, phrases, said, type Turn } from '#kit';
import { machinesInTheMaking } from './in-the-making.ts';
import { diskTypeFor } from './placement.ts';
import { price, priceOf } from './price.ts';

const say = phrases({
  en: {
    notReady: (name: string, word: string) => `Image "${name}" cannot be used yet: ${word}.`,
    held: (disk: string, machine: string) => `Disk ${disk} is held by ${machine}; one disk serves one machine.`,
    busy: (disk: string, word: string) => `Disk ${disk} cannot be used now: ${word}.`,
    noSystem: (disk: string) => `Disk ${disk} holds no system to start from.`,
    exists: (disk: string) => `A disk named "${disk}" is already there.`,
    otherName: 'Give another --name, or start from that disk.',
    fromImage: (image: string) => `Start from image ${image} instead`,
    fromDisk: (disk: string) => `Start from ${disk}`,
    start: (name: string) => `Start ${name}`,
    fixed: 'A disk has its size and type already; --size and --disk-type go with an image.',
  },
  ru: {
    notReady: (name, word) => `Образ «${name}» пока нельзя использовать: ${word}.`,
    held: (disk, machine) => `Диск ${disk} занят машиной ${machine}: один диск служит одной машине.`,
    busy: (disk, word) => `Диск ${disk} сейчас нельзя использовать: ${word}.`,
    noSystem: (disk) => `На диске ${disk} нет системы, с которой можно загрузиться.`,
    exists: (disk) => `Диск с именем «${disk}» уже есть.`,
    otherName: 'Укажите другое --name или запустите с этого диска.',
    fromImage: (image) => `Запустить из образа ${image}`,
    fromDisk: (disk) => `Запустить с ${disk}`,
    start: (name) => `Запустить ${name}`,
    fixed: 'У диска размер и тип уже есть; --size и --disk-type указывают вместе с образом.',
  },
  ko: {
    notReady: (name, word) => `"${name}" 이미지를 아직 사용할 수 없습니다: ${word}.`,
    held: (disk, machine) =>
      `${disk} 디스크는 ${machine} 머신에서 사용 중입니다. 디스크 하나는 머신 하나에만 쓸 수 있습니다.`,
    busy: (disk, word) => `${disk} 디스크를 지금 사용할 수 없습니다: ${word}.`,
    noSystem: (disk) => `디스크 ${disk}에 부팅할 시스템이 없습니다.`,
    exists: (disk) => `"${disk}" 디스크가 이미 있습니다.`,
    otherName: '다른 --name을 지정하거나 그 디스크에서 시작하세요.',
    fromImage: (image) => `대신 이미지 ${image}에서 시작`,
    fromDisk: (disk) => `${disk}에서 시작`,
    start: (name) => `${name} 시작`,
    fixed: '디스크의 크기와 유형은 이미 정해져 있습니다. --size와 --disk-type은 이미지와 함께 쓰세요.',
  },
});

/** What a machine starts from: a disk that is there, or an image, mostly by way of a new disk. */
export const source = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('image'),
    id: z.string(),
    name: z.string(),
    bytes: z.number().exactOptional(),
    /** GiB the image needs at least. */
    minDisk: z.number(),
    disk: z
      .object({
        name: z.string(),
        size: z.number(),
        type: z.string().exactOptional(),
        price: price.exactOptional(),
      })
      .exactOptional(),
  }),
  z.object({
    from: z.literal('disk'),
    id: z.string(),
    name: z.string(),
    size: z.number(),
    price: price.exactOptional(),
  }),
]);
export type Source = z.infer<typeof source>;

export interface NewDisk {
  readonly machine: string;
  readonly zone: string | undefined;
  readonly size: number | undefined;
  readonly type: string | undefined;
}

export const bootDiskName = (machine: string): string => `${machine}-boot`;

/** Exactly one image of that name, ready, and a new disk large enough for it. */
export async function fromImage(turn: Turn, image: Image, wanted: NewDisk): Promise<Source> {
  const { cloud, signal } = turn;
  const { id, name, minDisk } = image;
  const bytes = image.bytes === undefined ? {} : { bytes: image.bytes };
  if (image.state !== 'ready') throw new Failure('conflict', (l) => say(l).notReady(name, image.word));
  if (!has(cloud, 'disks')) return { from: 'image', id, name, minDisk, ...bytes };
  const disk = bootDiskName(wanted.machine);
  await refuseTaken(turn, disk);
  const size = Math.max(wanted.size ?? 0, cloud.about.defaults.diskSize, minDisk);
  const type = await diskTypeFor(cloud, wanted.type, wanted.zone, signal);
  const costs = await priceOf(cloud, { kind: 'disk', size, type, zone: wanted.zone }, signal);
  return {
    from: 'image',
    id,
    name,
    minDisk,
    ...bytes,
    disk: { name: disk, size, ...(type === undefined ? {} : { type }), ...(costs ? { price: costs } : {}) },
  };
}

/** Exactly one image of that name. `asked` are the other words, for the buttons of near names. */
export const chooseImage = async (turn: Turn, typed: string, command: string, asked: Words): Promise<Image> =>
  choose('image', await turn.cloud.images(turn.signal), typed, turn.cloud.name, (image) =>
    startOf(turn, command, { ...asked, image }, image),
  );

/** Exactly one disk of that name, free, with a system on it. */
export async function chooseDisk(turn: Turn, typed: string, asked: Words): Promise<Disk> {
  const disks = await Array.fromAsync(need(turn.cloud, 'disks').list(turn.signal));
  const disk = choose('disk', disks, typed, turn.cloud.name, (name) =>
    startOf(turn, 'gpu start', { ...asked, disk: name }, name),
  );
  const holder = await holderOf(turn, disk);
  if (holder !== undefined) throw held(turn, disk, holder, asked);
  if (disk.state !== 'free') throw new Failure('conflict', (l) => say(l).busy(disk.name, disk.word));
  if (!disk.bootable) throw new Failure('conflict', (l) => say(l).noSystem(disk.name));
  return disk;
}

export async function fromDisk(turn: Turn, disk: Disk, wanted: NewDisk): Promise<Source> {
  if (wanted.size !== undefined || wanted.type !== undefined) throw new Failure('usage', (l) => say(l).fixed);
  const costs = await priceOf(
    turn.cloud,
    { kind: 'disk', size: disk.size, type: disk.type, zone: disk.zone },
    turn.signal,
  );
  return { from: 'disk', id: disk.id, name: disk.name, size: disk.size, ...(costs ? { price: costs } : {}) };
}

async function refuseTaken(turn: Turn, name: string): Promise<void> {
  const disks = await Array.fromAsync(need(turn.cloud, 'disks').list(turn.signal));
  const there = disks.find((disk) => disk.name === name);
  if (!there) return;
  const offer = there.state === 'free' ? [startOf(turn, 'gpu start', { disk: there.id }, name)] : [];
  const next = offer.map((start) => ({ ...start, label: said((l) => say(l).fromDisk(name)) }));
  throw new Failure('conflict', (l) => say(l).exists(name), { hint: (l) => say(l).otherName, next });
}

/** The machine that has the disk, or is about to: one that is being made has not taken it yet. */
async function holderOf(turn: Turn, disk: Disk): Promise<string | undefined> {
  const [holder] = disk.usedBy;
  if (holder !== undefined) return (await turn.cloud.get(holder, turn.signal))?.name ?? holder;
  return (await machinesInTheMaking(turn)).find(({ source }) => source.from === 'disk' && source.id === disk.id)?.name;
}

function held(turn: Turn, disk: Disk, machine: string, asked: Words): Failure {
  const { image } = disk;
  const { disk: _, ...others } = asked;
  const instead = image === undefined ? undefined : startOf(turn, 'gpu start', { ...others, image }, image);
  const next = instead && image ? [{ ...instead, label: said((l) => say(l).fromImage(image)) }] : [];
  return new Failure('conflict', (l) => say(l).held(disk.name, machine), { next });
}

type Words = Readonly<Record<string, string>>;

const startOf = (turn: Turn, command: string, args: Words, name: string): Next => ({
  label: said((l) => say(l).start(name)),
  press: { command, args: { ...args, cloud: turn.cloud.name } },
});
