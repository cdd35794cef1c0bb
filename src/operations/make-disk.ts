import { z } from 'zod';
import {
  type Button,
  type DiskId,
  defineOperation,
  Failure,
  gigabytes,
  type Locale,
  need,
  phrases,
  type World,
} from '#kit';
import { monthly, price } from './price.ts';
import { owned, stampOf } from './stamp.ts';
import { patience, takeBackDisk } from './take-back.ts';
import { toBe } from './things.ts';

const say = phrases({
  en: {
    disk: 'Disk',
    filled: 'Ready',
    title: (name: string, from: string) => (from === '' ? `Making disk ${name}` : `Making disk ${name} · ${from}`),
    done: (name: string) => `Disk ${name} is ready`,
    failed: (name: string) => `Disk ${name} was not made`,
    size: 'Size',
    zone: 'Zone',
    from: 'From image',
    cost: 'Costs',
    lasts: 'What is written on a disk stays; it serves one machine at a time.',
    broke: (name: string, words: string) => `The cloud could not make disk ${name}: ${words}`,
    gone: (name: string) => `Disk ${name} was removed while it was being made.`,
    start: 'Start a machine from it',
    remove: 'Delete it',
  },
  ru: {
    disk: 'Диск',
    filled: 'Готов',
    title: (name, from) => (from === '' ? `Создаю диск ${name}` : `Создаю диск ${name} · ${from}`),
    done: (name) => `Диск ${name} готов`,
    failed: (name) => `Диск ${name} не создан`,
    size: 'Размер',
    zone: 'Зона',
    from: 'Из образа',
    cost: 'Стоимость',
    lasts: 'Записанное на диск сохраняется; он служит одной машине за раз.',
    broke: (name, words) => `Облако не смогло создать диск ${name}: ${words}`,
    gone: (name) => `Диск ${name} удалили, пока он создавался.`,
    start: 'Запустить с него машину',
    remove: 'Удалить его',
  },
  ko: {
    disk: '디스크',
    filled: '준비',
    title: (name, from) => (from === '' ? `디스크 ${name} 생성 중` : `디스크 ${name} 생성 중 · ${from}`),
    done: (name) => `디스크 ${name} 준비됨`,
    failed: (name) => `${name} 디스크를 만들지 못했습니다`,
    size: '크기',
    zone: '영역',
    from: '원본 이미지',
    cost: '비용',
    lasts: '디스크에 쓴 내용은 유지되며, 한 번에 머신 하나에만 쓸 수 있습니다.',
    broke: (name, words) => `클라우드가 ${name} 디스크를 만들지 못했습니다: ${words}`,
    gone: (name) => `${name} 디스크가 만들어지는 중에 삭제되었습니다.`,
    start: '이 디스크로 머신 시작',
    remove: '삭제',
  },
});

const input = owned.extend({
  cloud: z.string(),
  name: z.string(),
  size: z.number(),
  type: z.string().exactOptional(),
  zone: z.string().exactOptional(),
  image: z.object({ id: z.string(), name: z.string() }).exactOptional(),
  price: price.exactOptional(),
});
type Input = z.infer<typeof input>;

/** An empty disk, or one filled from an image. */
export const makeDisk = defineOperation<Input, { readonly disk: DiskId }, 'disk' | 'filled'>({
  name: 'disk.create',
  input,
  outline: { disk: (l) => say(l).disk, filled: (l) => say(l).filled },
  about: ({ cloud, name }) => toBe(cloud, 'disk', name),
  likeness: ({ cloud, image }) => `disk.create ${cloud} ${image?.name ?? ''}`,

  async run(op, wanted, world) {
    const disks = need(world.cloud(wanted.cloud), 'disks');
    const disk = await op.step('disk', {
      async do({ key, signal }) {
        const { name, size, type, zone, image } = wanted;
        const spec = {
          ...{ name, size, stamp: stampOf(wanted, key) },
          ...(type === undefined ? {} : { type }),
          ...(zone === undefined ? {} : { zone }),
          ...(image === undefined ? {} : { image: image.id }),
        };
        return (await disks.create(spec, key, signal)).id;
      },
      undo: (ref) => takeBackDisk(world.cloud(wanted.cloud), ref),
      undoAtMost: patience.disk,
      note: () => (l) => [gigabytes(wanted.size, l), wanted.type ?? ''].join(' ').trim(),
    });
    return op.until('filled', ({ signal }) => ready(world, wanted, disk, signal), {
      every: 5_000,
      atMost: 90 * 60_000,
    });
  },

  tell: {
    title: ({ name, image }, l) => say(l).title(name, image?.name ?? ''),
    about: (wanted, l) => [{ kind: 'facts', facts: facts(wanted, l) }],
    done: (_, wanted, l) => ({
      title: say(l).done(wanted.name),
      blocks: [
        { kind: 'facts', facts: facts(wanted, l) },
        { kind: 'note', text: say(l).lasts },
      ],
      buttons: buttons(wanted, l),
      ping: say(l).done(wanted.name),
    }),
    failed: ({ name }, l) => say(l).failed(name),
  },
});

async function ready(world: World, { cloud, name }: Input, id: DiskId, signal: AbortSignal) {
  const disk = await need(world.cloud(cloud), 'disks').get(id, signal);
  if (!disk) throw new Failure('not-found', (l) => say(l).gone(name));
  if (disk.state === 'failed') {
    throw new Failure('unavailable', (l) => say(l).broke(name, disk.fault ?? disk.word), { again: false });
  }
  return disk.state === 'free' || disk.state === 'used' ? { disk: id } : undefined;
}

const facts = ({ size, type, zone, image, price }: Input, l: Locale) =>
  (
    [
      [say(l).size, [gigabytes(size, l), type ?? ''].join(' ').trim()],
      [say(l).zone, zone ?? ''],
      [say(l).from, image?.name ?? ''],
      [say(l).cost, price ? monthly(price, l) : ''],
    ] as const
  ).filter(([, value]) => value !== '');

const buttons = ({ name, cloud, image }: Input, l: Locale): readonly Button[] => [
  ...(image ? [{ label: say(l).start, press: { command: 'gpu start', args: { disk: name, cloud } } }] : []),
  { label: say(l).remove, press: { command: 'disk delete', args: { disk: name, cloud } }, style: 'danger' },
];
