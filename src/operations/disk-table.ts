import {
  ageOf,
  type Cloud,
  type Disk,
  duration,
  gigabytes,
  type Locale,
  type MachineId,
  type Price,
  phrases,
  type Row,
  type View,
} from '#kit';
import { diskState } from './disk-words.ts';
import { monthly, priceOf } from './price.ts';
import { together } from './price-sum.ts';

const say = phrases({
  en: {
    title: (count: number, where: string) => `Disks in ${where}: ${count}`,
    none: (where: string) => `There are no disks in ${where}`,
    make: 'A disk comes with each machine started from an image; an empty one: disk create work --size 20',
    name: 'Name',
    state: 'State',
    size: 'Size',
    type: 'Type',
    zone: 'Zone',
    usedBy: 'Used by',
    age: 'Age',
    cost: 'Cost',
    start: 'Start',
    remove: 'Delete',
    total: (size: string, cost: string) => (cost === '' ? `Together ${size}.` : `Together ${size}, ${cost}.`),
    free: (count: number, cost: string) =>
      cost === '' ? `Free, used by no machine: ${count}.` : `Free, used by no machine: ${count}, ${cost}.`,
  },
  ru: {
    title: (count, where) => `Диски в ${where}: ${count}`,
    none: (where) => `В ${where} нет дисков`,
    make: 'Диск появляется с каждой машиной из образа; пустой диск: disk create work --size 20',
    name: 'Имя',
    state: 'Состояние',
    size: 'Размер',
    type: 'Тип',
    zone: 'Зона',
    usedBy: 'Занят',
    age: 'Возраст',
    cost: 'Стоимость',
    start: 'Запустить',
    remove: 'Удалить',
    total: (size, cost) => (cost === '' ? `Всего ${size}.` : `Всего ${size}, ${cost}.`),
    free: (count, cost) =>
      cost === '' ? `Свободно, не заняты машинами: ${count}.` : `Свободно, не заняты машинами: ${count}, ${cost}.`,
  },
  ko: {
    title: (count, where) => `${where}의 디스크: ${count}개`,
    none: (where) => `${where}에 디스크가 없습니다`,
    make: '이미지로 머신을 시작하면 디스크가 생깁니다. 빈 디스크: disk create work --size 20',
    name: '이름',
    state: '상태',
    size: '크기',
    type: '유형',
    zone: '영역',
    usedBy: '사용 머신',
    age: '경과',
    cost: '비용',
    start: '시작',
    remove: '삭제',
    total: (size, cost) => (cost === '' ? `합계 ${size}.` : `합계 ${size}, ${cost}.`),
    free: (count, cost) =>
      cost === '' ? `쓰는 머신이 없는 디스크: ${count}개.` : `쓰는 머신이 없는 디스크: ${count}개, ${cost}.`,
  },
});

export interface PricedDisk extends Disk {
  readonly price: Price | undefined;
}

export async function priced(
  cloud: Cloud,
  disks: readonly Disk[],
  signal: AbortSignal,
): Promise<readonly PricedDisk[]> {
  return Promise.all(
    disks.map(async (disk) => {
      const { size, type, zone } = disk;
      return { ...disk, price: await priceOf(cloud, { kind: 'disk', size, type, zone }, signal) };
    }),
  );
}

interface Listed {
  readonly cloud: Cloud;
  readonly disks: readonly PricedDisk[];
  readonly machines: ReadonlyMap<MachineId, string>;
  readonly now: number;
}

/** Free disks first: they are the ones that cost and serve nobody. */
export function diskTable({ cloud, disks, machines, now }: Listed, locale: Locale): View {
  const words = say(locale);
  if (disks.length === 0) {
    return { title: words.none(cloud.name), tone: 'plain', blocks: [{ kind: 'note', text: words.make }] };
  }
  const free = disks.filter(isFree);
  const sorted = [...disks].sort((a, b) => Number(isFree(b)) - Number(isFree(a)) || a.name.localeCompare(b.name));
  const sum = sorted.reduce((total, disk) => total + disk.size, 0);
  const row = (disk: PricedDisk): Row => ({
    cells: [
      disk.name,
      diskState(disk, locale),
      gigabytes(disk.size, locale),
      disk.type ?? '',
      disk.zone ?? '',
      disk.usedBy.map((id) => machines.get(id) ?? id).join(', '),
      disk.createdAt === undefined ? '' : duration(ageOf(disk.createdAt, now), locale),
      disk.price ? monthly(disk.price, locale) : '',
    ],
    ...(isFree(disk) ? { buttons: buttons(disk, cloud.name, locale) } : {}),
  });
  return {
    title: words.title(disks.length, cloud.name),
    tone: 'plain',
    blocks: [
      {
        kind: 'table',
        columns: [
          { name: words.name },
          { name: words.state },
          { name: words.size, align: 'right' },
          { name: words.type },
          { name: words.zone },
          { name: words.usedBy },
          { name: words.age, align: 'right' },
          { name: words.cost, align: 'right' },
        ],
        rows: sorted.map(row),
      },
      { kind: 'note', text: words.total(gigabytes(sum, locale), together(disks, locale)) },
      ...(free.length === 0 ? [] : [{ kind: 'note', text: words.free(free.length, together(free, locale)) } as const]),
    ],
  };
}

const isFree = (disk: Disk): boolean => disk.state === 'free';

const buttons = (disk: Disk, cloud: string, locale: Locale) => [
  ...(disk.bootable
    ? [{ label: say(locale).start, press: { command: 'gpu start', args: { disk: disk.id, cloud } } }]
    : []),
  {
    label: say(locale).remove,
    press: { command: 'disk delete', args: { disk: disk.id, cloud } },
    style: 'danger',
  } as const,
];
