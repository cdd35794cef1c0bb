import { type Address, type Block, type Cloud, defineCommand, type Fact, need, phrases } from '#kit';
import { machinesOf } from '#operations/names.ts';
import { partWords } from '#operations/network-words.ts';
import { monthly, priceOf } from '#operations/price.ts';

const say = phrases({
  en: {
    about: 'Network, subnet, router, firewall and public addresses',
    title: (where: string) => `Network in ${where}`,
    missing: 'not there yet',
    external: 'External network',
    ip: 'Address',
    of: 'Machine',
    free: 'none: charged all the same',
    cost: 'Costs',
    none: 'No public addresses.',
    setup: 'Set it up',
  },
  ru: {
    about: 'Сеть, подсеть, роутер, правила доступа и публичные адреса',
    title: (where) => `Сеть в ${where}`,
    missing: 'ещё нет',
    external: 'Внешняя сеть',
    ip: 'Адрес',
    of: 'Машина',
    free: 'нет, но оплачивается',
    cost: 'Стоимость',
    none: 'Публичных адресов нет.',
    setup: 'Настроить',
  },
  ko: {
    about: '네트워크, 서브넷, 라우터, 방화벽, 공인 주소',
    title: (where) => `${where} 네트워크`,
    missing: '아직 없음',
    external: '외부 네트워크',
    ip: '주소',
    of: '머신',
    free: '없음, 요금은 부과됨',
    cost: '비용',
    none: '공인 주소가 없습니다.',
    setup: '설정하기',
  },
});

export default defineCommand({
  name: 'net info',
  about: (l) => say(l).about,
  permission: 'net:info',
  danger: 'reads',
  examples: ['net info'],
  args: {},
  async run(_, turn) {
    const { cloud, locale, signal } = turn;
    const info = await need(cloud, 'networks').info(signal);
    const facts: readonly Fact[] = [
      ...info.parts.map(
        ({ part, name, detail }): Fact => [
          partWords(locale)[part],
          name === undefined ? say(locale).missing : [name, detail].filter(Boolean).join(', '),
        ],
      ),
      ...(info.external === undefined ? [] : ([[say(locale).external, info.external]] satisfies Fact[])),
    ];
    const setup = { label: say(locale).setup, press: { command: 'net setup', args: { cloud: cloud.name } } };
    const whole = info.parts.every(({ name }) => name !== undefined);
    return turn.say(
      {
        title: say(locale).title(cloud.name),
        tone: 'plain',
        blocks: [{ kind: 'facts', facts }, await addressBlock(cloud, info.addresses, locale, signal)],
        buttons: whole ? [] : [setup],
      },
      info,
    );
  },
});

async function addressBlock(
  cloud: Cloud,
  addresses: readonly Address[],
  locale: Parameters<typeof say>[0],
  signal: AbortSignal,
): Promise<Block> {
  if (addresses.length === 0) return { kind: 'note', text: say(locale).none };
  const names = new Map((await machinesOf(cloud, signal)).map(({ id, name }) => [id, name]));
  const price = await priceOf(cloud, { kind: 'address' }, signal);
  return {
    kind: 'table',
    columns: [{ name: say(locale).ip }, { name: say(locale).of }, { name: say(locale).cost, align: 'right' }],
    rows: addresses.map(({ ip, machine }) => ({
      cells: [
        ip,
        machine === undefined ? say(locale).free : (names.get(machine) ?? machine),
        price ? monthly(price, locale) : '',
      ],
    })),
  };
}
