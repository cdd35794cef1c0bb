import { ago, defineCommand, flag, type Head, oneOf, phrases, whole } from '#kit';
import { stateWords } from '#operations/operation-words.ts';

const say = phrases({
  en: {
    about: 'List operations, newest first',
    state: 'Only those in this state',
    mine: 'Only mine',
    limit: 'How many at most',
    title: (count: number) => (count === 1 ? '1 operation' : `${count} operations`),
    none: 'No operations here yet',
    id: 'Id',
    what: 'What',
    stands: 'State',
    who: 'By',
    age: 'Begun',
    show: 'Show',
  },
  ru: {
    about: 'Показать операции, сначала новые',
    state: 'Только в этом состоянии',
    mine: 'Только мои',
    limit: 'Сколько самое большее',
    title: (count) => `Операций: ${count}`,
    none: 'Операций пока нет',
    id: 'Id',
    what: 'Что',
    stands: 'Состояние',
    who: 'Кто',
    age: 'Начато',
    show: 'Показать',
  },
  ko: {
    about: '작업을 최신순으로 보기',
    state: '이 상태의 작업만',
    mine: '내 작업만',
    limit: '최대 개수',
    title: (count) => `작업 ${count}개`,
    none: '아직 작업이 없습니다',
    id: 'ID',
    what: '내용',
    stands: '상태',
    who: '요청자',
    age: '시작',
    show: '보기',
  },
});

export default defineCommand({
  name: 'op list',
  about: (l) => say(l).about,
  permission: 'op:list',
  danger: 'reads',
  examples: ['op list', 'op list --mine', 'op list --state stuck'],
  args: {
    state: oneOf((l) => say(l).state, ['all', 'going', 'waiting', 'done', 'undone', 'stuck'], { or: 'all' }),
    mine: flag((l) => say(l).mine),
    limit: whole((l) => say(l).limit, { min: 1, max: 200 }),
  },
  async run({ state, mine, limit }, { operations, who, locale, now, say: answer }) {
    const heads = await operations.list({
      limit: limit ?? 20,
      ...(state === 'all' ? {} : { states: [state] }),
      ...(mine ? { owner: who.id } : {}),
    });
    const words = say(locale);
    const row = (head: Head) => ({
      cells: [
        head.id,
        operations.title(head)(locale),
        stateWords(head.state, locale),
        head.who.name,
        ago(head.at, now, locale),
      ],
      buttons: [{ label: words.show, press: { command: 'op show', args: { operation: head.id } } }],
    });
    const columns = [words.id, words.what, words.stands, words.who, words.age].map((name) => ({ name }));
    return answer(
      {
        title: heads.length === 0 ? words.none : words.title(heads.length),
        tone: 'plain',
        blocks: heads.length === 0 ? [] : [{ kind: 'table', columns, rows: heads.map(row) }],
      },
      heads.map((head) => ({
        id: head.id,
        operation: head.operation,
        title: operations.title(head)(locale),
        state: head.state,
        owner: head.who,
        begun: new Date(head.at).toISOString(),
      })),
    );
  },
});
