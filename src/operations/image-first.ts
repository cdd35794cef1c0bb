import { z } from 'zod';
import { type Disk, Failure, has, need, phrases, type Toggle, type Turn } from '#kit';
import { type NewImage, newImage } from './image-making.ts';
import { priceOf } from './price.ts';
import type { RemoveDisk } from './remove-disk.ts';
import { ownedBy } from './stamp.ts';
import { toBe } from './things.ts';

const say = phrases({
  en: {
    about: 'Make an image of the disk first, and keep it',
    label: 'Make an image first',
    not: (disk: string, word: string) => `No image can be made of disk ${disk}: ${word}.`,
  },
  ru: {
    about: 'Сначала сделать образ диска и сохранить его',
    label: 'Сначала сделать образ',
    not: (disk, word) => `Из диска ${disk} нельзя сделать образ: ${word}.`,
  },
  ko: {
    about: '먼저 디스크의 이미지를 만들어 보관',
    label: '먼저 이미지 만들기',
    not: (disk, word) => `${disk} 디스크로 이미지를 만들 수 없습니다: ${word}.`,
  },
});

/**
 * The image of a disk that is to go: the copy that outlives it. A snapshot does not, since a cloud deletes no disk that
 * has one. Its name is found, and held, whether it is wanted or not: it may be wanted later.
 */
export const firstImage = newImage.extend({ wanted: z.boolean() });
export type FirstImage = z.infer<typeof firstImage>;

/** Nothing to choose where the cloud makes no images, or none of this disk. */
export const imageFirst: Toggle<RemoveDisk> = {
  about: (l) => say(l).about,
  label: (l) => say(l).label,
  is: ({ first }) => first?.wanted,
  set: (input, wanted) => (input.first ? { ...input, first: { ...input.first, wanted } } : input),
};

/** Who wants it where it cannot be made reads why. */
export async function firstImageOf(turn: Turn, disk: Disk, wanted: boolean): Promise<Pick<RemoveDisk, 'first'>> {
  const { cloud, signal } = turn;
  if (wanted) need(cloud, 'imageStore');
  if (wanted && disk.state !== 'free') throw new Failure('conflict', (l) => say(l).not(disk.name, disk.word));
  if (!has(cloud, 'imageStore') || disk.state !== 'free') return {};
  const price = await priceOf(cloud, { kind: 'image', bytes: disk.size * 1024 ** 3 }, signal);
  const first = {
    ...ownedBy(turn),
    cloud: cloud.name,
    name: await freeName(turn, `${disk.name}-final`),
    format: 'raw',
    minDisk: disk.size,
    ...(price ? { price } : {}),
  } satisfies NewImage;
  return { first: { ...first, wanted } };
}

/** The name, or one with a number that no image has and that none is being made under. */
async function freeName(turn: Turn, name: string): Promise<string> {
  const { cloud, signal, operations } = turn;
  const images = new Set((await cloud.images(signal)).map((image) => image.name));
  const going = await operations.list({ states: ['going', 'waiting'], limit: 1000 });
  const held = new Set(going.flatMap(({ about = [] }) => about));
  const taken = (one: string) => images.has(one) || toBe(cloud.name, 'image', one).some(({ key }) => held.has(key));
  if (!taken(name)) return name;
  for (let n = 2; ; n++) if (!taken(`${name}-${n}`)) return `${name}-${n}`;
}
