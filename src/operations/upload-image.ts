import { z } from 'zod';
import {
  type Block,
  bytes,
  type Cloud,
  defineOperation,
  Failure,
  type ImageId,
  need,
  phrases,
  type Ref,
  type World,
} from '#kit';
import { madeCard } from './image-made-card.ts';
import { letGo, longest, type MadeImage, newImage, specOf, takeBackImage, whenReady } from './image-making.ts';
import { placeOf, replacedBlocks, replaceOld, replacing } from './image-replacing.ts';
import { passBytes } from './pass-bytes.ts';
import { monthly } from './price.ts';

const say = phrases({
  en: {
    record: 'Image begun',
    send: 'File sent',
    ready: 'Ready',
    same: 'Same bytes',
    title: (name: string, file: string) => `Uploading ${file} as image ${name}`,
    failed: (name: string) => `Image ${name} was not uploaded`,
    file: "File on the bot's host",
    cost: 'Will cost',
    changed: (file: string) => `${file} has changed since the upload began.`,
    leave: 'Leave the file alone until the upload is done, then upload it again.',
    gone: (name: string) => `Image ${name} was removed while it was being uploaded.`,
    busy: (name: string) => `The cloud is still busy with an earlier try to send ${name}.`,
    broke: (name: string, word: string) => `The cloud did not take image ${name}: it went into ${word}.`,
    differs: (name: string) => `The bytes of image ${name} are not those of the file, so it was not kept.`,
    resend: 'Something on the way changed them; upload it again.',
    unchecked: 'the cloud names no hash',
    checked: 'Checked',
  },
  ru: {
    record: 'Образ начат',
    send: 'Файл отправлен',
    ready: 'Готов',
    same: 'Данные совпали',
    title: (name, file) => `Загружаю ${file} как образ ${name}`,
    failed: (name) => `Образ ${name} не загружен`,
    file: 'Файл на хосте бота',
    cost: 'Будет стоить',
    changed: (file) => `${file} изменился после начала загрузки.`,
    leave: 'Не трогайте файл до конца загрузки и загрузите его ещё раз.',
    gone: (name) => `Образ ${name} удалили, пока он загружался.`,
    busy: (name) => `Облако ещё занято прежней попыткой отправить ${name}.`,
    broke: (name, word) => `Облако не приняло образ ${name}: его состояние ${word}.`,
    differs: (name) => `Данные образа ${name} не совпали с файлом, поэтому он не сохранён.`,
    resend: 'Они исказились по дороге; загрузите его ещё раз.',
    unchecked: 'облако не называет хеш',
    checked: 'Проверен',
  },
  ko: {
    record: '이미지 시작',
    send: '파일 전송',
    ready: '준비',
    same: '데이터 일치',
    title: (name, file) => `${file} 파일을 ${name} 이미지로 업로드 중`,
    failed: (name) => `${name} 이미지를 업로드하지 못했습니다`,
    file: '봇 호스트의 파일',
    cost: '예상 비용',
    changed: (file) => `업로드를 시작한 뒤 ${file} 파일이 바뀌었습니다.`,
    leave: '업로드가 끝날 때까지 파일을 그대로 두고 다시 업로드하세요.',
    gone: (name) => `${name} 이미지가 업로드 중에 삭제되었습니다.`,
    busy: (name) => `클라우드가 아직 ${name}의 이전 전송을 처리하고 있습니다.`,
    broke: (name, word) => `클라우드가 ${name} 이미지를 받지 않았습니다. 상태: ${word}.`,
    differs: (name) => `이미지 ${name}의 데이터가 파일과 달라 보관하지 않았습니다.`,
    resend: '전송 중에 데이터가 바뀌었습니다. 다시 업로드하세요.',
    unchecked: '클라우드가 해시를 제공하지 않음',
    checked: '검증',
  },
});

const input = newImage.extend({
  /** The whole path on the bot's host. */
  file: z.string(),
  bytes: z.number(),
});
type Input = z.infer<typeof input>;
type Done = MadeImage & { readonly checked: boolean };

const usual = 'sha512';

