import {
  ageOf,
  type Block,
  type Button,
  type Column,
  duration,
  type Locale,
  type Lock,
  lockOn,
  lockWords,
  type Machine,
  type MachineState,
  moment,
  type Price,
  phrases,
  type Row,
  shorten,
} from '#kit';
import { machineStates } from './machine-states.ts';
import { flavorWords, gpuWords, ipOf } from './machine-words.ts';
import { hourly, spent } from './price.ts';

const say = phrases({
  en: {
    age: (time: string) => `made ${time} ago`,
    count: (all: number, on: number) => `${all === 1 ? '1 machine' : `${all} machines`}, ${on} on`,
    now: (price: string) => `${price} now`,
    stop: 'Stop',
    park: 'Park',
    unpark: 'Bring back',
    unlock: 'Unlock',
    yours: 'Your machines',
    others: 'Other machines',
  },
  ru: {
    age: (time) => `создана ${time} назад`,
    count: (all, on) => `Машин: ${all}, работает: ${on}`,
    now: (price) => `сейчас ${price}`,
    stop: 'Остановить',
    park: 'Припарковать',
    unpark: 'Вернуть',
    unlock: 'Снять замок',
    yours: 'Ваши машины',
    others: 'Остальные машины',
  },
  ko: {
    age: (time) => `${time} 전 생성`,
    count: (all, on) => `머신 ${all}개, 실행 중 ${on}개`,
    now: (price) => `현재 ${price}`,
    stop: '중지',
    park: '보관',
    unpark: '다시 켜기',
    unlock: '잠금 해제',
    yours: '내 머신',
    others: '다른 머신',
  },
});

const headings = phrases({
  en: {
    name: 'Name',
    owner: 'Owner',
    state: 'State',
    ip: 'IP',
    flavor: 'Flavor',
    zone: 'Zone',
    until: 'Needed until',
    lock: 'Locked',
    cost: 'So far',
  },
  ru: {
    name: 'Имя',
    owner: 'Чья',
    state: 'Состояние',
    ip: 'IP',
    flavor: 'Конфигурация',
    zone: 'Зона',
    until: 'Нужна до',
    lock: 'Замок',
    cost: 'Потрачено',
  },
  ko: {
    name: '이름',
    owner: '소유자',
    state: '상태',
    ip: 'IP',
    flavor: '사양',
    zone: '영역',
    until: '필요 기한',
    lock: '잠금',
    cost: '누적 비용',
  },
});

export interface PricedMachine {
  readonly machine: Machine;
  /** What its owner is called. */
  readonly owner?: string | undefined;
  /** Does it belong to whoever asks? */
  readonly mine: boolean;
  readonly price?: Price | undefined;
}

const columns = ['name', 'owner', 'state', 'ip', 'flavor', 'zone', 'until', 'lock', 'cost'] as const;

interface At {
  readonly locale: Locale;
  readonly now: number;
  readonly cloud: string;
  readonly parking: boolean;
}

/** Mine first, then by name; every row has its buttons, the footer the totals. */
export function machineBlocks(all: readonly PricedMachine[], at: At): readonly Block[] {
  const { locale, now } = at;
  const lines = all.map((one) => cells(one, locale, now));
  // A column in which nothing stands would only push the others apart.
  const told = columns.map((_, column) => lines.some((line) => line[column] !== ''));
  const heads = columns.map(
    (name): Column => ({
      name: headings(locale)[name],
      ...(name === 'cost' ? { align: 'right' } : {}),
    }),
  );
  const rows = all.map(
    ({ machine, mine }, row): Row => ({
      group: mine ? say(locale).yours : say(locale).others,
      cells: (lines[row] ?? []).filter((_, column) => told[column]),
      buttons: buttons(machine, at),
    }),
  );
  return [
    { kind: 'table', columns: heads.filter((_, column) => told[column]), rows },
    { kind: 'note', text: totals(all, locale) },
  ];
}

/** What it came to since it was made; nobody knows that of a machine that rested in between. */
function costSoFar({ machine, price }: PricedMachine, locale: Locale, now: number): string {
  if (!price || machine.createdAt === undefined || !charged(machine)) return '';
  return spent({ ...price, estimate: true }, ageOf(machine.createdAt, now), locale);
}

function cells(one: PricedMachine, locale: Locale, now: number): readonly string[] {
  const { machine } = one;
  const { age } = say(locale);
  const states = machineStates(locale);
  const since = machine.createdAt === undefined ? '' : `, ${age(duration(ageOf(machine.createdAt, now), locale))}`;
  const lease = machine.stamp?.lease;
  const lock = lockOn(machine, now);
  return [
    machine.name,
    one.owner ?? '—',
    `${machine.state === 'unknown' ? machine.word : states[machine.state]}${since}`,
    ipOf(machine, 'public') ?? ipOf(machine, 'private') ?? '',
    [machine.flavor ? flavorWords(machine.flavor) : gpuWords(undefined), machine.spot ? 'spot' : '']
      .filter(Boolean)
      .join(', '),
    machine.zone ?? '',
    lease === undefined ? '' : moment(Date.parse(lease)),
    lock ? shortly(lock, locale) : '',
    costSoFar(one, locale, now),
  ];
}

/** Since when stands where somebody is kept from something; a row has little room. */
const shortly = ({ at: _, ...lock }: Lock, locale: Locale): string =>
  lockWords({ ...lock, reason: shorten(lock.reason, 40) }, locale);

function buttons(machine: Machine, { cloud, locale, now, parking }: At): readonly Button[] {
  const { id, state } = machine;
  const args = { machine: id, cloud };
  // A button that is there works: nothing else does while it is locked.
  const unpark: Button = { label: say(locale).unpark, press: { command: 'gpu unpark', args } };
  if (lockOn(machine, now) && parking && resting.includes(state)) return [unpark];
  if (lockOn(machine, now)) return [{ label: say(locale).unlock, press: { command: 'vm unlock', args } }];
  const stop: Button = { label: say(locale).stop, press: { command: 'gpu stop', args }, style: 'danger' };
  if (state === 'removing') return [];
  if (!parking) return [stop];
  if (state === 'on' || state === 'off')
    return [stop, { label: say(locale).park, press: { command: 'gpu park', args } }];
  if (!resting.includes(state)) return [stop];
  return [unpark, stop];
}

function totals(all: readonly PricedMachine[], locale: Locale): string {
  const running = all.filter(({ machine }) => charged(machine));
  const [first] = running.flatMap(({ price }) => (price ? [price] : []));
  const count = say(locale).count(all.length, all.filter(({ machine }) => machine.state === 'on').length);
  if (!first) return count;
  const perHour = running.reduce((sum, { price }) => sum + (price?.perHour ?? 0), 0);
  return `${count} · ${say(locale).now(hourly({ ...first, perHour, estimate: true }, locale))}`;
}

const resting: readonly MachineState[] = ['parked', 'interrupted'];
// A machine that is off goes on being charged: its place is kept.
const charged = ({ state }: Machine): boolean => !resting.includes(state) && state !== 'removing' && state !== 'failed';
