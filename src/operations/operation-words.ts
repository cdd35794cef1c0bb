import {
  ago,
  type Head,
  type Locale,
  maybe,
  type OperationState,
  type Phrase,
  phrases,
  type Suggest,
  text,
} from '#kit';

const say = phrases({
  en: { going: 'going', waiting: 'waiting for an answer', done: 'done', undone: 'taken back', stuck: 'stuck' },
  ru: { going: 'идёт', waiting: 'ждёт ответа', done: 'готово', undone: 'отменено', stuck: 'застряло' },
  ko: { going: '진행 중', waiting: '답변 대기', done: '완료', undone: '되돌림', stuck: '멈춤' },
});

const marks = { going: '●', waiting: '◌', done: '✓', undone: '↩', stuck: '✗' } as const satisfies Record<
  OperationState,
  string
>;

/** A mark and a word, so that neither colour nor sign says it alone. */
export const stateWords = (state: OperationState, locale: Locale): string => `${marks[state]} ${say(locale)[state]}`;

/** Which operation, by its id or a beginning of it. */
export const operationArg = (about: Phrase, states?: readonly OperationState[]) =>
  text(about, { bare: true, also: ['id'], most: 60, suggest: operationIds(states) });

export const maybeOperationArg = (about: Phrase, states?: readonly OperationState[]) =>
  maybe(about, { bare: true, also: ['id'], most: 60, suggest: operationIds(states) });

/** Newest first, with what it does and how it stands. */
const operationIds =
  (states?: readonly OperationState[]): Suggest =>
  async (typed, { operations, locale, now }) => {
    const heads = await operations.list({ ...(states ? { states } : {}), limit: 50 });
    const about = (head: Head) =>
      [operations.title(head)(locale), stateWords(head.state, locale), ago(head.at, now, locale)].join(' · ');
    return heads
      .filter(({ id }) => id.includes(typed.toLowerCase()))
      .map((head) => ({ value: head.id, about: about(head) }));
  };