/** A file of the bot's host becomes an image, and is one only when its bytes are the same. */
export const uploadImage = defineOperation<Input, Done, 'record' | 'send' | 'ready' | 'same' | 'replace'>({
  name: 'image.upload',
  input,
  outline: {
    record: (l) => say(l).record,
    send: (l) => say(l).send,
    ready: (l) => say(l).ready,
    same: (l) => say(l).same,
    replace: replacing,
  },
  skips: ({ replaces }) => (replaces === undefined ? ['replace'] : []),
  finals: () => ['replace'],
  about: placeOf,
  likeness: ({ cloud, file }) => `image.upload ${cloud} ${file}`,

  async run(op, wanted, world) {
    const cloud = world.cloud(wanted.cloud);
    const image = await op.step('record', {
      do: async ({ key, signal }) => (await need(cloud, 'imageStore').reserve(specOf(wanted, key), key, signal)).id,
      undo: (ref) => takeBackImage(cloud, ref),
      undoAtMost: letGo,
    });
    const sent = await op.step('send', {
      atMost: longest,
      do: (ref) => send(cloud, world, wanted, image, ref),
      note: () => (l) => bytes(wanted.bytes, l),
    });
    const made = await op.until('ready', (ref) => whenReady(cloud, image, wanted.name, ref), {
      every: 5_000,
      atMost: longest,
    });
    const checked = await op.step('same', {
      atMost: longest,
      do: (ref) => same(world, wanted, made, sent, ref),
      note: (checked) => (l) => (checked ? (made.hash?.algorithm ?? '') : say(l).unchecked),
    });
    await replaceOld(op, cloud, image, wanted);
    return { ...made, checked };
  },

  tell: {
    title: ({ name, file }, l) => say(l).title(name, nameOf(file)),
    about: ({ file, bytes: size, price, ...wanted }, l): readonly Block[] => [
      {
        kind: 'facts',
        facts: [
          [say(l).file, `${file}, ${bytes(size, l)}`],
          ...(price ? ([[say(l).cost, monthly(price, l)]] as const) : []),
        ],
      },
      ...replacedBlocks(wanted, l),
    ],
    done: (made, wanted, l) =>
      madeCard(made, wanted, l, [
        [say(l).checked, made.checked && made.hash ? `${made.hash.algorithm} ${made.hash.value}` : say(l).unchecked],
      ]),
    failed: ({ name }, l) => say(l).failed(name),
  },
});

/** The hash of what was sent; undefined where an earlier try had sent it and only its reply was lost. */
async function send(cloud: Cloud, { files }: World, wanted: Input, id: ImageId, ref: Ref): Promise<{ hash?: string }> {
  const store = need(cloud, 'imageStore');
  const { name, file, bytes: total } = wanted;
  const image = await store.get(id, ref.signal);
  if (!image) throw new Failure('not-found', (l) => say(l).gone(name));
  if (image.state === 'ready') return {};
  if (image.state === 'failed')
    throw new Failure('unavailable', (l) => say(l).broke(name, image.word), { again: false });
  if (image.state !== 'queued') throw new Failure('unavailable', (l) => say(l).busy(name), { after: 5_000 });

  const changed = new Failure('conflict', (l) => say(l).changed(nameOf(file)), { hint: (l) => say(l).leave });
  if ((await files.size(file)) !== total) throw changed;
  const hash = files.hasher(usual, total);
  try {
    // One byte more than was promised would break the request; one less would leave it waiting.
    const body = passBytes(files.read(file, ref.signal, total), { ref, hash, from: 0, total });
    await store.send(id, body, total, ref.signal);
    return { hash: await hash.digest() };
  } finally {
    hash.close();
  }
}

/** False where the cloud does not say what it has. */
async function same({ files }: World, wanted: Input, made: MadeImage, sent: { hash?: string }, { signal }: Ref) {
  const { hash } = made;
  if (!hash) return false;
  const ours =
    sent.hash !== undefined && hash.algorithm === usual
      ? sent.hash
      : await files.hash(wanted.file, hash.algorithm, signal);
  if (ours === hash.value) return true;
  throw new Failure('conflict', (l) => say(l).differs(wanted.name), { hint: (l) => say(l).resend });
}

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;
