import type { Next } from '../failure.ts';
import { Failure } from '../failure.ts';
import { type Locale, phrases, said, verbatim } from '../phrases.ts';
import { echo } from './echo.ts';
import { nearest } from './nearest.ts';

const say = phrases({
  en: {
    none: (noun: string, name: string, where: string) => `No ${noun} "${name}" in ${where}.`,
    near: (names: string) => `Nearest: ${names}.`,
    there: (names: string) => `There are: ${names}.`,
    empty: (noun: string, where: string) => `There is no ${noun} in ${where} yet.`,
    many: (noun: string, name: string, count: number, ids: string) =>
      `${count} ${noun}s are named "${name}"; say which by its id: ${ids}.`,
    all: 'Show all',
    make: 'Make one',
  },
  ru: {
    none: (noun, name, where) => `В ${where} нет ${noun} «${name}».`,
    near: (names) => `Ближайшее: ${names}.`,
    there: (names) => `Есть: ${names}.`,
    empty: (noun, where) => `В ${where} пока нет ни ${noun}.`,
    many: (noun, name, count, ids) => `Имя «${name}» носят ${count} (${noun}); укажите id: ${ids}.`,
    all: 'Показать все',
    make: 'Создать',
  },
  ko: {
    none: (noun, name, where) => `${where}에 "${name}" ${noun} 없습니다.`,
    near: (names) => `가장 비슷한 이름: ${names}.`,
    there: (names) => `있는 이름: ${names}.`,
    empty: (noun, where) => `${where}에는 아직 ${noun} 없습니다.`,
    many: (noun, name, count, ids) => `"${name}" 이름의 ${noun} ${count}개 있습니다. id로 지정하세요: ${ids}.`,
    all: '전체 보기',
    make: '만들기',
  },
});

/** What each is called within those sentences, and the commands that list them and make one. */
const nouns = {
  image: {
    called: phrases({
      en: { one: 'image', none: 'image', any: 'image' },
      ru: { one: 'образ', none: 'образа', any: 'одного образа' },
      ko: { one: '이미지가', none: '이미지가', any: '이미지가' },
    }),
    list: 'image list',
  },
  disk: {
    called: phrases({
      en: { one: 'disk', none: 'disk', any: 'disk' },
      ru: { one: 'диск', none: 'диска', any: 'одного диска' },
      ko: { one: '디스크가', none: '디스크가', any: '디스크가' },
    }),
    list: 'disk list',
    make: 'disk create',
  },
  machine: {
    called: phrases({
      en: { one: 'machine', none: 'machine', any: 'machine' },
      ru: { one: 'машина', none: 'машины', any: 'одной машины' },
      ko: { one: '머신이', none: '머신이', any: '머신이' },
    }),
    list: 'gpu list',
    make: 'gpu start',
  },
  flavor: {
    called: phrases({
      en: { one: 'flavor', none: 'flavor', any: 'flavor' },
      ru: { one: 'конфигурация', none: 'конфигурации', any: 'одной конфигурации' },
      ko: { one: '사양이', none: '사양이', any: '사양이' },
    }),
    list: 'gpu flavors',
  },
  'disk type': {
    called: phrases({
      en: { one: 'disk type', none: 'disk type', any: 'disk type' },
      ru: { one: 'тип диска', none: 'типа диска', any: 'одного типа дисков' },
      ko: { one: '디스크 유형이', none: '디스크 유형이', any: '디스크 유형이' },
    }),
    list: 'disk types',
  },
  cloud: {
    called: phrases({
      en: { one: 'cloud', none: 'cloud', any: 'cloud' },
      ru: { one: 'облако', none: 'облака', any: 'одного облака' },
      ko: { one: '클라우드가', none: '클라우드가', any: '클라우드가' },
    }),
  },
} as const satisfies Record<string, Known>;
export type Noun = keyof typeof nouns;

interface Known {
  readonly called: (locale: Locale) => { readonly one: string; readonly none: string; readonly any: string };
  readonly list?: string;
  readonly make?: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Exactly the one that was meant, by id or by whole name. None: a failure with the nearest names;
 * several of one name: a failure with their ids. `offer` makes a button of each nearest name.
 */
export function choose<T extends Named>(
  noun: Noun,
  items: readonly T[],
  typed: string,
  where: string,
  offer?: (name: string) => Next,
): T {
  const byId = items.find((item) => item.id === typed);
  if (byId) return byId;
  const named = items.filter((item) => item.name === typed);
  const [only] = named;
  if (only && named.length === 1) return only;
  const known: Known = nouns[noun];
  if (named.length > 1) {
    const ids = named.map((item) => item.id).join(', ');
    throw new Failure('conflict', (l) => say(l).many(known.called(l).one, echo(typed), named.length, ids), {
      next: offer ? named.map((item) => ({ ...offer(item.id), label: said(verbatim(item.id)) })) : [],
    });
  }
  const names = [...new Set(items.map((item) => item.name))];
  const near = nearOf(typed, names);
  throw new Failure('not-found', (l) => say(l).none(known.called(l).none, echo(typed), where), {
    hint: (l) => {
      if (near.length > 0) return say(l).near(near.join(', '));
      if (names.length === 0) return say(l).empty(known.called(l).any, where);
      return names.length <= few ? say(l).there(names.join(', ')) : '';
    },
    next: near.length > 0 ? (offer ? near.map(offer) : []) : further(known, names.length, where),
  });
}

/** People say a part that tells things apart, as the card of a flavor; three of them, as of those that are near. */
function nearOf(typed: string, names: readonly string[]): readonly string[] {
  const near = nearest(typed, names);
  if (near.length > 0 || typed.length < 2) return near;
  return names.filter((name) => name.toLowerCase().includes(typed.toLowerCase())).slice(0, 3);
}

/** So many can be named in one line. */
const few = 5;

/** Where nothing is near: to the list, or to a first one. */
function further({ list, make }: Known, count: number, where: string): readonly Next[] {
  const [command, label] = count > 0 ? ([list, 'all'] as const) : ([make, 'make'] as const);
  return command === undefined
    ? []
    : [{ label: said((l) => say(l)[label]), press: { command, args: { cloud: where } } }];
}
