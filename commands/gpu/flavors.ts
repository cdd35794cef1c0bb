import {
  bytes,
  defineCommand,
  type Flavor,
  flag,
  gigabytes,
  type Locale,
  maybe,
  need,
  type Price,
  phrases,
  type Row,
} from '#kit';
import { gpuWords } from '#operations/machine-words.ts';
import { zoneFor } from '#operations/placement.ts';
import { hourly, machinePrices } from '#operations/price.ts';
import { zones } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Kinds of machines: card, cores, memory and price',
    all: 'Also those that are sold no more',
    gpuOnly: 'Only those with a GPU',
    zone: 'Prices in this zone',
    title: (where: string) => `Flavors in ${where}`,
    none: (where: string) => `No flavors in ${where}.`,
    old: 'sold no more',
    hidden: (count: number) => `${count} that are sold no more are hidden; --all shows them.`,
    local: 'A local disk is lost when the machine stops or is interrupted.',
    estimate: '≈ by a price table, not by the seller’s bill.',
  },
  ru: {
    about: 'Конфигурации машин: карта, ядра, память и цена',
    all: 'Показать и те, что больше не продаются',
    gpuOnly: 'Только с GPU',
    zone: 'Цены в этой зоне',
    title: (where) => `Конфигурации в ${where}`,
    none: (where) => `В ${where} нет конфигураций.`,
    old: 'больше не продаётся',
    hidden: (count) => `Скрыто снятых с продажи: ${count}; их покажет --all.`,
    local: 'Локальный диск пропадает, когда машина остановлена или прервана.',
    estimate: '≈ по таблице цен, а не по счёту продавца.',
  },
  ko: {
    about: '머신 사양: 카드, 코어, 메모리, 가격',
    all: '판매가 끝난 사양도 표시',
    gpuOnly: 'GPU가 있는 사양만',
    zone: '이 영역의 가격',
    title: (where) => `${where}의 사양`,
    none: (where) => `${where}에 사양이 없습니다.`,
    old: '판매 종료',
    hidden: (count) => `판매가 끝난 ${count}개는 숨겼습니다. --all로 볼 수 있습니다.`,
    local: '로컬 디스크는 머신이 멈추거나 중단되면 사라집니다.',
    estimate: '≈는 청구서가 아니라 가격표 기준입니다.',
  },
});

const headings = phrases({
  en: {
    name: 'Name',
    gpu: 'GPU',
    cores: 'Cores',
    memory: 'Memory',
    local: 'Local disk',
    onDemand: 'On demand',
    spot: 'Spot',
  },
  ru: {
    name: 'Имя',
    gpu: 'GPU',
    cores: 'Ядра',
    memory: 'Память',
    local: 'Локальный диск',
    onDemand: 'Обычная',
    spot: 'Прерываемая',
  },
  ko: {
    name: '이름',
    gpu: 'GPU',
    cores: '코어',
    memory: '메모리',
    local: '로컬 디스크',
    onDemand: '온디맨드',
    spot: '스팟',
  },
});
const columns = ['name', 'gpu', 'cores', 'memory', 'local', 'onDemand', 'spot'] as const;

export default defineCommand({
  name: 'gpu flavors',
  about: (l) => say(l).about,
  permission: 'gpu:list',
  danger: 'reads',
  examples: ['gpu flavors', 'gpu flavors --gpu-only', 'gpu flavors --all --json'],
  args: {
    all: flag((l) => say(l).all),
    gpuOnly: flag((l) => say(l).gpuOnly, { also: ['gpu'] }),
    zone: maybe((l) => say(l).zone, { also: ['az'], suggest: zones }),
  },
  async run({ all, gpuOnly, zone: typed }, turn) {
    const { cloud, locale, signal } = turn;
    const zone = await zoneFor(cloud, typed, signal);
    const offered = (await need(cloud, 'flavors').list(signal)).filter(({ gpu }) => !gpuOnly || gpu !== undefined);
    const shown = offered.filter(({ deprecated }) => all || !deprecated);
    if (shown.length === 0) return turn.say({ title: say(locale).none(cloud.name), tone: 'plain', blocks: [] }, []);
    const priced = await Promise.all(
      shown.map(async (flavor) => ({ flavor, ...(await machinePrices(cloud, flavor, zone, signal)) })),
    );
    priced.sort(gpusFirst);
    const hidden = offered.length - shown.length;
    const notes = [
      ...(hidden > 0 ? [say(locale).hidden(hidden)] : []),
      ...(shown.some(({ localDisk }) => localDisk > 0) ? [say(locale).local] : []),
      ...(priced.some(({ onDemand, spot }) => onDemand?.estimate || spot?.estimate) ? [say(locale).estimate] : []),
    ];
    return turn.say(
      {
        title: say(locale).title(zone === undefined ? cloud.name : `${cloud.name}, ${zone}`),
        tone: 'plain',
        blocks: [
          {
            kind: 'table',
            columns: columns.map((key, at) => ({ name: headings(locale)[key], ...(at > 1 ? { align: 'right' } : {}) })),
            rows: priced.map((one) => row(one, locale)),
          },
          ...notes.map((text) => ({ kind: 'note', text }) as const),
        ],
      },
      priced.map(({ flavor, onDemand, spot }) => ({ ...flavor, price: { onDemand, spot } })),
    );
  },
});

interface Priced {
  readonly flavor: Flavor;
  readonly onDemand: Price | undefined;
  readonly spot: Price | undefined;
}

/** Those with a card before those without; cheap ones first, unpriced ones last. */
const gpusFirst = (a: Priced, b: Priced): number =>
  Number(a.flavor.gpu === undefined) - Number(b.flavor.gpu === undefined) || cost(a) - cost(b);
const cost = ({ spot, onDemand }: Priced): number => (spot ?? onDemand)?.perHour ?? Number.MAX_VALUE;

const row = ({ flavor, onDemand, spot }: Priced, locale: Locale): Row => ({
  cells: [
    flavor.deprecated ? `${flavor.name} (${say(locale).old})` : flavor.name,
    gpuWords(flavor.gpu),
    String(flavor.cores),
    bytes(flavor.memory * 1024 ** 2, locale),
    flavor.localDisk > 0 ? gigabytes(flavor.localDisk, locale) : '',
    onDemand ? hourly(onDemand, locale) : '',
    spot ? hourly(spot, locale) : '',
  ],
});
