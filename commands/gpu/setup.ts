import { defineCommand, howLong, maybe, maybeNewName, phrases, size } from '#kit';
import { askForMachine } from '#operations/machine-form.ts';
import { startMachine } from '#operations/order-machine.ts';
import { flavorNames, imageNames, zones } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Start a cheap machine without a GPU, to set up and save as an image',
    image: 'Image to start from',
    flavor: 'Kind of machine',
    name: 'Name; made of the time when left out',
    size: 'Size of its disk',
    zone: 'Zone',
    lasting: 'For how long it is needed',
  },
  ru: {
    about: 'Запустить дешёвую машину без GPU, чтобы настроить и сохранить как образ',
    image: 'Исходный образ',
    flavor: 'Конфигурация машины',
    name: 'Имя; без него составляется из времени',
    size: 'Размер её диска',
    zone: 'Зона',
    lasting: 'На сколько она нужна',
  },
  ko: {
    about: 'GPU 없는 저렴한 머신을 시작해 설정하고 이미지로 저장',
    image: '시작할 이미지',
    flavor: '머신 사양',
    name: '이름. 생략하면 시각으로 만듭니다',
    size: '디스크 크기',
    zone: '영역',
    lasting: '필요한 기간',
  },
});

export default defineCommand({
  name: 'gpu setup',
  about: (l) => say(l).about,
  permission: 'gpu:setup',
  danger: 'changes',
  examples: ['gpu setup', 'gpu setup base-image --name setup-2'],
  args: {
    image: maybe((l) => say(l).image, { bare: true, suggest: imageNames }),
    flavor: maybe((l) => say(l).flavor, { suggest: flavorNames }),
    name: maybeNewName((l) => say(l).name),
    size: size((l) => say(l).size, { min: 1, max: 16_384 }),
    zone: maybe((l) => say(l).zone, { also: ['az'], suggest: zones }),
    for: howLong((l) => say(l).lasting, { min: 5 * 60_000, max: 90 * 86_400_000 }),
  },
  async run(said, turn) {
    const { defaults } = turn.cloud.about;
    const image = said.image ?? defaults.baseImage;
    const flavor = said.flavor ?? defaults.setupFlavor;
    if (image === undefined) return askForMachine(turn, 'gpu setup', ['image', 'flavor', 'name']);
    if (flavor === undefined) return askForMachine(turn, 'gpu setup', ['flavor']);
    return startMachine(turn, {
      command: 'gpu setup',
      boot: { image },
      flavor,
      prefix: 'setup-vm',
      // An interruption in the middle of setting it up would cost more than it saves.
      terms: 'on-demand',
      name: said.name,
      size: said.size,
      diskType: undefined,
      zone: said.zone,
      lasting: said.for,
      address: defaults.address,
    });
  },
});
