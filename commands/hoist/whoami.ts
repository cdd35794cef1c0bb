import { type CloudQuotas, defineCommand, type Locale, phrases, standingLine } from '#kit';

const say = phrases({
  en: {
    about: 'Show who you are here and what you may do',
    title: (name: string) => `You are ${name}`,
    id: 'Id',
    same: 'Known as',
    language: 'Language',
    place: 'Here',
    clouds: 'Clouds',
    none: 'none',
    may: 'You may',
    change: (count: number) => `look and change: ${count} commands`,
    look: (count: number) => `only look: ${count} commands`,
    mayNot: 'You may not',
    quotas: 'Quotas',
    uncounted: (cloud: string, why: string) => `${cloud}: not known now. ${why}`,
  },
  ru: {
    about: 'Показать, кто вы здесь и что вам можно',
    title: (name) => `Вы — ${name}`,
    id: 'Id',
    same: 'Вы же',
    language: 'Язык',
    place: 'Где вы',
    clouds: 'Облака',
    none: 'нет',
    may: 'Вам можно',
    change: (count) => `смотреть и менять, команд: ${count}`,
    look: (count) => `только смотреть, команд: ${count}`,
    mayNot: 'Вам нельзя',
    quotas: 'Квоты',
    uncounted: (cloud, why) => `${cloud}: сейчас неизвестно. ${why}`,
  },
  ko: {
    about: '여기서 나는 누구이고 무엇을 할 수 있는지 보기',
    title: (name) => `${name} 님입니다`,
    id: 'ID',
    same: '같은 사람',
    language: '언어',
    place: '현재 위치',
    clouds: '클라우드',
    none: '없음',
    may: '권한',
    change: (count) => `보기와 변경, 명령 ${count}개`,
    look: (count) => `보기만, 명령 ${count}개`,
    mayNot: '할 수 없는 일',
    quotas: '한도',
    uncounted: (cloud, why) => `${cloud}: 지금은 알 수 없습니다. ${why}`,
  },
});

export default defineCommand({
  name: 'hoist whoami',
  about: (l) => say(l).about,
  permission: 'hoist:whoami',
  danger: 'reads',
  examples: ['hoist whoami'],
  args: {},
  async run(_, { who, where, locale, clouds, catalogue, refused, quotas, say: answer }) {
    const words = say(locale);
    // What HOIST_PEOPLE wants to hear of this account.
    const { account = who.id } = who;
    const allowed = await catalogue();
    const changes = allowed.some(({ danger }) => danger !== 'reads');
    const no = [...Map.groupBy(await refused(), ({ why }) => why(locale))].map(
      ([why, all]) => `${all.map(({ command }) => command.name).join(', ')}. ${why}`,
    );
    const counted = await quotas();
    const lines = counted.flatMap((one) => linesOf(one, locale));
    const names = clouds.map(({ name }) => name);
    return answer(
      {
        title: words.title(who.name),
        tone: 'plain',
        blocks: [
          {
            kind: 'facts',
            facts: [
              [words.id, account],
              ...(account === who.id ? [] : [[words.same, who.id] as const]),
              [words.language, locale],
              [words.place, `${where.chat} · ${where.channel}`],
              [words.clouds, names.join(', ') || words.none],
              [words.may, changes ? words.change(allowed.length) : words.look(allowed.length)],
              ...(no.length > 0 ? [[words.mayNot, no.join('\n')] as const] : []),
              ...(lines.length > 0 ? [[words.quotas, lines.join('\n')] as const] : []),
            ],
          },
        ],
      },
      {
        id: who.id,
        name: who.name,
        locale,
        chat: where.chat,
        channel: where.channel,
        clouds: names,
        may: allowed.map(({ name }) => name),
        quotas: counted.flatMap(({ cloud, standings }) =>
          standings.map(({ quota, measure, most, counted, coming, unknown }) => ({
            ...{ cloud, rule: quota.rule, of: quota.of, measure, most, used: counted + coming.amount, unknown },
            ...(quota.currency === undefined ? {} : { currency: quota.currency }),
          })),
        ),
      },
    );
  },
});

/** "practice · seven each: 3 of 7 machines" */
const linesOf = ({ cloud, standings, unknown }: CloudQuotas, l: Locale): readonly string[] => [
  ...standings.map((standing) => `${cloud} · ${standingLine(standing, l)}`),
  ...(unknown ? [say(l).uncounted(cloud, unknown.phrase(l))] : []),
];
