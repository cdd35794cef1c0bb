import type { Next } from '../failure.ts';
import { Failure } from '../failure.ts';
import { type Phrase, phrases, said, verbatim } from '../phrases.ts';
import { echo } from './echo.ts';
import { nearest } from './nearest.ts';

const say = phrases({
  en: {
    none: (noun: string, name: string, where: string) => `No ${noun} "${name}" in ${where}.`,
    near: (names: string) => `Nearest: ${names}.`,
    empty: (noun: string, where: string) => `There is no ${noun} in ${where} yet.`,
    many: (noun: string, name: string, count: number, ids: string) =>
      `${count} ${noun}s are named "${name}"; say which by its id: ${ids}.`,
  },
  ru: {
    none: (noun, name, where) => `В ${where} нет: ${noun} «${name}».`,
    near: (names) => `Ближайшее: ${names}.`,
    empty: (noun, where) => `В ${where} пока нет ни одного: ${noun}.`,
    many: (noun, name, count, ids) => `Имя «${name}» носят ${count} (${noun}); укажите id: ${ids}.`,
  },
  ko: {
    none: (noun, name, where) => `${where}에 "${name}" ${noun}이(가) 없습니다.`,
    near: (names) => `가장 비슷한 이름: ${names}.`,
    empty: (noun, where) => `${where}에 아직 ${noun}이(가) 없습니다.`,
    many: (noun, name, count, ids) => `"${name}" 이름의 ${noun}이(가) ${count}개입니다. id로 지정하세요: ${ids}.`,
  },
});

const nouns = {
  image: phrases({ en: { one: 'image' }, ru: { one: 'образ' }, ko: { one: '이미지' } }),
  disk: phrases({ en: { one: 'disk' }, ru: { one: 'диск' }, ko: { one: '디스크' } }),
  machine: phrases({ en: { one: 'machine' }, ru: { one: 'машина' }, ko: { one: '머신' } }),
  flavor: phrases({ en: { one: 'flavor' }, ru: { one: 'конфигурация' }, ko: { one: '사양' } }),
  'disk type': phrases({ en: { one: 'disk type' }, ru: { one: 'тип диска' }, ko: { one: '디스크 유형' } }),
  cloud: phrases({ en: { one: 'cloud' }, ru: { one: 'облако' }, ko: { one: '클라우드' } }),
  operation: phrases({ en: { one: 'operation' }, ru: { one: 'операция' }, ko: { one: '작업' } }),
};
export type Noun = keyof typeof nouns;

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
  const one: Phrase = (locale) => nouns[noun](locale).one;
  if (named.length > 1) {
    const ids = named.map((item) => item.id).join(', ');
    throw new Failure('conflict', (l) => say(l).many(one(l), echo(typed), named.length, ids), {
      next: offer ? named.map((item) => ({ ...offer(item.id), label: said(verbatim(item.id)) })) : [],
    });
  }
  const near = nearest(typed, [...new Set(items.map((item) => item.name))]);
  throw new Failure('not-found', (l) => say(l).none(one(l), echo(typed), where), {
    hint: (l) =>
      near.length > 0 ? say(l).near(near.join(', ')) : items.length === 0 ? say(l).empty(one(l), where) : '',
    next: offer ? near.map(offer) : [],
  });
}
