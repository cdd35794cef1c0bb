import { defineCommand, flag, newName, oneOf, phrases } from '#kit';
import { makeWay } from '#operations/image-choice.ts';
import { formatByName, formats } from '#operations/image-format.ts';
import { imageFromUrl } from '#operations/image-from-url.ts';
import { plainAddress } from '#operations/plain-address.ts';
import { ownedBy } from '#operations/stamp.ts';

const say = phrases({
  en: {
    about: 'Have the cloud fetch an image from an address',
    url: 'Address of the image file, without a password or a signature',
    name: 'Name of the new image',
    format: 'Format; seen from the end of the address',
    force: 'Replace an image of that name',
  },
  ru: {
    about: 'Поручить облаку загрузить образ по адресу',
    url: 'Адрес файла образа, без пароля и подписи',
    name: 'Имя нового образа',
    format: 'Формат; виден по концу адреса',
    force: 'Заменить образ с таким именем',
  },
  ko: {
    about: '클라우드가 주소에서 이미지를 가져오게 하기',
    url: '이미지 파일 주소. 비밀번호나 서명이 없어야 합니다',
    name: '새 이미지 이름',
    format: '형식. 주소 끝부분에서 알 수 있습니다',
    force: '같은 이름의 이미지를 대체',
  },
});

export default defineCommand({
  name: 'image from-url',
  about: (l) => say(l).about,
  permission: 'image:create',
  danger: 'changes',
  examples: ['image from-url https://example.org/base.qcow2 --name base-image'],
  args: {
    url: plainAddress((l) => say(l).url),
    name: newName((l) => say(l).name),
    format: oneOf((l) => say(l).format, ['auto', ...formats], { or: 'auto' }),
    force: flag((l) => say(l).force),
  },
  async run({ url: { href: url, pathname }, name, format, force }, turn) {
    const way = await makeWay(turn, name, { command: 'image from-url', args: { url, name, format }, force });
    return turn.start(imageFromUrl, {
      ...ownedBy(turn),
      ...way,
      cloud: turn.cloud.name,
      name,
      format: format === 'auto' ? formatByName(pathname) : format,
      url,
    });
  },
});
