import { choose, defineCommand, flag, maybe, phrases } from '#kit';

const say = phrases({
  en: {
    about: 'Choose the cloud that is meant when none is said',
    name: 'Which cloud',
    here: 'For everybody in this channel, not for you alone',
    forget: 'Forget the choice',
    set: (name: string) => `${name} is meant from now on when you say no cloud`,
    setHere: (name: string) => `${name} is meant here from now on when nobody says a cloud`,
    forgotten: 'Forgotten; the cloud has to be said where there are several',
  },
  ru: {
    about: 'Выбрать облако по умолчанию',
    name: 'Какое облако',
    here: 'Для всех в этом канале, а не только для вас',
    forget: 'Забыть выбор',
    set: (name) => `Если вы не назовёте облако, теперь это ${name}`,
    setHere: (name) => `Если здесь не назовут облако, теперь это ${name}`,
    forgotten: 'Забыто: если облаков несколько, его нужно называть',
  },
  ko: {
    about: '말하지 않았을 때 쓸 기본 클라우드 고르기',
    name: '어떤 클라우드',
    here: '나만이 아니라 이 채널의 모두에게 적용',
    forget: '선택 지우기',
    set: (name) => `클라우드를 말하지 않으면 이제 ${name} 클라우드를 씁니다`,
    setHere: (name) => `이 채널에서 클라우드를 말하지 않으면 이제 ${name} 클라우드를 씁니다`,
    forgotten: '지웠습니다. 클라우드가 여러 개면 지정해야 합니다',
  },
});

export default defineCommand({
  name: 'hoist cloud',
  about: (l) => say(l).about,
  permission: 'hoist:cloud',
  danger: 'changes',
  examples: ['hoist cloud practice', 'hoist cloud practice --here', 'hoist cloud --forget'],
  args: {
    name: maybe((l) => say(l).name, {
      bare: true,
      suggest: async (typed, { clouds }) => clouds.filter((name) => name.startsWith(typed)).map((value) => ({ value })),
    }),
    here: flag((l) => say(l).here),
    forget: flag((l) => say(l).forget),
  },
  either: [{ args: ['name', 'forget'] }],
  async run({ name, here, forget }, turn) {
    const { locale, settings, clouds } = turn;
    const whose = here ? turn.where : turn.who;
    if (name === undefined && !forget) return turn.askFor(['name']);
    const cloud =
      name === undefined
        ? undefined
        : choose(
            'cloud',
            clouds.map((each) => ({ id: each.name, name: each.name })),
            name,
            'Hoist',
          ).name;
    await settings.setCloud(whose, cloud);
    const words = say(locale);
    const title = cloud === undefined ? words.forgotten : here ? words.setHere(cloud) : words.set(cloud);
    return turn.say({ title, tone: 'good', blocks: [] }, { cloud, here });
  },
});
