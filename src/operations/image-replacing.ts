import {
  type Block,
  type Cloud,
  type ImageId,
  type Locale,
  need,
  phrases,
  type Ref,
  type Steps,
  type Thing,
} from '#kit';
import type { NewImage } from './image-making.ts';
import { there, toBe } from './things.ts';

const say = phrases({
  en: {
    step: 'Takes the place of the old one',
    goes: (name: string) => `The image named ${name} goes once the new one is whole.`,
  },
  ru: {
    step: 'Заменяет прежний',
    goes: (name) => `Прежний образ ${name} исчезнет, когда новый будет готов.`,
  },
  ko: {
    step: '이전 이미지 대체',
    goes: (name) => `새 이미지가 완성되면 기존 ${name} 이미지는 삭제됩니다.`,
  },
});

/** What a new image is about: its name, and the image that has it now. */
export const placeOf = ({ cloud, name, replaces }: NewImage): readonly Thing[] => [
  ...toBe(cloud, 'image', name),
  ...(replaces === undefined ? [] : there(cloud, 'image', { id: replaces, name })),
];

/** What its step is called in an outline. */
export const replacing = (locale: Locale): string => say(locale).step;

/** What becomes of the image whose place it takes. */
export const replacedBlocks = ({ name, replaces }: NewImage, locale: Locale): readonly Block[] =>
  replaces === undefined ? [] : [{ kind: 'text', text: say(locale).goes(name) }];

/** The last step of an image that takes the place of another. */
export async function replaceOld(op: Steps<'replace'>, cloud: Cloud, made: ImageId, { name, replaces }: NewImage) {
  if (replaces === undefined) return;
  await op.step('replace', { final: true, do: (ref) => takeOver(cloud, made, name, replaces, ref) });
}

/** The old one goes first: when the cloud keeps it, as it does while disks hang on it, nothing else has changed. */
async function takeOver(cloud: Cloud, made: ImageId, name: string, replaces: ImageId, { signal }: Ref) {
  const store = need(cloud, 'imageStore');
  await store.remove(replaces, signal);
  await store.rename(made, name, signal);
}
