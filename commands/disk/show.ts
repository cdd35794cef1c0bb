import { type Block, type Button, defineCommand, type Fact, gigabytes, moment, phrases, text } from '#kit';
import { diskCalled, diskNames, machineNamesById } from '#operations/disk-choice.ts';
import { priced } from '#operations/disk-table.ts';
import { diskState } from '#operations/disk-words.ts';
import { monthly } from '#operations/price.ts';

const say = phrases({
  en: {
    about: 'One disk',
    disk: 'Which disk',
    title: (name: string) => `Disk ${name}`,
    state: 'State',
    size: 'Size',
    type: 'Type',
    zone: 'Zone',
    usedBy: 'Used by',
    image: 'From image',
    made: 'Made',
    owner: 'For',
    cost: 'Costs',
    fault: 'The cloud says',
    lasts:
      'What is written on a disk stays; it serves one machine at a time. An image serves many and can be downloaded.',
    start: 'Start a machine from it',
    save: 'Make an image of it',
    remove: 'Delete it',
  },
  ru: {
    about: 'Один диск',
    disk: 'Какой диск',
    title: (name) => `Диск ${name}`,
    state: 'Состояние',
    size: 'Размер',
    type: 'Тип',
    zone: 'Зона',
    usedBy: 'Занят',
    image: 'Из образа',
    made: 'Создан',
    owner: 'Для кого',
    cost: 'Стоимость',
    fault: 'Ответ облака',
    lasts: 'Записанное на диск сохраняется; он служит одной машине за раз. Образ служит многим, и его можно скачать.',
    start: 'Запустить с него машину',
    save: 'Сделать из него образ',
    remove: 'Удалить его',
  },
  ko: {
    about: '디스크 하나 보기',
    disk: '어느 디스크',
    title: (name) => `디스크 ${name}`,
    state: '상태',
    size: '크기',
    type: '유형',
    zone: '영역',
    usedBy: '사용 머신',
    image: '원본 이미지',
    made: '생성',
    owner: '소유자',
    cost: '비용',
    fault: '클라우드 응답',
    lasts:
      '디스크의 내용은 유지되며 한 번에 머신 하나에만 쓸 수 있습니다. 이미지는 여러 머신에 쓸 수 있고 내려받을 수 있습니다.',
    start: '이 디스크로 머신 시작',
    save: '이미지로 만들기',
    remove: '삭제',
  },
});

export default defineCommand({
  name: 'disk show',
  about: (l) => say(l).about,
  permission: 'disk:show',
  danger: 'reads',
  examples: ['disk show my-disk'],
  args: { disk: text((l) => say(l).disk, { bare: true, also: ['name'], suggest: diskNames }) },
  async run({ disk: typed }, turn) {
    const { cloud, signal, locale } = turn;
    const found = await diskCalled(turn, typed, 'disk show');
    const [[disk = { ...found, price: undefined }], machines] = await Promise.all([
      priced(cloud, [found], signal),
      machineNamesById(cloud, signal),
    ]);
    const words = say(locale);
    const facts: readonly Fact[] = [
      [words.state, diskState(disk, locale)],
      [words.size, gigabytes(disk.size, locale)],
      [words.type, disk.type ?? ''],
      [words.zone, disk.zone ?? ''],
      [words.usedBy, disk.usedBy.map((id) => machines.get(id) ?? id).join(', ')],
      [words.image, disk.image ?? ''],
      [words.made, disk.createdAt === undefined ? '' : moment(Date.parse(disk.createdAt))],
      [words.owner, disk.stamp ? await turn.nameOf(disk.stamp.owner) : ''],
      [words.cost, disk.price ? monthly(disk.price, locale) : ''],
      [words.fault, disk.fault ?? ''],
      ['id', disk.id],
    ];
    const blocks: readonly Block[] = [
      { kind: 'facts', facts: facts.filter(([, value]) => value !== '') },
      { kind: 'note', text: words.lasts },
    ];
    const args = { disk: disk.id, cloud: cloud.name };
    const buttons: readonly Button[] =
      disk.state === 'free'
        ? [
            ...(disk.bootable ? [{ label: words.start, press: { command: 'gpu start', args } }] : []),
            { label: words.save, press: { command: 'image from-disk', args } },
            { label: words.remove, press: { command: 'disk delete', args }, style: 'danger' },
          ]
        : [];
    return turn.say({ title: words.title(disk.name), tone: 'plain', blocks, buttons }, disk);
  },
});
