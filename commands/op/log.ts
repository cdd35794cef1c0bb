import { defineCommand, type Entry, type Locale, moment, phrases } from '#kit';
import { operationArg } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'Show the journal of an operation',
    operation: 'Which operation',
    title: (id: string) => `Journal of ${id}`,
    time: 'Time',
    step: 'Step',
    what: 'What happened',
    more: 'More',
    began: 'begun',
    asked: 'asked',
    did: 'done',
    tried: 'failed, comes again',
    answered: 'answered',
    failed: 'goes back',
    undid: 'taken back',
    again: 'tried again',
    resumed: 'resumed after a restart',
    ended: 'ended',
    by: (name: string) => `by ${name}`,
    left: (names: string) => `left behind: ${names}`,
  },
  ru: {
    about: 'Показать журнал операции',
    operation: 'Какая операция',
    title: (id) => `Журнал ${id}`,
    time: 'Время',
    step: 'Шаг',
    what: 'Что произошло',
    more: 'Подробности',
    began: 'начат',
    asked: 'задан вопрос',
    did: 'готово',
    tried: 'не удалось, будет повтор',
    answered: 'получен ответ',
    failed: 'пошла обратно',
    undid: 'убрано',
    again: 'ещё одна попытка',
    resumed: 'продолжена после перезапуска',
    ended: 'завершена',
    by: (name) => `кто: ${name}`,
    left: (names) => `осталось: ${names}`,
  },
  ko: {
    about: '작업 기록 보기',
    operation: '어떤 작업',
    title: (id) => `${id} 기록`,
    time: '시각',
    step: '단계',
    what: '일어난 일',
    more: '자세히',
    began: '시작',
    asked: '질문함',
    did: '완료',
    tried: '실패, 다시 시도 예정',
    answered: '답변함',
    failed: '되돌리기 시작',
    undid: '되돌림',
    again: '다시 시도',
    resumed: '재시작 후 계속',
    ended: '끝남',
    by: (name) => `${name} 님`,
    left: (names) => `남은 것: ${names}`,
  },
});

export default defineCommand({
  name: 'op log',
  about: (l) => say(l).about,
  permission: 'op:log',
  danger: 'reads',
  examples: ['op log op-k3v9'],
  args: { operation: operationArg((l) => say(l).operation) },
  async run({ operation }, { operations, locale, say: answer }) {
    const { head, entries } = await operations.read(operation);
    const words = say(locale);
    return answer(
      {
        title: words.title(head.id),
        tone: 'plain',
        blocks: [
          { kind: 'text', text: operations.title(head)(locale) },
          {
            kind: 'table',
            columns: [words.time, words.step, words.what, words.more].map((name) => ({ name })),
            rows: entries.map((entry) => ({
              cells: [
                timeOf(entry.at),
                'step' in entry ? (entry.step ?? '') : '',
                happened(entry, locale),
                more(entry, locale),
              ],
            })),
          },
        ],
      },
      { head, entries },
    );
  },
});

const timeOf = (at: number): string => `${moment(at)}:${String(new Date(at).getSeconds()).padStart(2, '0')}`;

function happened(entry: Entry, locale: Locale): string {
  if (entry.kind === 'began' && entry.asked !== undefined) return say(locale).asked;
  if (entry.kind === 'ended') return `${say(locale).ended}: ${entry.outcome}`;
  return say(locale)[entry.kind];
}

function more(entry: Entry, locale: Locale): string {
  const words = say(locale);
  switch (entry.kind) {
    case 'did':
      return entry.note?.[locale] ?? '';
    case 'tried':
      return entry.reason.said[locale];
    case 'failed':
      return [entry.reason.said[locale], ...(entry.by ? [words.by(entry.by.name)] : [])].join(' · ');
    case 'answered':
    case 'again':
      return words.by(entry.by.name);
    case 'ended':
      return entry.left && entry.left.length > 0 ? words.left(entry.left.join(', ')) : '';
    default:
      return '';
  }
}
