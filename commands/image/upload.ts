import { defineCommand, flag, newName, oneOf, phrases, text } from '#kit';
import { makeWay } from '#operations/image-choice.ts';
import { fileToSend } from '#operations/image-file.ts';
import { formatOf, formats } from '#operations/image-format.ts';
import { priceOf } from '#operations/price.ts';
import { ownedBy } from '#operations/stamp.ts';
import { hostFileNames } from '#operations/suggest-files.ts';
import { uploadImage } from '#operations/upload-image.ts';

const say = phrases({
  en: {
    about: "Upload a file from the bot's host as an image",
    file: "File on the bot's host, from its folder for images",
    name: 'Name of the new image',
    format: 'Format; seen from the file itself',
    force: 'Replace an image of that name',
  },
  ru: {
    about: 'Загрузить файл с хоста бота как образ',
    file: 'Файл на хосте бота, внутри его папки образов',
    name: 'Имя нового образа',
    format: 'Формат; виден из самого файла',
    force: 'Заменить образ с таким именем',
  },
  ko: {
    about: '봇 호스트의 파일을 이미지로 업로드',
    file: '봇 호스트의 이미지 폴더에 있는 파일',
    name: '새 이미지 이름',
    format: '형식. 파일에서 알 수 있습니다',
    force: '같은 이름의 이미지를 대체',
  },
});

export default defineCommand({
  name: 'image upload',
  about: (l) => say(l).about,
  permission: 'image:upload',
  danger: 'changes',
  examples: ['image upload --file base.raw --name base-image'],
  args: {
    file: text((l) => say(l).file, { bare: true, most: 1000, suggest: hostFileNames }),
    name: newName((l) => say(l).name),
    format: oneOf((l) => say(l).format, ['auto', ...formats], { or: 'auto' }),
    force: flag((l) => say(l).force),
  },
  async run({ file: typed, name, format: wanted, force }, turn) {
    const { cloud, signal } = turn;
    const { file, bytes } = await fileToSend(turn, typed, { command: 'image upload', args: { name } });
    const form = await formatOf(turn, file, bytes, wanted === 'auto' ? undefined : wanted);
    const way = await makeWay(turn, name, { command: 'image upload', args: { file, name, format: wanted }, force });
    const price = await priceOf(cloud, { kind: 'image', bytes }, signal);
    return turn.start(uploadImage, {
      ...ownedBy(turn),
      ...way,
      ...form,
      cloud: cloud.name,
      name,
      file,
      bytes,
      ...(price ? { price } : {}),
    });
  },
});
