import { type Button, bytes, defineCommand, type Fact, gigabytes, moment, phrases, text } from '#kit';
import { imageCalled } from '#operations/image-choice.ts';
import { pricedImages } from '#operations/image-table.ts';
import { imageState, visibility } from '#operations/image-words.ts';
import { monthly } from '#operations/price.ts';
import { imageNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'One image',
    image: 'Which image',
    title: (name: string) => `Image ${name}`,
    state: 'State',
    size: 'Size',
    minDisk: 'Needs a disk of',
    format: 'Format',
    seen: 'Visible',
    protected: 'Protected',
    yes: 'yes, it cannot be deleted',
    made: 'Made',
    owner: 'For',
    cost: 'Costs',
    start: 'Start a machine from it',
    download: 'Download it',
    remove: 'Delete it',
  },
  ru: {
    about: 'Один образ',
    image: 'Какой образ',
    title: (name) => `Образ ${name}`,
    state: 'Состояние',
    size: 'Размер',
    minDisk: 'Нужен диск от',
    format: 'Формат',
    seen: 'Доступ',
    protected: 'Защищён',
    yes: 'да, удалить его нельзя',
    made: 'Создан',
    owner: 'Для кого',
    cost: 'Стоимость',
    start: 'Запустить из него машину',
    download: 'Скачать',
    remove: 'Удалить',
  },
  ko: {
    about: '이미지 하나 보기',
    image: '어느 이미지',
    title: (name) => `이미지 ${name}`,
    state: '상태',
    size: '크기',
    minDisk: '필요한 디스크',
    format: '형식',
    seen: '공개 범위',
    protected: '보호',
    yes: '예, 삭제할 수 없습니다',
    made: '생성',
    owner: '소유자',
    cost: '비용',
    start: '이 이미지로 머신 시작',
    download: '내려받기',
    remove: '삭제',
  },
});

export default defineCommand({
  name: 'image show',
  about: (l) => say(l).about,
  permission: 'image:show',
  danger: 'reads',
  examples: ['image show base-image'],
  args: { image: text((l) => say(l).image, { bare: true, also: ['name'], suggest: imageNames }) },
  async run({ image: typed }, turn) {
    const { cloud, signal, locale } = turn;
    const found = await imageCalled(turn, typed, 'image show');
    const [image = { ...found, price: undefined }] = await pricedImages(cloud, [found], signal);
    const words = say(locale);
    const facts: readonly Fact[] = [
      [words.state, imageState(image, locale)],
      [words.size, image.bytes === undefined ? '' : bytes(image.bytes, locale)],
      [words.minDisk, gigabytes(image.minDisk, locale)],
      [words.format, image.format ?? ''],
      [words.seen, visibility(image, locale)],
      [words.protected, image.protected ? words.yes : ''],
      [words.made, image.createdAt === undefined ? '' : moment(Date.parse(image.createdAt))],
      [words.owner, image.stamp ? await turn.nameOf(image.stamp.owner) : ''],
      [words.cost, image.price ? monthly(image.price, locale) : ''],
      [image.hash?.algorithm ?? '', image.hash?.value ?? ''],
      ['id', image.id],
    ];
    const args = { image: image.id, cloud: cloud.name };
    const buttons: readonly Button[] = [
      ...(image.state === 'ready'
        ? [
            { label: words.start, press: { command: 'gpu start', args } },
            { label: words.download, press: { command: 'image download', args } },
          ]
        : []),
      ...(image.protected || image.visibility === 'public'
        ? []
        : [{ label: words.remove, press: { command: 'image delete', args }, style: 'danger' } as const]),
    ];
    const blocks = [{ kind: 'facts', facts: facts.filter(([, value]) => value !== '') }] as const;
    return turn.say({ title: words.title(image.name), tone: 'plain', blocks, buttons }, image);
  },
});
