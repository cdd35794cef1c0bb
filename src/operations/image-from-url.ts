import { z } from 'zod';
import { type Block, defineOperation, need, phrases } from '#kit';
import { madeCard } from './image-made-card.ts';
import { letGo, type MadeImage, newImage, specOf, takeBackImage, untilReady } from './image-making.ts';
import { placeOf, replacedBlocks, replaceOld, replacing } from './image-replacing.ts';

const say = phrases({
  en: {
    image: 'Image begun',
    ready: 'Fetched by the cloud',
    title: (name: string, host: string) => `Making image ${name} from ${host}`,
    failed: (name: string) => `Image ${name} was not made`,
    from: 'From',
    fetching: 'the cloud is fetching it',
  },
  ru: {
    image: 'Образ начат',
    ready: 'Загружен облаком',
    title: (name, host) => `Делаю образ ${name} из ${host}`,
    failed: (name) => `Образ ${name} не создан`,
    from: 'Откуда',
    fetching: 'облако загружает его',
  },
  ko: {
    image: '이미지 시작',
    ready: '클라우드가 가져옴',
    title: (name, host) => `${host}에서 이미지 ${name} 생성 중`,
    failed: (name) => `${name} 이미지를 만들지 못했습니다`,
    from: '출처',
    fetching: '클라우드가 가져오는 중',
  },
});

/** The address has no user, password, query or fragment: it is kept and shown, so it may hold no secret. */
const input = newImage.extend({ url: z.url({ protocol: /^https?$/ }) });
type Input = z.infer<typeof input>;

/** An image the cloud fetches by itself; no byte of it passes the bot. */
export const imageFromUrl = defineOperation<Input, MadeImage, 'image' | 'ready' | 'replace'>({
  name: 'image.from-url',
  input,
  outline: { image: (l) => say(l).image, ready: (l) => say(l).ready, replace: replacing },
  skips: ({ replaces }) => (replaces === undefined ? ['replace'] : []),
  finals: () => ['replace'],
  about: placeOf,
  likeness: ({ cloud, url }) => `image.from-url ${cloud} ${new URL(url).host}`,

  async run(op, wanted, world) {
    const cloud = world.cloud(wanted.cloud);
    const image = await op.step('image', {
      async do({ key, signal }) {
        const spec = { ...specOf(wanted, key), url: wanted.url };
        return (await need(cloud, 'imageStore').fromUrl(spec, key, signal)).id;
      },
      undo: (ref) => takeBackImage(cloud, ref),
      undoAtMost: letGo,
    });
    const made = await untilReady(op, cloud, image, wanted.name, (l) => say(l).fetching);
    await replaceOld(op, cloud, image, wanted);
    return made;
  },

  tell: {
    title: ({ name, url }, l) => say(l).title(name, new URL(url).host),
    about: (wanted, l): readonly Block[] => [
      { kind: 'facts', facts: [[say(l).from, wanted.url]] },
      ...replacedBlocks(wanted, l),
    ],
    done: (made, wanted, l) => madeCard(made, wanted, l, [[say(l).from, wanted.url]]),
    failed: ({ name }, l) => say(l).failed(name),
  },
});
