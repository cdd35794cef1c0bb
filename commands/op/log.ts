import { defineCommand, phrases } from '#kit';
import { journalLines } from '#operations/journal-lines.ts';
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
  },
  ru: {
    about: 'Показать журнал операции',
    operation: 'Какая операция',
    title: (id) => `Журнал ${id}`,
    time: 'Время',
    step: 'Шаг',
    what: 'Что произошло',
    more: 'Подробности',
  },
  ko: {
    about: '작업 기록 보기',
    operation: '어떤 작업',
    title: (id) => `${id} 기록`,
    time: '시각',
    step: '단계',
    what: '일어난 일',
    more: '자세히',
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
            rows: journalLines({ head, entries }, operations, locale).map((cells) => ({ cells })),
          },
        ],
      },
      { head, entries },
    );
  },
});
