import { z } from 'zod';
import {
  type Block,
  type Fact,
  Failure,
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
    kept: 'Nothing was deleted.',
  },
  ru: {
    goes: 'Исчезнет',
    stays: 'Останется',
    saves: 'Экономия',
    forGood: 'Отменить это будет нельзя.',
    yes: 'Удалить',
    no: 'Оставить',
    kept: 'Ничего не удалено.',
  },
  ko: {
    goes: '삭제',
    stays: '유지',
    saves: '절감',
    forGood: '되돌릴 수 없습니다.',
    yes: '삭제',
    no: '유지',
    kept: '아무것도 삭제하지 않았습니다.',
  },
});

const kept = z.object({ en: z.string(), ru: z.string(), ko: z.string() });

/** What a removal takes away, what it leaves and what that saves: found before anybody is asked. */
export const removal = z.object({
  goes: z.array(kept),
  stays: z.array(kept),
  saves: price.exactOptional(),
});
export type Removal = z.infer<typeof removal>;

/** How a person answers it. */
export const consent = z.object({ yes: z.boolean() });
export const askFor30Minutes = 30 * 60_000;

/** Stops the operation where the answer was no. */
export function agreed({ yes }: z.infer<typeof consent>): void {
  if (!yes) throw new Failure('cancelled', (l) => say(l).kept);
}

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

/** Asks below the list of what goes; `word` is what a person types where there are no buttons. */
export const removalQuestion = (word: string, locale: Locale): Question => ({
  blocks: [{ kind: 'note', text: say(locale).forGood }],
  yes: say(locale).yes,
  no: say(locale).no,
  danger: true,
  word,
});

interface Removing {
  readonly name: string;
  readonly plan: Removal;
}

interface RemovalWords {
  title(name: string): string;
  done(name: string): string;
  failed(name: string): string;
}

/** How the removal of one named thing is told; only the words are its own. */
export const tellRemoval = (words: (locale: Locale) => RemovalWords): Telling<Removing, unknown, string> => ({
  title: ({ name }, l) => words(l).title(name),
  about: ({ plan }, l) => removalBlocks(plan, l),
  done: (_, { name, plan }, l) => ({
    title: words(l).done(name),
    blocks: removalBlocks(plan, l),
    ping: words(l).done(name),
  }),
  failed: ({ name }, l) => words(l).failed(name),
  question: (_, __, { name }, l) => removalQuestion(name, l),
});
