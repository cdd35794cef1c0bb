import {
  defineCommand,
  echo,
  Failure,
  helpData,
  helpForAll,
  helpForCommand,
  helpForNoun,
  maybe,
  nearest,
  phrases,
  said,
  verbatim,
} from '#kit';

const say = phrases({
  en: {
    about: 'Show what you can do here',
    noun: 'About what',
    verb: 'Which of its commands',
    unknown: (words: string) => `There is nothing called "${words}" that you can do here.`,
    near: (names: string) => `Nearest: ${names}.`,
  },
  ru: {
    about: 'Показать, что здесь можно сделать',
    noun: 'О чём',
    verb: 'О какой команде',
    unknown: (words) => `«${words}» здесь сделать нельзя: такой команды у вас нет.`,
    near: (names) => `Ближайшее: ${names}.`,
  },
  ko: {
    about: '할 수 있는 일 보기',
    noun: '무엇에 대해',
    verb: '어떤 명령',
    unknown: (words) => `여기서 쓸 수 없는 명령입니다: "${words}".`,
    near: (names) => `가장 비슷한 것: ${names}.`,
  },
});

export default defineCommand({
  name: 'hoist help',
  about: (l) => say(l).about,
  permission: 'hoist:help',
  danger: 'reads',
  examples: ['hoist help', 'hoist help hoist', 'hoist help hoist whoami'],
  args: {
    noun: maybe((l) => say(l).noun, { bare: true }),
    verb: maybe((l) => say(l).verb, { bare: true }),
  },
  async run({ noun, verb }, turn) {
    const commands = await turn.catalogue();
    const reader = { locale: turn.locale, slash: turn.slash };
    if (noun === undefined)
      return turn.say(
        helpForAll(commands, reader),
        commands.map((each) => helpData(each, turn.locale)),
      );
    const words = [noun, verb]
      .filter((word) => word !== undefined)
      .join(' ')
      .replace(/^\//, '')
      .toLowerCase();
    const command = commands.find(({ name }) => name === words);
    if (command) return turn.say(helpForCommand(command, reader), helpData(command, turn.locale));
    const own = commands.filter(({ name }) => name.split(' ')[0] === words);
    if (own.length > 0) {
      return turn.say(
        helpForNoun(words, commands, reader),
        own.map((each) => helpData(each, turn.locale)),
      );
    }
    const near = nearest(words, [...new Set(commands.flatMap(({ name }) => [name, name.split(' ')[0]!]))]);
    throw new Failure('not-found', (l) => say(l).unknown(echo(words)), {
      ...(near.length > 0 ? { hint: (l) => say(l).near(near.join(', ')) } : {}),
      next: near.map((name) => ({
        label: said(verbatim(`hoist help ${name}`)),
        press: { command: 'hoist help', args: { noun: name } },
      })),
    });
  },
});
