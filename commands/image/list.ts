import { defineCommand, phrases } from '#kit';
import { imageTable, newestFirst, pricedImages } from '#operations/image-table.ts';

const say = phrases({
  en: { about: 'Images, newest first: size, format, what they cost' },
  ru: { about: 'Образы, новые сверху: размер, формат, сколько стоят' },
  ko: { about: '이미지, 최신순: 크기, 형식, 비용' },
});

export default defineCommand({
  name: 'image list',
  about: (l) => say(l).about,
  permission: 'image:list',
  danger: 'reads',
  examples: ['image list'],
  args: {},
  async run(_, turn) {
    const { cloud, signal } = turn;
    const images = newestFirst(await pricedImages(cloud, await cloud.images(signal), signal));
    return turn.say(imageTable(cloud.name, images, turn.now, turn.locale), images);
  },
});
