import { type Locale, type Phrase, phrases } from '../phrases.ts';
import { money, number } from '../view/quantities.ts';
import type { Measure } from './quota.ts';
import type { Standing } from './standings.ts';

const say = phrases({
  en: {
    machines: (count: string) => (count === '1' ? '1 machine' : `${count} machines`),
    gpus: (count: string) => (count === '1' ? '1 GPU' : `${count} GPUs`),
    'hours per day': (count: string) => `${count} machine hours a day`,
    'hours per month': (count: string) => `${count} machine hours a month`,
    'money per day': (sum: string) => `${sum} a day`,
    'money per month': (sum: string) => `${sum} a month`,
    person: (most: string, there: string) => `You may run ${most} and ${runs(there)}`,
    theirs: (name: string, most: string, there: string) => `${name} may run ${most} and ${runs(there)}`,
    theirsMore: (name: string, most: string, there: string, more: string) =>
      `${name} may have ${most} and has ${there}, and this is ${more} more`,
    group: (most: string, there: string) => `Together you may run ${most} and ${runs(there)}`,
    all: (most: string, there: string) => `Here ${most} may run and ${runs(there)}`,
    personMore: (most: string, there: string, more: string) =>
      `You may have ${most}; you have ${there}, and this is ${more} more`,
    groupMore: (most: string, there: string, more: string) =>
      `Together you may have ${most}; there are ${there}, and this is ${more} more`,
    allMore: (most: string, there: string, more: string) =>
      `Here there may be ${most}; there are ${there}, and this is ${more} more`,
    line: (rule: string, there: string, most: string) => `${rule}: ${there} of ${most}`,
    withThis: (line: string) => `${line} with this one`,
    unknown: (count: number) => `without ${count} of unknown price`,
    noPrice: (rule: string) => `What this costs is not known here, so "${rule}" cannot be kept.`,
    and: (names: string, more: number) => `${names} and ${more} more`,
    stop: (name: string) => `Stop ${name}`,
    list: 'Show machines',
  },
  ru: {
    machines: (count) => `машин: ${count}`,
    gpus: (count) => `GPU: ${count}`,
    'hours per day': (count) => `машино-часов в день: ${count}`,
    'hours per month': (count) => `машино-часов в месяц: ${count}`,
    'money per day': (sum) => `${sum} в день`,
    'money per month': (sum) => `${sum} в месяц`,
    person: (most, there) => `Вам можно держать ${most}; работает ${there}`,
    theirs: (name, most, there) => `Предел для ${name} — ${most}; работает ${there}`,
    theirsMore: (name, most, there, more) => `Предел для ${name} — ${most}; занято ${there}, здесь ещё ${more}`,
    group: (most, there) => `Вместе вам можно держать ${most}; работает ${there}`,
    all: (most, there) => `Здесь можно держать ${most}; работает ${there}`,
    personMore: (most, there, more) => `Ваш предел — ${most}; у вас ${there}, здесь ещё ${more}`,
    groupMore: (most, there, more) => `Ваш общий предел — ${most}; занято ${there}, здесь ещё ${more}`,
    allMore: (most, there, more) => `Общий предел здесь — ${most}; занято ${there}, здесь ещё ${more}`,
    line: (rule, there, most) => `${rule}: ${there} из ${most}`,
    withThis: (line) => `${line} вместе с этой`,
    unknown: (count) => `без учёта ${count} с неизвестной ценой`,
    noPrice: (rule) => `Стоимость здесь неизвестна, поэтому «${rule}» соблюсти нельзя.`,
    and: (names, more) => `${names} и ещё ${more}`,
    stop: (name) => `Остановить ${name}`,
    list: 'Показать машины',
  },
  ko: {
    machines: (count) => `머신 ${count}대`,
    gpus: (count) => `GPU ${count}개`,
    'hours per day': (count) => `하루 머신 ${count}시간`,
    'hours per month': (count) => `한 달 머신 ${count}시간`,
    'money per day': (sum) => `하루 ${sum}`,
    'money per month': (sum) => `한 달 ${sum}`,
    person: (most, there) => `실행할 수 있는 한도는 ${most}이며 현재 ${there}대가 실행 중입니다`,
    theirs: (name, most, there) => `${name} 님의 한도는 ${most}이며 현재 ${there}대가 실행 중입니다`,
    theirsMore: (name, most, there, more) => `${name} 님의 한도: ${most}. 현재 ${there}, 이번 요청 ${more}`,
    group: (most, there) => `함께 실행할 수 있는 한도는 ${most}이며 현재 ${there}대가 실행 중입니다`,
    all: (most, there) => `여기서 실행할 수 있는 한도는 ${most}이며 현재 ${there}대가 실행 중입니다`,
    personMore: (most, there, more) => `한도: ${most}. 현재 ${there}, 이번 요청 ${more}`,
    groupMore: (most, there, more) => `공동 한도: ${most}. 현재 ${there}, 이번 요청 ${more}`,
    allMore: (most, there, more) => `전체 한도: ${most}. 현재 ${there}, 이번 요청 ${more}`,
    line: (rule, there, most) => `${rule}: ${most} 중 ${there}`,
    withThis: (line) => `${line} (이번 요청 포함)`,
    unknown: (count) => `가격을 알 수 없는 ${count}건 제외`,
    noPrice: (rule) => `여기서는 비용을 알 수 없어 "${rule}" 한도를 지킬 수 없습니다.`,
    and: (names, more) => `${names} 외 ${more}대`,
    stop: (name) => `${name} 중지`,
    list: '머신 보기',
  },
});

