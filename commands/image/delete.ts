import { type Disk, defineCommand, Failure, has, need, phrases, said, text } from '#kit';
import { imageCalled } from '#operations/image-choice.ts';
import { imageLine } from '#operations/image-words.ts';
import { priceOf } from '#operations/price.ts';
import { removeImage } from '#operations/remove-image.ts';
import { imageNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Delete an image for good',
    image: 'Which image',
    protected: (name: string) => `Image ${name} is protected.`,
    unprotect: 'Somebody meant it to stay; the protection has to be taken off in the cloud first.',
    foreign: (name: string) => `Image ${name} is public: it is the cloud's own.`,
    download: 'Download it first',
    disks: (names: string) => `disks made from it: ${names}`,
    more: (count: number) => `${count} more`,
  },
  ru: {
    about: 'Удалить образ навсегда',
    image: 'Какой образ',
    protected: (name) => `Образ ${name} защищён.`,
    unprotect: 'Кто-то хотел его сохранить; сначала защиту нужно снять в облаке.',
    foreign: (name) => `Образ ${name} общедоступный: он принадлежит облаку.`,
    download: 'Сначала скачать',
    disks: (names) => `диски, сделанные из него: ${names}`,
    more: (count) => `и ещё ${count}`,
  },
  ko: {
    about: '이미지를 완전히 삭제',
    image: '어느 이미지',
    protected: (name) => `${name} 이미지는 보호되어 있습니다.`,
    unprotect: '누군가 남겨 두려고 한 이미지입니다. 먼저 클라우드에서 보호를 해제해야 합니다.',
    foreign: (name) => `${name} 이미지는 공개되어 있으며 클라우드의 소유입니다.`,
    download: '먼저 내려받기',
    disks: (names) => `이 이미지로 만든 디스크: ${names}`,
    more: (count) => `외 ${count}개`,
  },
});

export default defineCommand({
  name: 'image delete',
  about: (l) => say(l).about,
  permission: 'image:delete',
  danger: 'removes',
  examples: ['image delete old-image', 'image delete old-image --confirm old-image'],
  args: { image: text((l) => say(l).image, { bare: true, also: ['name'], suggest: imageNames }) },
  async run({ image: typed }, turn) {
    const { cloud, signal } = turn;
    const image = await imageCalled(turn, typed, 'image delete');
    const { name } = image;
    if (image.protected) {
      throw new Failure('conflict', (l) => say(l).protected(name), { hint: (l) => say(l).unprotect });
    }
    if (image.visibility === 'public') throw new Failure('conflict', (l) => say(l).foreign(name));
    const disks = has(cloud, 'disks') ? await Array.fromAsync(need(cloud, 'disks').list(signal)) : [];
    const made = disks.filter((disk) => disk.image === name);
    const saves =
      image.bytes === undefined ? undefined : await priceOf(cloud, { kind: 'image', bytes: image.bytes }, signal);
    return turn.start(removeImage, {
      cloud: cloud.name,
      image: image.id,
      name,
      plan: {
        goes: [said((l) => imageLine(image, l))],
        stays: made.length === 0 ? [] : [said((l) => say(l).disks(few(made, (count) => say(l).more(count))))],
        ...(saves ? { saves } : {}),
      },
    });
  },
});

const few = (disks: readonly Disk[], more: (count: number) => string): string =>
  [...disks.slice(0, 5).map(({ name }) => name), ...(disks.length > 5 ? [more(disks.length - 5)] : [])].join(', ');
