import { z } from 'zod';
import {
  bytes,
  type Cloud,
  Failure,
  type Image,
  type ImageId,
  type ImageSpec,
  type Key,
  need,
  type Phrase,
  type Price,
  phrases,
  type Ref,
  type Steps,
} from '#kit';
import { price, priceOf } from './price.ts';
import { owned, stampOf } from './stamp.ts';

const say = phrases({
  en: {
    broke: (name: string, word: string) => `The cloud could not make image ${name}: it went into ${word}.`,
    gone: (name: string) => `Image ${name} was removed while it was being made.`,
    still: (name: string) => `Image ${name} is still there.`,
    copying: 'copying; a large disk takes up to an hour',
  },
  ru: {
    broke: (name, word) => `Облако не смогло создать образ ${name}: его состояние ${word}.`,
    gone: (name) => `Образ ${name} удалили, пока он создавался.`,
    still: (name) => `Образ ${name} ещё не удалён.`,
    copying: 'копируется; большой диск занимает до часа',
  },
  ko: {
    broke: (name, word) => `클라우드가 ${name} 이미지를 만들지 못했습니다. 상태: ${word}.`,
    gone: (name) => `${name} 이미지가 만들어지는 중에 삭제되었습니다.`,
    still: (name) => `${name} 이미지가 아직 남아 있습니다.`,
    copying: '복사 중이며 큰 디스크는 한 시간까지 걸립니다',
  },
});

/** What every way of making an image has to know. */
export const newImage = owned.extend({
  cloud: z.string(),
  name: z.string(),
  format: z.string(),
  /** GiB a disk made from it needs. */
  minDisk: z.number().exactOptional(),
  /** The image of that name, which goes once the new one is whole. */
  replaces: z.string().exactOptional(),
  /** For an hour of keeping it, if it is as large as it can be; nothing where its size is not known before. */
  price: price.exactOptional(),
});
export type NewImage = z.infer<typeof newImage>;

export interface MadeImage {
  readonly image: ImageId;
  readonly bytes?: number;
  readonly hash?: { readonly algorithm: string; readonly value: string };
  /** For an hour of keeping it, by its true size. */
  readonly price?: Price;
}

/** Images took longer than ten minutes often enough, and less than this so far. */
export const longest = 90 * 60_000;

/** How long a cloud may take to let go of an image that is still being made. */
export const letGo = 10 * 60_000;

/** One that replaces another has a name of its own until it is whole, so that the name never means half an image. */
export const specOf = (input: NewImage, key: Key): ImageSpec => ({
  name: input.replaces === undefined ? input.name : `${input.name}.new`,
  format: input.format,
  ...(input.minDisk === undefined ? {} : { minDisk: input.minDisk }),
  stamp: stampOf(input, key),
});

/** By id: a name may mean another image by now. */
export async function whenReady(
  cloud: Cloud,
  id: ImageId,
  name: string,
  { signal }: Ref,
): Promise<MadeImage | undefined> {
  const image = await need(cloud, 'imageStore').get(id, signal);
  if (!image) throw new Failure('not-found', (l) => say(l).gone(name));
  if (image.state === 'failed') {
    throw new Failure('unavailable', (l) => say(l).broke(name, image.word), { again: false });
  }
  return image.state === 'ready' ? madeOf(cloud, image, signal) : undefined;
}

/** Waits while the cloud copies a disk into it. */
export const copied = (op: Steps<'ready'>, cloud: Cloud, image: ImageId, name: string): Promise<MadeImage> =>
  untilReady(op, cloud, image, name, (l) => say(l).copying);

/** Waits while the cloud makes it; `doing` says what it is about. */
export const untilReady = (
  op: Steps<'ready'>,
  cloud: Cloud,
  image: ImageId,
  name: string,
  doing: Phrase,
): Promise<MadeImage> =>
  op.until(
    'ready',
    (ref) => {
      ref.tell(doing);
      return whenReady(cloud, image, name, ref);
    },
    {
      every: 10_000,
      atMost: longest,
      note: (found) => (l) => (found.bytes === undefined ? '' : bytes(found.bytes, l)),
    },
  );

/** Takes away the image made for this key. */
export async function takeBackImage(cloud: Cloud, { key, signal }: Ref): Promise<void> {
  const store = need(cloud, 'imageStore');
  const image = await store.find(key, signal);
  if (!image) return;
  if (image.state !== 'removing') await store.remove(image.id, signal);
  if (await store.get(image.id, signal)) {
    throw new Failure('conflict', (l) => say(l).still(image.name), { again: true, after: 3_000 });
  }
}

async function madeOf(cloud: Cloud, { id, bytes, hash }: Image, signal: AbortSignal): Promise<MadeImage> {
  const price = bytes === undefined ? undefined : await priceOf(cloud, { kind: 'image', bytes }, signal);
  return {
    image: id,
    ...(bytes === undefined ? {} : { bytes }),
    ...(hash === undefined ? {} : { hash }),
    ...(price ? { price } : {}),
  };
}
