import { ago, answerButtons, defineCommand, type Head, phrases } from '#kit';

const say = phrases({
  en: {
    about: 'List what waits for an answer',
    none: 'Nothing waits for an answer',
    title: (count: number) => (count === 1 ? '1 question waits' : `${count} questions wait`),
    id: 'Id',
    what: 'What',
    who: 'Asked by',
    since: 'Since',
    show: 'Show',
    how: (yes: string, no: string) => `To answer one: ${yes}, or ${no}, and its id.`,
  },
  ru: {
    about: 'Показать, что ждёт ответа',
    none: 'Ничего не ждёт ответа',
    title: (count) => `Ждут ответа: ${count}`,
    id: 'Id',
    what: 'Что',
    who: 'Кто спрашивает',
    since: 'С каких пор',
    show: 'Показать',
    how: (yes, no) => `Чтобы ответить: ${yes} или ${no} и id.`,
  },
  ko: {
    about: '답변을 기다리는 것 보기',
    none: '답변을 기다리는 것이 없습니다',
    title: (count) => `답변 대기 ${count}건`,
    id: 'ID',
    what: '내용',
    who: '요청자',
    since: '언제부터',
    show: '보기',
    how: (yes, no) => `답하려면 ${yes} 또는 ${no} 뒤에 id를 붙이세요.`,
  },
});

export default defineCommand({
  name: 'approve list',
  about: (l) => say(l).about,
  permission: 'approve:list',
  danger: 'reads',
  examples: ['approve list'],
  args: {},
  async run(_, turn) {
    const { operations, locale, now } = turn;
    const words = say(locale);
    const heads = await operations.list({ states: ['waiting'], limit: 50 });
    const answers = async ({ id }: Head) => {
      const question = operations.question(await operations.read(id), locale);
      return question ? answerButtons(question, id) : [];
    };
    const row = async (head: Head) => ({
      cells: [head.id, operations.title(head)(locale), head.who.name, ago(head.at, now, locale)],
      buttons: [
        ...(turn.mayAnswer(head) ? await answers(head) : []),
        { label: words.show, press: { command: 'op show', args: { operation: head.id } } },
      ],
    });
    const columns = [words.id, words.what, words.who, words.since].map((name) => ({ name }));
    return turn.say(
      {
        title: heads.length === 0 ? words.none : words.title(heads.length),
        tone: 'plain',
        blocks:
          heads.length === 0
            ? []
            : [
                { kind: 'table', columns, rows: await Promise.all(heads.map(row)) },
                { kind: 'note', text: words.how(`${turn.slash}approve yes`, `${turn.slash}approve no`) },
              ],
      },
      heads.map((head) => ({
        id: head.id,
        title: operations.title(head)(locale),
        owner: head.who,
        begun: new Date(head.at).toISOString(),
        mine: turn.mayAnswer(head),
      })),
    );
  },
});
