import { defineCommand, Failure, phrases, text } from '#kit';
import { imageCalled } from '#operations/image-choice.ts';
import { planImageRemoval } from '#operations/plan-image-removal.ts';
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
  },
  ru: {
    about: 'Удалить образ навсегда',
    image: 'Какой образ',
    protected: (name) => `Образ ${name} защищён.`,
    unprotect: 'Кто-то хотел его сохранить; сначала защиту нужно снять в облаке.',
    foreign: (name) => `Образ ${name} общедоступный: он принадлежит облаку.`,
    download: 'Сначала скачать',
  },
  ko: {
    about: '이미지를 완전히 삭제',
    image: '어느 이미지',
    protected: (name) => `${name} 이미지는 보호되어 있습니다.`,
    unprotect: '누군가 남겨 두려고 한 이미지입니다. 먼저 클라우드에서 보호를 해제해야 합니다.',
    foreign: (name) => `${name} 이미지는 공개되어 있으며 클라우드의 소유입니다.`,
    download: '먼저 내려받기',
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
    const plan = await planImageRemoval(cloud, image, signal);
    return turn.start(removeImage, { cloud: cloud.name, image: image.id, name, plan });
  },
});
