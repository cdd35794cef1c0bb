import { defineCommand, flag, maybe, phrases, text } from '#kit';
import { downloadImage } from '#operations/download-image.ts';
import { imageCalled, refuseUnready } from '#operations/image-choice.ts';
import { fileToWrite } from '#operations/image-file.ts';
import { imageNames } from '#operations/suggest.ts';
import { imageFileNames } from '#operations/suggest-files.ts';

const say = phrases({
  en: {
    about: "Download an image to the bot's host",
    image: 'Which image',
    output: "File or folder on the bot's host, inside its folder for images",
    force: 'Overwrite the file that is there',
  },
  ru: {
    about: 'Скачать образ на хост бота',
    image: 'Какой образ',
    output: 'Файл или папка на хосте бота, внутри его папки образов',
    force: 'Перезаписать файл, который там лежит',
  },
  ko: {
    about: '이미지를 봇 호스트로 내려받기',
    image: '어느 이미지',
    output: '봇 호스트의 이미지 폴더 안에 있는 파일 또는 폴더',
    force: '이미 있는 파일을 덮어쓰기',
  },
});

export default defineCommand({
  name: 'image download',
  about: (l) => say(l).about,
  permission: 'image:download',
  danger: 'changes',
  examples: ['image download base-image', 'image download base-image --output base.raw --force'],
  args: {
    image: text((l) => say(l).image, { bare: true, also: ['name'], suggest: imageNames }),
    output: maybe((l) => say(l).output, { most: 1000, suggest: imageFileNames }),
    force: flag((l) => say(l).force),
  },
  async run({ image: typed, output, force }, turn) {
    const image = await imageCalled(turn, typed, 'image download');
    refuseUnready(image);
    const args = { image: image.id, ...(output === undefined ? {} : { output }) };
    const place = await fileToWrite(turn, image, output, { command: 'image download', args, force });
    return turn.start(downloadImage, {
      ...place,
      cloud: turn.cloud.name,
      image: image.id,
      name: image.name,
      ...(image.bytes === undefined ? {} : { bytes: image.bytes }),
    });
  },
});
