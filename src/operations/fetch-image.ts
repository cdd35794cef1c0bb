import { bytes, type Cloud, Failure, type Image, type ImageId, need, phrases, type Ref, type World } from '#kit';
import { passBytes } from './pass-bytes.ts';

const say = phrases({
  en: {
    gone: (name: string) => `Image ${name} is no longer there.`,
    notReady: (name: string, word: string) => `Image ${name} cannot be downloaded now: it is ${word}.`,
    cut: (name: string) => `The download of ${name} broke off.`,
    differs: (name: string) => `What arrived of image ${name} is not what the cloud has, so it was not kept.`,
    once: 'Download it again; if it happens twice, the image is damaged in the cloud.',
    room: (needs: string, free: string) => `The image needs ${needs}; there are ${free} free on the bot's host.`,
    makeRoom: 'Remove files that are no longer needed there, then try again.',
  },
  ru: {
    gone: (name) => `Образа ${name} больше нет.`,
    notReady: (name, word) => `Образ ${name} сейчас нельзя скачать, его состояние ${word}.`,
    cut: (name) => `Скачивание ${name} оборвалось.`,
    differs: (name) => `Скачанное не совпало с образом ${name} в облаке, поэтому оно не сохранено.`,
    once: 'Скачайте ещё раз; если повторится, образ повреждён в облаке.',
    room: (needs, free) => `Образу нужно ${needs}, а на хосте бота свободно ${free}.`,
    makeRoom: 'Удалите там ненужные файлы и повторите.',
  },
  ko: {
    gone: (name) => `${name} 이미지가 더 이상 없습니다.`,
    notReady: (name, word) => `지금은 ${name} 이미지를 내려받을 수 없습니다. 상태: ${word}.`,
    cut: (name) => `${name} 내려받기가 중단되었습니다.`,
    differs: (name) => `받은 데이터가 클라우드의 ${name} 이미지와 달라 보관하지 않았습니다.`,
    once: '다시 내려받아 보세요. 또 그러면 클라우드의 이미지가 손상된 것입니다.',
    room: (needs, free) => `이미지에는 ${needs}가 필요하지만 봇 호스트의 여유 공간은 ${free}입니다.`,
    makeRoom: '그곳에서 필요 없는 파일을 지운 뒤 다시 시도하세요.',
  },
});

export interface Fetched {
  readonly bytes: number;
  /** Missing where the cloud does not say what it has. */
  readonly hash?: { readonly algorithm: string; readonly value: string };
}

/** Every operation has a part of its own, so that two downloads to one place cannot mix. */
export const partOf = (path: string, key: string): string => `${path}.${key.split('.', 1).join('')}.part`;

/** Brings the bytes of the image into `part`, going on where an earlier try left off, and compares them at the end. */
export async function fetchImage(
  cloud: Cloud,
  { files }: World,
  what: { readonly id: ImageId; readonly name: string; readonly part: string },
  ref: Ref,
): Promise<Fetched> {
  const { id, name, part } = what;
  const { signal } = ref;
  // The hash is read before the bytes: a broken download must not choose what it is compared with.
  const image = await readyImage(cloud, id, name, signal);
  const kept = (await files.size(part)) ?? 0;
  await refuseWithoutRoom(files, (image.bytes ?? 0) - kept);

  const found = await arrived(cloud, files, { ...what, image, kept }, ref);
  const size = (await files.size(part)) ?? 0;
  if (image.bytes !== undefined && size < image.bytes) throw new Failure('unavailable', (l) => say(l).cut(name));
  if (!image.hash) return { bytes: size };
  if (found.hash === image.hash.value) return { bytes: size, hash: image.hash };
  await files.remove(part);
  // What an earlier try left may be to blame; a whole download that differs is not tried again.
  throw new Failure('conflict', (l) => say(l).differs(name), { again: found.resumed, hint: (l) => say(l).once });
}

/** Brings what is missing, and says the hash of the whole where the cloud has one to compare it with. */
async function arrived(
  cloud: Cloud,
  files: World['files'],
  {
    id,
    part,
    image,
    kept,
  }: { readonly id: ImageId; readonly part: string; readonly image: Image; readonly kept: number },
  ref: Ref,
): Promise<{ readonly hash?: string; readonly resumed: boolean }> {
  const { signal } = ref;
  const resumed = kept > 0 && kept <= (image.bytes ?? 0);
  const open = () => image.hash && files.hasher(image.hash.algorithm, image.bytes ?? 0);
  let hash = open();
  try {
    // Before the cloud begins to send: it would not wait that long.
    if (resumed && hash) for await (const chunk of files.read(part, signal, kept)) await hash.add(chunk);
    if (!resumed || kept !== image.bytes) {
      const { from, ...sent } = await need(cloud, 'imageStore').fetch(id, resumed ? kept : 0, signal);
      // Not every cloud can begin in the middle.
      if (from < kept && resumed) {
        hash?.close();
        hash = open();
      }
      const body = passBytes(sent.body, { ref, from, total: image.bytes ?? from + sent.bytes });
      await files.write(part, from, body, signal, hash);
    }
    return { resumed, ...(hash ? { hash: await hash.digest() } : {}) };
  } finally {
    hash?.close();
  }
}

async function readyImage(cloud: Cloud, id: ImageId, name: string, signal: AbortSignal): Promise<Image> {
  const image = await need(cloud, 'imageStore').get(id, signal);
  if (!image) throw new Failure('not-found', (l) => say(l).gone(name));
  if (image.state !== 'ready') throw new Failure('conflict', (l) => say(l).notReady(name, image.word));
  return image;
}

async function refuseWithoutRoom(files: World['files'], needed: number): Promise<void> {
  const free = await files.room();
  if (needed <= free) return;
  throw new Failure('quota', (l) => say(l).room(bytes(needed, l), bytes(free, l)), { hint: (l) => say(l).makeRoom });
}
