import { choose, Failure, type Image, type ImageId, type Next, phrases, said, type Turn, verbatim } from '#kit';
import { toBe } from './things.ts';

const say = phrases({
  en: {
    taken: (name: string, where: string) => `An image named "${name}" is already in ${where}.`,
    other: 'Give another name, or --force to put the new one in its place.',
    replace: 'Replace it',
    several: (name: string, count: number) =>
      `${count} images are named "${name}", so it is not clear which to replace.`,
    byId: 'Delete the wrong ones by their id first, or give another name.',
    kept: (name: string) => `Image "${name}" cannot be replaced: it is public or protected.`,
    another: 'Give the new one another name.',
    notReady: (name: string, word: string) => `Image "${name}" cannot be used yet: ${word}.`,
  },
  ru: {
    taken: (name, where) => `Образ с именем «${name}» в ${where} уже есть.`,
    other: 'Укажите другое имя или --force, чтобы новый занял его место.',
    replace: 'Заменить',
    several: (name, count) => `Имя «${name}» носят образы (${count}), и неясно, какой заменить.`,
    byId: 'Сначала удалите лишние по id или укажите другое имя.',
    kept: (name) => `Образ «${name}» заменить нельзя: он общедоступный или защищён.`,
    another: 'Назовите новый иначе.',
    notReady: (name, word) => `Образ «${name}» пока нельзя использовать: ${word}.`,
  },
  ko: {
    taken: (name, where) => `"${name}"이라는 이미지가 ${where}에 이미 있습니다.`,
    other: '다른 이름을 지정하거나, 새 이미지로 대체하려면 --force를 쓰세요.',
    replace: '대체',
    several: (name, count) => `"${name}"이라는 이미지가 ${count}개라서 어느 것을 대체할지 알 수 없습니다.`,
    byId: '먼저 필요 없는 이미지를 id로 삭제하거나 다른 이름을 지정하세요.',
    kept: (name) => `"${name}" 이미지는 공개되었거나 보호되어 있어 대체할 수 없습니다.`,
    another: '새 이미지에 다른 이름을 지정하세요.',
    notReady: (name, word) => `"${name}" 이미지를 아직 사용할 수 없습니다: ${word}.`,
  },
});

/** Exactly the one image that was meant; the nearest ones come back as `command` about them. */
export async function imageCalled(turn: Turn, typed: string, command: string): Promise<Image> {
  return choose(
    'image',
    await turn.cloud.images(turn.signal),
    typed,
    turn.cloud.name,
    (name): Next => ({
      label: said(verbatim(name)),
      press: { command, args: { image: name, cloud: turn.cloud.name } },
    }),
  );
}

export function refuseUnready(image: Image): void {
  if (image.state === 'ready') return;
  throw new Failure('conflict', (l) => say(l).notReady(image.name, image.word));
}

/**
 * What has to go for the name: nothing where it is free, the one image that has it where that was allowed.
 * `asked` are the words of the command, to be said again with force.
 */
export async function makeWay(
  turn: Turn,
  name: string,
  asked: { readonly command: string; readonly args: Readonly<Record<string, string>>; readonly force: boolean },
): Promise<{ readonly replaces?: ImageId }> {
  await turn.operations.refuseBusy(toBe(turn.cloud.name, 'image', name));
  const same = await imagesNamed(turn, name);
  const [only] = same;
  if (!only) return {};
  if (same.length > 1) {
    throw new Failure('conflict', (l) => say(l).several(name, same.length), { hint: (l) => say(l).byId });
  }
  if (only.protected || only.visibility === 'public') {
    throw new Failure('conflict', (l) => say(l).kept(name), { hint: (l) => say(l).another });
  }
  if (asked.force) return { replaces: only.id };
  const args = { ...asked.args, force: 'true', cloud: turn.cloud.name };
  throw new Failure('conflict', (l) => say(l).taken(name, turn.cloud.name), {
    hint: (l) => say(l).other,
    next: [{ label: said((l) => say(l).replace), press: { command: asked.command, args } }],
  });
}

/** Refuses a name that an image has or is about to have. */
export async function refuseTaken(turn: Turn, name: string): Promise<void> {
  await turn.operations.refuseBusy(toBe(turn.cloud.name, 'image', name));
  if ((await imagesNamed(turn, name)).length === 0) return;
  throw new Failure('conflict', (l) => say(l).taken(name, turn.cloud.name), { hint: (l) => say(l).another });
}

const imagesNamed = async (turn: Turn, name: string): Promise<readonly Image[]> =>
  (await turn.cloud.images(turn.signal)).filter((image) => image.name === name);
