import { defineCommand, Failure, maybe, need, newName, phrases, said, size } from '#kit';
import { imageCalled, refuseUnready } from '#operations/image-choice.ts';
import { makeDisk } from '#operations/make-disk.ts';
import { diskTypeFor, zoneFor } from '#operations/placement.ts';
import { priceOf } from '#operations/price.ts';
import { ownedBy } from '#operations/stamp.ts';
import { diskTypes, imageNames, zones } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Make a disk, empty or from an image',
    name: 'Name of the new disk',
    size: 'Size',
    type: 'Type: a short name such as universal, or the whole one',
    zone: 'Zone',
    image: 'Image to fill it with',
    taken: (name: string, where: string) => `A disk named "${name}" is already in ${where}.`,
    another: 'Give the new one another name.',
    show: 'Show it',
    small: (image: string, needs: number, said: number) =>
      `Image ${image} needs a disk of ${needs} GB; ${said} GB is too small.`,
    fits: (size: number) => `Make it ${size} GB`,
  },
  ru: {
    about: 'Создать диск, пустой или из образа',
    name: 'Имя нового диска',
    size: 'Размер',
    type: 'Тип: короткое имя вроде universal или полное',
    zone: 'Зона',
    image: 'Образ, которым его заполнить',
    taken: (name, where) => `Диск с именем «${name}» в ${where} уже есть.`,
    another: 'Назовите новый иначе.',
    show: 'Показать его',
    small: (image, needs, said) => `Образу ${image} нужен диск от ${needs} ГБ, а ${said} ГБ мало.`,
    fits: (size) => `Сделать ${size} ГБ`,
  },
  ko: {
    about: '빈 디스크 또는 이미지에서 디스크 만들기',
    name: '새 디스크 이름',
    size: '크기',
    type: '유형. universal 같은 짧은 이름이나 전체 이름',
    zone: '영역',
    image: '디스크에 담을 이미지',
    taken: (name, where) => `"${name}"이라는 디스크가 ${where}에 이미 있습니다.`,
    another: '새 디스크에 다른 이름을 지정하세요.',
    show: '보기',
    small: (image, needs, said) => `이미지 ${image}에는 ${needs} GB 디스크가 필요하며 ${said} GB는 작습니다.`,
    fits: (size) => `${size} GB로 만들기`,
  },
});

export default defineCommand({
  name: 'disk create',
  about: (l) => say(l).about,
  permission: 'disk:create',
  danger: 'changes',
  examples: ['disk create work --size 20', 'disk create work --image base-image --type universal'],
  args: {
    name: newName((l) => say(l).name, { bare: true }),
    size: size((l) => say(l).size, { min: 1, max: 16_384 }),
    type: maybe((l) => say(l).type, { also: ['disk-type'], suggest: diskTypes }),
    zone: maybe((l) => say(l).zone, { also: ['az'], suggest: zones }),
    image: maybe((l) => say(l).image, { suggest: imageNames }),
  },
  async run({ name, size: wanted, type: typed, zone: asked, image: from }, turn) {
    const { cloud, signal } = turn;
    const same = (await Array.fromAsync(need(cloud, 'disks').list(signal))).find((disk) => disk.name === name);
    if (same) {
      const show = {
        label: said((l) => say(l).show),
        press: { command: 'disk show', args: { disk: same.id, cloud: cloud.name } },
      };
      throw new Failure('conflict', (l) => say(l).taken(name, cloud.name), {
        hint: (l) => say(l).another,
        next: [show],
      });
    }
    const image = from === undefined ? undefined : await imageCalled(turn, from, 'image show');
    if (image) refuseUnready(image);
    const least = image?.minDisk ?? 1;
    if (image && wanted !== undefined && wanted < least) {
      const args = { name, image: image.id, size: String(least), cloud: cloud.name };
      throw new Failure('usage', (l) => say(l).small(image.name, least, wanted), {
        next: [{ label: said((l) => say(l).fits(least)), press: { command: 'disk create', args } }],
      });
    }
    const zone = await zoneFor(cloud, asked, signal);
    const type = await diskTypeFor(cloud, typed, zone, signal);
    const gigabytes = wanted ?? Math.max(cloud.about.defaults.diskSize, least);
    const price = await priceOf(cloud, { kind: 'disk', size: gigabytes, type, zone }, signal);
    return turn.start(makeDisk, {
      ...ownedBy(turn),
      cloud: cloud.name,
      name,
      size: gigabytes,
      ...(type === undefined ? {} : { type }),
      ...(zone === undefined ? {} : { zone }),
      ...(image === undefined ? {} : { image: { id: image.id, name: image.name } }),
      ...(price ? { price } : {}),
    });
  },
});
