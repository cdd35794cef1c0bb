import { defineCommand, need, phrases } from '#kit';
import { monthly, priceOf } from '#operations/price.ts';

const say = phrases({
  en: {
    about: 'Kinds of disks and what they cost',
    title: (where: string) => `Disk types in ${where}`,
    name: 'Name',
    zone: 'Zone',
    what: 'About',
    cost: '100 GB cost',
    default: 'taken when none is said',
  },
  ru: {
    about: 'Типы дисков и их цены',
    title: (where) => `Типы дисков в ${where}`,
    name: 'Имя',
    zone: 'Зона',
    what: 'Описание',
    cost: '100 ГБ стоят',
    default: 'берётся, если не указан другой',
  },
  ko: {
    about: '디스크 유형과 가격',
    title: (where) => `${where}의 디스크 유형`,
    name: '이름',
    zone: '영역',
    what: '설명',
    cost: '100 GB 비용',
    default: '지정하지 않으면 사용',
  },
});

export default defineCommand({
  name: 'disk types',
  about: (l) => say(l).about,
  permission: 'disk:types',
  danger: 'reads',
  examples: ['disk types'],
  args: {},
  async run(_, turn) {
    const { cloud, signal, locale } = turn;
    const types = await need(cloud, 'disks').types(signal);
    const priced = await Promise.all(
      types.map(async (type) => {
        const price = await priceOf(cloud, { kind: 'disk', size: 100, type: type.name, zone: type.zone }, signal);
        return { ...type, price };
      }),
    );
    const words = say(locale);
    const rows = priced.map(({ name, zone, about, price, ...type }) => ({
      cells: [
        name,
        zone ?? '',
        [about, type.default ? words.default : ''].filter(Boolean).join(', '),
        price ? monthly(price, locale) : '',
      ],
    }));
    const columns = [
      { name: words.name },
      { name: words.zone },
      { name: words.what },
      { name: words.cost, align: 'right' },
    ] as const;
    return turn.say(
      { title: words.title(cloud.name), tone: 'plain', blocks: [{ kind: 'table', columns, rows }] },
      priced,
    );
  },
});
