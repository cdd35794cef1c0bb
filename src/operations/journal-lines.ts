import {
  duration,
  type Entry,
  flagOf,
  type Head,
  type Kept,
  type Locale,
  moment,
  type OperationsDesk,
  phrases,
} from '#kit';

const say = phrases({
  en: {
    asked: 'asked for',
    began: 'begun',
    question: 'question asked',
    changed: 'the plan has changed; asked again',
    did: 'done',
    tried: (nth: number) => `try ${nth} failed`,
    undoTried: (nth: number) => `try ${nth} to take it back failed`,
    next: (time: string) => `again after ${time}`,
    answered: 'answered',
    agreed: 'one of several agreed',
    toggled: 'chosen otherwise',
    reminded: 'asked again',
    failed: 'goes back',
    undid: 'taken back',
    again: 'tried again',
    resumed: 'resumed after a restart',
    done: 'ended: done',
    undone: 'ended: everything taken back',
    stuck: 'ended: stuck',
    took: (time: string) => `took ${time}`,
    by: (name: string) => `by ${name}`,
    left: (names: string) => `left behind: ${names}`,
  },
  ru: {
    asked: 'запрошено',
    began: 'начато',
    question: 'задан вопрос',
    changed: 'план изменился, вопрос задан снова',
    did: 'готово',
    tried: (nth) => `попытка ${nth} не удалась`,
    undoTried: (nth) => `попытка ${nth} убрать не удалась`,
    next: (time) => `повтор через ${time}`,
    answered: 'получен ответ',
    agreed: 'согласие одного из нескольких',
    toggled: 'выбрано иначе',
    reminded: 'напомнили о вопросе',
    failed: 'возврат к тому, что было',
    undid: 'убрано',
    again: 'ещё одна попытка',
    resumed: 'продолжено после перезапуска',
    done: 'конец: готово',
    undone: 'конец: всё возвращено',
    stuck: 'конец: застряло',
    took: (time) => `заняло ${time}`,
    by: (name) => `кто: ${name}`,
    left: (names) => `осталось: ${names}`,
  },
  ko: {
    asked: '요청',
    began: '시작',
    question: '질문함',
    changed: '계획이 바뀌어 다시 질문함',
    did: '완료',
    tried: (nth) => `${nth}번째 시도 실패`,
    undoTried: (nth) => `되돌리기 ${nth}번째 시도 실패`,
    next: (time) => `${time} 뒤 다시 시도`,
    answered: '답변 받음',
    agreed: '여러 명 중 한 명이 동의함',
    toggled: '다르게 선택함',
    reminded: '다시 요청함',
    failed: '되돌리기 시작',
    undid: '되돌림',
    again: '다시 시도',
    resumed: '재시작 후 계속',
    done: '끝: 완료',
    undone: '끝: 모두 되돌림',
    stuck: '끝: 멈춤',
    took: (time) => `${time} 걸림`,
    by: (name) => `${name} 님`,
    left: (names) => `남은 것: ${names}`,
  },
});

interface Journal {
  readonly head: Head;
  readonly before: readonly Entry[];
  readonly operations: Pick<OperationsDesk, 'stepName'>;
  readonly locale: Locale;
}

/** A journal as lines of a table: when, which step, what happened, and what more there is to say. */
export function journalLines(
  { head, entries }: Kept,
  operations: Journal['operations'],
  locale: Locale,
): readonly (readonly string[])[] {
  const { asked, by } = say(locale);
  return [
    [timeOf(head.at), '', asked, by(head.who.name)],
    ...entries.map((entry, at) => lineOf(entry, { head, before: entries.slice(0, at), operations, locale })),
  ];
}

function lineOf(entry: Entry, journal: Journal): readonly string[] {
  const { head, operations, locale } = journal;
  const step = 'step' in entry && entry.step !== undefined ? operations.stepName(head, entry.step)(locale) : '';
  return [timeOf(entry.at), step, happened(entry, journal), more(entry, journal)];
}

function happened(entry: Entry, { before, locale }: Journal): string {
  const words = say(locale);
  switch (entry.kind) {
    case 'began':
      if ('before' in entry) return words.changed;
      return 'asked' in entry ? words.question : words.began;
    case 'tried':
      return (entry.undo ? words.undoTried : words.tried)(triesOf(entry, before) + 1);
    case 'ended':
      return words[entry.outcome];
    default:
      return words[entry.kind];
  }
}

/** How often the same was tried before, since somebody last asked to try again. */
function triesOf({ step, undo }: Extract<Entry, { kind: 'tried' }>, before: readonly Entry[]): number {
  const since = before.findLastIndex(({ kind }) => kind === 'again');
  return before.slice(since + 1).filter((one) => one.kind === 'tried' && one.step === step && one.undo === undo).length;
}

function more(entry: Entry, { head, before, operations, locale }: Journal): string {
  const words = say(locale);
  switch (entry.kind) {
    case 'did': {
      const began = before.findLast((one) => one.kind === 'began' && one.step === entry.step);
      const took = entry.at - (began?.at ?? entry.at);
      return both(entry.note?.[locale], took >= 1_000 ? words.took(duration(took, locale)) : undefined);
    }
    case 'tried':
      return both(
        entry.reason.said[locale],
        entry.next === undefined ? undefined : words.next(duration(entry.next - entry.at, locale)),
      );
    case 'failed':
      return entry.reason.said[locale];
    case 'toggled':
      return both(`${flagOf(entry.toggle)}=${entry.on}`, words.by(entry.by.name));
    case 'answered':
    case 'again':
      return words.by(entry.by.name);
    case 'reminded':
      return entry.by ? words.by(entry.by.name) : '';
    case 'ended':
      return entry.left && entry.left.length > 0
        ? words.left(entry.left.map((step) => operations.stepName(head, step)(locale)).join(', '))
        : '';
    default:
      return '';
  }
}

const both = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ');

/** To the second. */
const timeOf = (at: number): string => `${moment(at)}:${String(new Date(at).getSeconds()).padStart(2, '0')}`;
