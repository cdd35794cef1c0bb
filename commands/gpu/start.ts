import { defineCommand, flag, howLong, maybe, maybeNewName, phrases, size } from '#kit';
import { askForMachine } from '#operations/machine-form.ts';
import { startMachine } from '#operations/order-machine.ts';
import { diskTypes, flavorNames, freeDisks, imageNames, zones } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Start a GPU machine from an image or a disk',
    image: 'Image to start from; a new disk is made of it',
    disk: 'Free disk to start from; what is written to it stays',
    because: 'a disk already holds a system, an image makes a new disk',
    flavor: 'Kind of machine',
    name: 'Name; made of the time when left out',
    size: 'Size of the new disk',
    type: 'Type of the new disk',
    zone: 'Zone',
    spot: 'Spot: cheaper, may be interrupted',
    onDemand: 'On demand: dearer, never interrupted',
    lasting: 'For how long it is needed',
    address: 'Private address only',
  },
  ru: {
    about: 'Запустить GPU-машину из образа или с диска',
    image: 'Образ: из него создаётся новый диск',
    disk: 'Свободный диск: записанное на него сохраняется',
    because: 'на диске система уже есть, а из образа создаётся новый диск',
    flavor: 'Конфигурация машины',
    name: 'Имя; без него составляется из времени',
    size: 'Размер нового диска',
    type: 'Тип нового диска',
    zone: 'Зона',
    spot: 'Прерываемая: дешевле, но могут остановить',
    onDemand: 'По обычной цене: дороже, но не прервут',
    lasting: 'На сколько она нужна',
    address: 'Только внутренний адрес',
  },
  ko: {
    about: '이미지나 디스크로 GPU 머신 시작',
    image: '시작할 이미지. 이 이미지로 새 디스크를 만듭니다',
    disk: '시작할 빈 디스크. 기록한 내용이 유지됩니다',
    because: '디스크에는 이미 시스템이 있고, 이미지는 새 디스크를 만듭니다',
    flavor: '머신 사양',
    name: '이름. 생략하면 시각으로 만듭니다',
    size: '새 디스크 크기',
    type: '새 디스크 유형',
    zone: '영역',
    spot: '스팟: 저렴하지만 중단될 수 있음',
    onDemand: '온디맨드: 비싸지만 중단되지 않음',
    lasting: '필요한 기간',
    address: '사설 주소만 사용',
  },
});

export default defineCommand({
  name: 'gpu start',
  about: (l) => say(l).about,
  permission: 'gpu:start',
  danger: 'changes',
  examples: ['gpu start base-image', 'gpu start --disk my-disk', 'gpu start --image base-image --name gpu-work-1'],
  args: {
    image: maybe((l) => say(l).image, { bare: true, suggest: imageNames }),
    disk: maybe((l) => say(l).disk, { suggest: freeDisks }),
    flavor: maybe((l) => say(l).flavor, { suggest: flavorNames }),
    name: maybeNewName((l) => say(l).name),
    size: size((l) => say(l).size, { min: 1, max: 16_384 }),
    diskType: maybe((l) => say(l).type, { suggest: diskTypes }),
    zone: maybe((l) => say(l).zone, { also: ['az'], suggest: zones }),
    spot: flag((l) => say(l).spot),
    onDemand: flag((l) => say(l).onDemand),
    for: howLong((l) => say(l).lasting, { min: 5 * 60_000, max: 90 * 86_400_000 }),
    noFloatingIp: flag((l) => say(l).address),
  },
  either: [{ args: ['disk', 'image'], because: (l) => say(l).because }, { args: ['spot', 'onDemand'] }],
  async run(said, turn) {
    const { defaults } = turn.cloud.about;
    const flavor = said.flavor ?? defaults.gpuFlavor;
    if (said.image === undefined && said.disk === undefined) {
      return askForMachine(turn, 'gpu start', ['image', 'disk', 'flavor', 'name', 'for', 'onDemand']);
    }
    if (flavor === undefined) return askForMachine(turn, 'gpu start', ['flavor']);
    return startMachine(turn, {
      command: 'gpu start',
      boot: said.disk === undefined ? { image: said.image ?? '' } : { disk: said.disk },
      flavor,
      prefix: 'gpu-vm',
      terms: said.spot ? 'spot' : said.onDemand ? 'on-demand' : 'cheapest',
      name: said.name,
      size: said.size,
      diskType: said.diskType,
      zone: said.zone,
      lasting: said.for,
      address: defaults.address && !said.noFloatingIp,
    });
  },
});
