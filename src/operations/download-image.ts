import { z } from 'zod';
import { bytes, defineOperation, phrases } from '#kit';
import type { Fetched } from './fetch-image.ts';
import { imageToFile } from './image-to-file.ts';
import { fileAt, there } from './things.ts';

const say = phrases({
  en: {
    fetch: 'Image fetched',
    place: 'File in its place',
    title: (name: string) => `Downloading image ${name}`,
    done: (name: string) => `Image ${name} is on the bot's host`,
    failed: (name: string) => `Image ${name} was not downloaded`,
    file: "File on the bot's host",
    size: 'Size',
    checked: 'Checked',
    unchecked: 'the cloud names no hash',
    over: 'The file that is there now will be overwritten.',
    remove: 'Delete it in the cloud',
    upload: 'Upload it again',
  },
  ru: {
    fetch: 'Образ скачан',
    place: 'Файл на месте',
    title: (name) => `Скачиваю образ ${name}`,
    done: (name) => `Образ ${name} на хосте бота`,
    failed: (name) => `Образ ${name} не скачан`,
    file: 'Файл на хосте бота',
    size: 'Размер',
    checked: 'Проверен',
    unchecked: 'облако не называет хеш',
    over: 'Файл, который там лежит, будет перезаписан.',
    remove: 'Удалить его в облаке',
    upload: 'Загрузить обратно',
  },
  ko: {
    fetch: '이미지 받기',
    place: '파일 배치',
    title: (name) => `이미지 ${name} 내려받는 중`,
    done: (name) => `${name} 이미지가 봇 호스트에 있습니다`,
    failed: (name) => `${name} 이미지를 내려받지 못했습니다`,
    file: '봇 호스트의 파일',
    size: '크기',
    checked: '검증',
    unchecked: '클라우드가 해시를 제공하지 않음',
    over: '지금 있는 파일을 덮어씁니다.',
    remove: '클라우드에서 삭제',
    upload: '다시 업로드',
  },
});

const input = z.object({
  cloud: z.string(),
  image: z.string(),
  name: z.string(),
  bytes: z.number().exactOptional(),
  /** The whole path on the bot's host. */
  file: z.string(),
  over: z.boolean(),
});
type Input = z.infer<typeof input>;

/** An image becomes a file of the bot's host; a file of that name is there whole or not at all. */
export const downloadImage = defineOperation<Input, Fetched, 'fetch' | 'place'>({
  name: 'image.download',
  input,
  outline: { fetch: (l) => say(l).fetch, place: (l) => say(l).place },
  finals: ({ over }) => (over ? ['place'] : []),
  about: ({ cloud, image, name, file }) => [...there(cloud, 'image', { id: image, name }), ...fileAt(file)],
  likeness: ({ cloud, name }) => `image.download ${cloud} ${name}`,

  async run(op, { cloud, image, name, file, over }, world) {
    return imageToFile(op, world.cloud(cloud), world, { image, name, file, over });
  },

  tell: {
    title: ({ name }, l) => say(l).title(name),
    about: ({ file, bytes: size, over }, l) => [
      { kind: 'facts', facts: [[say(l).file, size === undefined ? file : `${file}, ${bytes(size, l)}`]] },
      ...(over ? [{ kind: 'text', text: say(l).over } as const] : []),
    ],
    done: (got, { name, file, cloud, image }, l) => ({
      title: say(l).done(name),
      blocks: [
        { kind: 'code', code: file },
        {
          kind: 'facts',
          facts: [
            [say(l).size, bytes(got.bytes, l)],
            [say(l).checked, got.hash ? `${got.hash.algorithm} ${got.hash.value}` : say(l).unchecked],
          ],
        },
      ],
      buttons: [
        { label: say(l).remove, press: { command: 'image delete', args: { image, cloud } }, style: 'danger' },
        { label: say(l).upload, press: { command: 'image upload', args: { file, name, cloud } } },
      ],
      ping: say(l).done(name),
    }),
    failed: ({ name }, l) => say(l).failed(name),
  },
});
