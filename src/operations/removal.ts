import { z } from 'zod';
import {
  type Block,
  clock,
  type Fact,
  type Locale,
  type Price,
  phrases,
  type Question,
  type Said,
  type Telling,
} from '#kit';
import { hourly, monthly, price } from './price.ts';

const say = phrases({
  en: {
    goes: 'Goes',
    stays: 'Stays',
    saves: 'Saves',
    forGood: 'This cannot be taken back.',
    yes: 'Delete',
    no: 'Keep',
    goesNow: (what: string) => `goes now: ${what}`,
    goesNot: (what: string) => `does not go any more: ${what}`,
    staysNow: (what: string) => `stays now: ${what}`,
    staysNot: (what: string) => `does not stay any more: ${what}`,
    other: 'it is another thing of the same name',
    changed: (what: string, time: string) => `Changed since it was asked, seen at ${time}: ${what}.`,
    again: 'Approve again if that is still right.',
  },
  ru: {
    goes: 'Исчезнет',
    stays: 'Останется',
    saves: 'Экономия',
    forGood: 'Отменить это будет нельзя.',
    yes: 'Удалить',
    no: 'Оставить',
    goesNow: (what) => `теперь исчезнет: ${what}`,
    goesNot: (what) => `больше не исчезнет: ${what}`,
    staysNow: (what) => `теперь останется: ${what}`,
    staysNot: (what) => `больше не останется: ${what}`,
    other: 'под тем же именем теперь другое',
    changed: (what, time) => `После вопроса кое-что изменилось (замечено в ${time}): ${what}.`,
    again: 'Если всё по-прежнему верно, подтвердите ещё раз.',
  },
  ko: {
    goes: '삭제',
    stays: '유지',
    saves: '절감',
    forGood: '되돌릴 수 없습니다.',
    yes: '삭제',
    no: '유지',
    goesNow: (what) => `이제 삭제됨: ${what}`,
    goesNot: (what) => `더 이상 삭제되지 않음: ${what}`,
    staysNow: (what) => `이제 유지됨: ${what}`,
    staysNot: (what) => `더 이상 유지되지 않음: ${what}`,
    other: '이름은 같지만 다른 대상임',
    changed: (what, time) => `질문한 뒤 바뀐 내용(${time} 확인): ${what}.`,
    again: '그래도 맞으면 다시 승인하세요.',
  },
});

const kept = z.object({ en: z.string(), ru: z.string(), ko: z.string() });

/** What a removal takes away, what it leaves and what that saves: found before anybody is asked. */
export const removal = z.object({
  goes: z.array(kept),
  stays: z.array(kept),
  saves: price.exactOptional(),
  /** The machine that has got it since. */
  takenBy: z.string().exactOptional(),
});
export type Removal = z.infer<typeof removal>;

/** What has to be the same when it is done: what it saves changes with the prices. */
export const countsOf = ({ goes, stays, takenBy }: Removal) => ({ goes, stays, takenBy });

export const askFor30Minutes = 30 * 60_000;

export function removalBlocks(plan: Removal, locale: Locale): readonly Block[] {
  const { saves } = plan;
  const lines = (label: string, items: readonly Said[]): readonly Fact[] =>
    items.length === 0 ? [] : [[label, items.map((item) => item[locale]).join('\n')]];
  return [
    {
      kind: 'facts',
      facts: [
        ...lines(say(locale).goes, plan.goes),
        ...lines(say(locale).stays, plan.stays),
        ...(saves ? ([[say(locale).saves, savings(saves, locale)]] satisfies Fact[]) : []),
      ],
    },
  ];
}

/** By the hour as well, where an hour of it is not next to nothing. */
const savings = (price: Price, locale: Locale): string =>
  price.perHour < 0.01 ? monthly(price, locale) : `${hourly(price, locale)} (${monthly(price, locale)})`;

/** The plan that was last asked about, or the one it began with. */
export function planAsked(asked: unknown, plan: Removal): Removal {
  const last = removal.safeParse(asked);
  return last.success ? last.data : plan;
}

/** Asks below the list of what goes; `word` is what a person types where there are no buttons. */
export const removalQuestion = (word: string, locale: Locale, changed?: string): Question => ({
  blocks: [
    ...(changed === undefined ? [] : [{ kind: 'text', text: changed } as const]),
    { kind: 'note', text: say(locale).forGood },
  ],
  yes: say(locale).yes,
  no: say(locale).no,
  danger: true,
  word,
});

/** What is different from the plan that was asked about before, in one line; nothing where there was none. */
export function changedSince(
  now: Removal,
  before: { readonly plan: unknown; readonly at: number } | undefined,
  locale: Locale,
  taken?: (by: string) => string,
): string | undefined {
  const was = removal.safeParse(before?.plan);
  if (!before || !was.success) return undefined;
  const words = say(locale);
  if (taken && now.takenBy !== undefined && now.takenBy !== was.data.takenBy)
    return `${taken(now.takenBy)} ${words.again}`;
  const more = (these: readonly Said[], than: readonly Said[]) =>
    these.filter(({ en }) => !than.some((other) => other.en === en)).map((item) => item[locale]);
  const parts = [
    ...more(now.goes, was.data.goes).map(words.goesNow),
    ...more(was.data.goes, now.goes).map(words.goesNot),
    ...more(now.stays, was.data.stays).map(words.staysNow),
    ...more(was.data.stays, now.stays).map(words.staysNot),
  ];
  return `${words.changed(parts.join('; ') || words.other, clock(before.at))} ${words.again}`;
}

interface Removing {
  readonly name: string;
  readonly plan: Removal;
}

interface Removed {
  /** What was agreed to in the end. */
  readonly plan: Removal;
  /** The name of what was kept of it, because somebody chose that. */
  readonly kept?: string;
}

interface RemovalWords {
  title(name: string): string;
  taken?(name: string, by: string): string;
  done(name: string): string;
  kept?(name: string): string;
  failed(name: string): string;
}

/** How the removal of one named thing is told; only the words are its own. */
export const tellRemoval = (words: (locale: Locale) => RemovalWords): Telling<Removing, Removed, string> => ({
  title: ({ name }, l) => words(l).title(name),
  about: ({ plan }, l, asked) => removalBlocks(planAsked(asked, plan), l),
  done({ plan, kept }, { name }, l) {
    const word = kept === undefined ? undefined : words(l).kept?.(kept);
    return {
      title: words(l).done(name),
      blocks: removalBlocks(plan, l),
      ...(word === undefined ? {} : { kept: [word] }),
      ping: words(l).done(name),
    };
  },
  failed: ({ name }, l) => words(l).failed(name),
  question: (_, asked, { name, plan }, l, before) => {
    const { taken } = words(l);
    const was = before && { plan: before.asked, at: before.at };
    return removalQuestion(name, l, changedSince(planAsked(asked, plan), was, l, taken && ((by) => taken(name, by))));
  },
});
