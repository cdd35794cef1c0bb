import {
  ageOf,
  bytes,
  type Cloud,
  duration,
  gigabytes,
  type Image,
  type Locale,
  type Price,
  phrases,
  type Row,
  type View,
} from '#kit';
import { imageState, visibility } from './image-words.ts';
import { monthly, priceOf } from './price.ts';
import { together } from './price-sum.ts';

const say = phrases({
  en: {
    title: (count: number, where: string) => `Images in ${where}: ${count}`,
    none: (where: string) => `There are no images in ${where}`,
    make: 'One comes from a disk: image from-disk my-disk --name my-image; or from a file: image upload --file my.raw --name my-image',
    name: 'Name',
    state: 'State',
    size: 'Size',
    minDisk: 'Disk from',
    format: 'Format',
    seen: 'Visible',
    age: 'Age',
    cost: 'Cost',
    start: 'Start',
    mine: (count: number, cost: string) => `Kept by this project: ${count}, ${cost}.`,
  },
  ru: {
    title: (count, where) => `Образы в ${where}: ${count}`,
    none: (where) => `В ${where} нет образов`,
    make: 'Образ делают с диска: image from-disk my-disk --name my-image; или из файла: image upload --file my.raw --name my-image',
    name: 'Имя',
    state: 'Состояние',
    size: 'Размер',
    minDisk: 'Диск от',
    format: 'Формат',
    seen: 'Доступ',
    age: 'Возраст',
    cost: 'Стоимость',
    start: 'Запустить',
    mine: (count, cost) => `Хранит этот проект: ${count}, ${cost}.`,
  },
  ko: {
    title: (count, where) => `${where}의 이미지: ${count}개`,
    none: (where) => `${where}에 이미지가 없습니다`,
    make: '디스크에서 만들기: image from-disk my-disk --name my-image, 파일에서 만들기: image upload --file my.raw --name my-image',
    name: '이름',
    state: '상태',
    size: '크기',
    minDisk: '최소 디스크',
    format: '형식',
    seen: '공개 범위',
    age: '경과',
    cost: '비용',
    start: '시작',
    mine: (count, cost) => `이 프로젝트가 보관: ${count}개, ${cost}.`,
  },
});

export interface PricedImage extends Image {
  readonly price: Price | undefined;
}

/** What keeping them costs; a public image is kept by the cloud itself. */
export async function pricedImages(cloud: Cloud, images: readonly Image[], signal: AbortSignal) {
  return Promise.all(
    images.map(async (image): Promise<PricedImage> => {
      const paid = image.bytes !== undefined && image.visibility !== 'public';
      const price = paid ? await priceOf(cloud, { kind: 'image', bytes: image.bytes }, signal) : undefined;
      return { ...image, price };
    }),
  );
}

export function imageTable(where: string, images: readonly PricedImage[], now: number, locale: Locale): View {
  const words = say(locale);
  if (images.length === 0) {
    return { title: words.none(where), tone: 'plain', blocks: [{ kind: 'note', text: words.make }] };
  }
  const row = (image: PricedImage): Row => ({
    cells: [
      image.name,
      imageState(image, locale),
      image.bytes === undefined ? '' : bytes(image.bytes, locale),
      gigabytes(image.minDisk, locale),
      image.format ?? '',
      visibility(image, locale),
      image.createdAt === undefined ? '' : duration(ageOf(image.createdAt, now), locale),
      image.price ? monthly(image.price, locale) : '',
    ],
    ...(image.state === 'ready'
      ? { buttons: [{ label: words.start, press: { command: 'gpu start', args: { image: image.id, cloud: where } } }] }
      : {}),
  });
  const mine = images.filter(({ price }) => price !== undefined);
  return {
    title: words.title(images.length, where),
    tone: 'plain',
    blocks: [
      {
        kind: 'table',
        columns: [
          { name: words.name },
          { name: words.state },
          { name: words.size, align: 'right' },
          { name: words.minDisk, align: 'right' },
          { name: words.format },
          { name: words.seen },
          { name: words.age, align: 'right' },
          { name: words.cost, align: 'right' },
        ],
        rows: newestFirst(images).map(row),
      },
      ...(mine.length === 0 ? [] : [{ kind: 'note', text: words.mine(mine.length, together(mine, locale)) } as const]),
    ],
  };
}

export const newestFirst = <T extends Image>(images: readonly T[]): readonly T[] =>
  [...images].sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? '') || a.name.localeCompare(b.name));
