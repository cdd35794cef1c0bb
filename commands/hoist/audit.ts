import { type AuditRow, ago, defineCommand, Failure, oneOf, phrases, type Turn, whole } from '#kit';

const say = phrases({
  en: {
    about: 'Show who did what, or verify that nobody changed that since',
    what: 'Show the newest rows, or verify all of them',
    limit: 'How many rows at most',
    title: 'Who did what',
    none: 'Nothing was done yet',
    number: 'No.',
    when: 'When',
    who: 'Who',
    did: 'What',
    where: 'Where',
    result: 'Result',
    whole: (rows: number, first: number) =>
      `The audit is whole: ${rows} rows${first > 1 ? `, from row ${first} on` : ''}`,
    head: 'Last hash',
    note: 'Keep it somewhere else: whoever can write to the store could make a new chain, but not with this end.',
    broken: (row: number, flaw: string) => `Row ${row} of the audit ${flaw}`,
    unreadable: 'cannot be read',
    moved: 'is not where it belongs, or the one that belongs there is gone',
    unchained: 'does not belong to the row before it',
    changed: 'was changed after it was written',
    missing: 'is missing, though it was there',
    before: (row: number) => `Rows 1 to ${row} before it are as they were written.`,
  },
  ru: {
    about: 'Показать, кто что делал, или проверить, что эти записи никто не менял',
    what: 'Показать последние записи или проверить все',
    limit: 'Сколько записей самое большее',
    title: 'Кто что делал',
    none: 'Пока ничего не делали',
    number: '№',
    when: 'Когда',
    who: 'Кто',
    did: 'Что',
    where: 'Где',
    result: 'Итог',
    whole: (rows, first) => `Журнал аудита цел, записей: ${rows}${first > 1 ? `, начиная с ${first}` : ''}`,
    head: 'Последний хеш',
    note: 'Сохраните его в другом месте: кто может писать в хранилище, мог бы сделать новую цепочку, но не с таким концом.',
    broken: (row, flaw) => `Запись аудита ${row} ${flaw}`,
    unreadable: 'не читается',
    moved: 'стоит не на своём месте, или нужной записи нет',
    unchained: 'не продолжает предыдущую',
    changed: 'изменена после того, как её сделали',
    missing: 'пропала, хотя была',
    before: (row) => `Записи с 1 по ${row} перед ней целы.`,
  },
  ko: {
    about: '누가 무엇을 했는지 보거나, 기록이 바뀌지 않았는지 검증',
    what: '최근 기록 보기(list) 또는 전체 검증(verify)',
    limit: '최대 기록 수',
    title: '누가 무엇을 했는지',
    none: '아직 기록이 없습니다',
    number: '번호',
    when: '언제',
    who: '누가',
    did: '무엇을',
    where: '어디서',
    result: '결과',
    whole: (rows, first) => `감사 기록이 온전합니다. 기록 ${rows}건${first > 1 ? ` (${first}번부터)` : ''}`,
    head: '마지막 해시',
    note: '다른 곳에 보관하세요. 저장소에 쓸 수 있는 사람이 새 사슬을 만들더라도 이 끝값은 만들 수 없습니다.',
    broken: (row, flaw) => `감사 기록 ${row}번: ${flaw}`,
    unreadable: '읽을 수 없음',
    moved: '제자리가 아니거나 원래 기록이 없음',
    unchained: '앞 기록과 이어지지 않음',
    changed: '기록된 뒤에 바뀜',
    missing: '있던 기록이 없어짐',
    before: (row) => `그 앞의 1번부터 ${row}번까지는 그대로입니다.`,
  },
});

export default defineCommand({
  name: 'hoist audit',
  about: (l) => say(l).about,
  permission: 'hoist:audit',
  danger: 'reads',
  examples: ['hoist audit', 'hoist audit verify', 'hoist audit --limit 100'],
  args: {
    what: oneOf((l) => say(l).what, ['list', 'verify'], { or: 'list', bare: true }),
    limit: whole((l) => say(l).limit, { min: 1, max: 1_000 }),
  },
  run: ({ what, limit }, turn) => (what === 'verify' ? verify(turn) : list(turn, limit ?? 20)),
});

async function list(turn: Turn, most: number) {
  const { locale, now } = turn;
  const words = say(locale);
  const rows = await turn.audit.newest(most);
  const columns = [words.number, words.when, words.who, words.did, words.where, words.result];
  const row = (one: AuditRow) => ({
    cells: [
      String(one.seq),
      ago(one.at, now, locale),
      one.name ?? '',
      [one.command ?? one.does, one.operation].filter((part) => part !== undefined).join(' · '),
      one.where ?? '',
      one.kind === 'said' || one.kind === 'ended'
        ? (one.result ?? '')
        : [one.kind, one.result].filter(Boolean).join(' '),
    ],
  });
  return turn.say(
    {
      title: rows.length === 0 ? words.none : words.title,
      tone: 'plain',
      blocks:
        rows.length === 0 ? [] : [{ kind: 'table', columns: columns.map((name) => ({ name })), rows: rows.map(row) }],
    },
    rows,
  );
}

async function verify(turn: Turn) {
  const words = say(turn.locale);
  const verdict = await turn.audit.verify();
  if (verdict.whole) {
    const { rows, first, head } = verdict;
    return turn.say(
      {
        title: words.whole(rows, first),
        tone: 'good',
        blocks: head
          ? [
              { kind: 'text', text: words.head },
              { kind: 'code', code: head },
              { kind: 'note', text: words.note },
            ]
          : [],
      },
      verdict,
    );
  }
  const { seq, flaw } = verdict;
  throw new Failure(
    'conflict',
    (l) => say(l).broken(seq, say(l)[flaw]),
    seq > 1 ? { hint: (l) => say(l).before(seq - 1) } : {},
  );
}