const runs = (there: string): string => (there === '1' ? '1 runs' : `${there} run`);

const isMoney = (measure: Measure): boolean => measure.startsWith('money');

const plain = ({ measure, quota }: Pick<Standing, 'measure' | 'quota'>, amount: number, l: Locale): string =>
  isMoney(measure) ? money(amount, quota.currency ?? '', l) : number(amount, l, measure.startsWith('hours') ? 1 : 0);

/** "You may run 7 machines and 7 run: a, b." */
export function fullWords(
  standing: Standing,
  there: number,
  more: number,
  names: readonly string[],
  /** Whose limit it is, where that is not the one who reads it. */
  theirs?: string,
): Phrase {
  const { measure, most, quota } = standing;
  return (l) => {
    const limit = say(l)[measure](plain(standing, most, l));
    const [count, added] = [plain(standing, there, l), plain(standing, more, l)];
    const other = quota.of === 'person' ? theirs : undefined;
    const running = () => (other === undefined ? say(l)[quota.of](limit, count) : say(l).theirs(other, limit, count));
    const having = () =>
      other === undefined
        ? say(l)[`${quota.of}More`](limit, count, added)
        : say(l).theirsMore(other, limit, count, added);
    const sentence = measure === 'machines' ? running() : having();
    const list = names.length > 0 ? `${sentence}: ${someOf(names, l)}.` : `${sentence}.`;
    return standing.unknown > 0 && isMoney(measure) ? `${list} (${say(l).unknown(standing.unknown)})` : list;
  };
}

export const noPriceWords =
  ({ quota }: Standing): Phrase =>
  (l) =>
    say(l).noPrice(quota.rule);

/** "seven each: 3 of 7 machines" */
export const standingLine = (
  standing: Standing,
  l: Locale,
  there: number = standing.counted + standing.coming.amount,
): string => {
  const line = say(l).line(
    standing.quota.rule,
    plain(standing, there, l),
    say(l)[standing.measure](plain(standing, standing.most, l)),
  );
  return standing.unknown > 0 ? `${line}, ${say(l).unknown(standing.unknown)}` : line;
};

export const lineWithThis =
  (standing: Standing, there: number): Phrase =>
  (l) =>
    say(l).withThis(standingLine(standing, l, there));

export const stopWords =
  (name: string): Phrase =>
  (l) =>
    say(l).stop(name);
export const listWords: Phrase = (l) => say(l).list;

/** A message is no place for a hundred names. */
const someOf = (names: readonly string[], l: Locale): string =>
  names.length > 10 ? say(l).and(names.slice(0, 10).join(', '), names.length - 10) : names.join(', ');
