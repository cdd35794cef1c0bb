import { type Locale, phrases } from '../phrases.ts';
import type { StepState } from './view.ts';

const say = phrases({
  en: { todo: 'not yet', doing: 'in progress', done: 'done', undone: 'undone', failed: 'failed', waiting: 'waiting' },
  ru: {
    todo: 'ещё нет',
    doing: 'выполняется',
    done: 'готово',
    undone: 'отменено',
    failed: 'не удалось',
    waiting: 'ожидание',
  },
  ko: { todo: '시작 전', doing: '진행 중', done: '완료', undone: '되돌림', failed: '실패', waiting: '대기 중' },
});

/** A state in a word, for whoever does not see the mark. */
export const stepWord = (state: StepState, locale: Locale): string => say(locale)[state];

export const stepMarks = {
  todo: '○',
  doing: '●',
  done: '✓',
  undone: '↺',
  failed: '✗',
  waiting: '◔',
} as const satisfies Record<StepState, string>;
