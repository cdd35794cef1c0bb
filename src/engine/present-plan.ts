import { type Locale, phrases } from '../phrases.ts';
import type { View } from '../view/view.ts';
import type { AnyOperation } from './operation.ts';
import { nameOf, stepsOf } from './outline.ts';

const say = phrases({
  en: {
    undoes: (names: string) => `If a step fails, these are taken back: ${names}.`,
    undoesAll: 'If a step fails, everything made until then is taken back.',
    undoesNothing: 'Nothing is made that would have to be taken back.',
    finals: (names: string) => `Cannot be taken back once begun: ${names}.`,
    before: (names: string) => `If a step before that fails, these are taken back: ${names}.`,
    beforeAll: 'If a step before that fails, everything made until then is taken back.',
  },
  ru: {
    undoes: (names) => `Если какой-то шаг не удастся, будет убрано: ${names}.`,
    undoesAll: 'Если какой-то шаг не удастся, всё созданное до него будет убрано.',
    undoesNothing: 'Ничего не создаётся, убирать будет нечего.',
    finals: (names) => `После начала не отменить: ${names}.`,
    before: (names) => `Если не удастся шаг до этого, будет убрано: ${names}.`,
    beforeAll: 'Если не удастся шаг до этого, всё созданное до него будет убрано.',
  },
  ko: {
    undoes: (names) => `실패하면 다음을 되돌립니다: ${names}.`,
    undoesAll: '어느 단계든 실패하면 그때까지 만든 것을 모두 되돌립니다.',
    undoesNothing: '되돌려야 할 것을 만들지 않습니다.',
    finals: (names) => `시작하면 되돌릴 수 없는 단계: ${names}.`,
    before: (names) => `그 전에 실패하면 다음을 되돌립니다: ${names}.`,
    beforeAll: '그 전의 단계가 실패하면 그때까지 만든 것을 모두 되돌립니다.',
  },
});

/** What would happen: the same list before anything has, and what becomes of it when a step fails. */
export function planView(operation: AnyOperation, input: unknown, locale: Locale): View {
  const steps = stepsOf(operation, input).map((step) => ({ step, name: nameOf(operation, step, locale) }));
  return {
    title: operation.tell.title(input, locale),
    tone: 'plain',
    blocks: [
      ...(operation.tell.about?.(input, locale) ?? []),
      { kind: 'steps', steps: steps.map(({ name }) => ({ name, state: 'todo' as const })) },
      { kind: 'note', text: backOf(operation, input, steps, locale) },
    ],
  };
}

type Named = readonly { readonly step: string; readonly name: string }[];

/** What becomes of it when a step fails. */
function backOf(operation: AnyOperation, input: unknown, steps: Named, locale: Locale): string {
  const words = say(locale);
  const back = operation.undoes && steps.filter(({ step }) => operation.undoes?.includes(step));
  const finals = steps.filter(({ step }) => operation.finals?.(input).includes(step));
  if (finals.length > 0) {
    const before = !back ? [words.beforeAll] : back.length > 0 ? [words.before(list(back))] : [];
    return [words.finals(list(finals)), ...before].join(' ');
  }
  return !back ? words.undoesAll : back.length > 0 ? words.undoes(list(back)) : words.undoesNothing;
}

const list = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name).join(', ');
