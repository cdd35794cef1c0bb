import { z } from 'zod';
import { type Block, defineOperation, need, phrases } from '#kit';
import { madeCard } from './image-made-card.ts';
import { copied, letGo, type MadeImage, newImage, specOf, takeBackImage } from './image-making.ts';
import { placeOf, replacedBlocks, replaceOld, replacing } from './image-replacing.ts';
import { monthlyAtMost } from './price.ts';
import { there } from './things.ts';

const say = phrases({
  en: {
    image: 'Image begun',
    ready: 'Disk copied into it',
    title: (name: string, disk: string) => `Making image ${name} from disk ${disk}`,
    failed: (name: string) => `Image ${name} was not made`,
    used: (machine: string) =>
      `${machine} is running on this disk: the image is what the disk holds at one moment, as after a power cut.`,
    cost: 'Will cost',
  },
  ru: {
    image: 'Образ начат',
    ready: 'Диск скопирован в образ',
    title: (name, disk) => `Делаю образ ${name} с диска ${disk}`,
    failed: (name) => `Образ ${name} не создан`,
    used: (machine) =>
      `На этом диске работает ${machine}: в образ попадёт содержимое на один миг, как после отключения питания.`,
    cost: 'Будет стоить',
  },
  ko: {
    image: '이미지 시작',
    ready: '디스크 복사',
    title: (name, disk) => `디스크 ${disk}에서 이미지 ${name} 생성 중`,
    failed: (name) => `${name} 이미지를 만들지 못했습니다`,
    used: (machine) =>
      `${machine} 머신이 이 디스크로 실행 중입니다. 이미지에는 전원이 갑자기 꺼졌을 때처럼 그 순간의 내용이 담깁니다.`,
    cost: '예상 비용',
  },
});

const input = newImage.extend({
  disk: z.object({ id: z.string(), name: z.string() }),
  /** The machine that runs on the disk meanwhile, where a person allowed that. */
  usedBy: z.string().exactOptional(),
});
type Input = z.infer<typeof input>;

/** An image with what the disk holds now; the disk stays as it is. */
export const imageFromDisk = defineOperation<Input, MadeImage, 'image' | 'ready' | 'replace'>({
  name: 'image.from-disk',
  input,
  outline: { image: (l) => say(l).image, ready: (l) => say(l).ready, replace: replacing },
  skips: ({ replaces }) => (replaces === undefined ? ['replace'] : []),
  finals: () => ['replace'],
  about: (wanted) => [...placeOf(wanted), ...there(wanted.cloud, 'disk', wanted.disk)],
  likeness: ({ cloud, disk }) => `image.from-disk ${cloud} ${disk.name}`,

  async run(op, wanted, world) {
    const cloud = world.cloud(wanted.cloud);
    const image = await op.step('image', {
      async do({ key, signal }) {
        const spec = { ...specOf(wanted, key), disk: wanted.disk.id, force: wanted.usedBy !== undefined };
        return (await need(cloud, 'imageStore').fromDisk(spec, key, signal)).id;
      },
      undo: (ref) => takeBackImage(cloud, ref),
      undoAtMost: letGo,
    });
    const made = await copied(op, cloud, image, wanted.name);
    await replaceOld(op, cloud, image, wanted);
    return made;
  },

  tell: {
    title: ({ name, disk }, l) => say(l).title(name, disk.name),
    about: ({ usedBy, price, ...wanted }, l): readonly Block[] => [
      ...(usedBy === undefined ? [] : [{ kind: 'text', text: say(l).used(usedBy) } as const]),
      ...replacedBlocks(wanted, l),
      ...(price ? [{ kind: 'facts', facts: [[say(l).cost, monthlyAtMost(price, l)]] } as const] : []),
    ],
    done: (made, wanted, l) => madeCard(made, wanted, l),
    failed: ({ name }, l) => say(l).failed(name),
  },
});
