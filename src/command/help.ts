import { type Locale, phrases } from '../phrases.ts';
import type { Block, Button, View } from '../view/view.ts';
import type { Arg } from './args.ts';
import type { Command } from './command.ts';
import { flagOf, kebab } from './flags.ts';
import { globalsOf } from './globals.ts';
import { nounOf, nounsInOrder } from './noun-order.ts';
import { usage } from './usage.ts';

const say = phrases({
  en: {
    title: 'What you can do here',
    noun: (noun: string) => `What you can do with ${noun}`,
    about: 'What it does',
    explain: 'Explain',
    word: 'Say',
    fits: 'What fits',
    needed: 'needed',
    examples: 'For example:',
    also: (flags: string) => `Also: ${flags}.`,
    asks: 'It asks before anything is removed.',
    form: 'a form asks for it',
  },
  ru: {
    title: 'Что здесь можно сделать',
    noun: (noun) => `Что можно сделать с ${noun}`,
    about: 'Что делает',
    explain: 'Подробнее',
    word: 'Пишется',
    fits: 'Что подходит',
    needed: 'обязательно',
    examples: 'Например:',
    also: (flags) => `Ещё: ${flags}.`,
    asks: 'Перед удалением будет вопрос.',
    form: 'спросит форма',
  },
  ko: {
    title: '할 수 있는 일',
    noun: (noun) => `${noun} 명령으로 할 수 있는 일`,
    about: '하는 일',
    explain: '설명',
    word: '입력',
    fits: '맞는 값',
    needed: '필수',
    examples: '예:',
    also: (flags) => `공통 옵션: ${flags}.`,
    asks: '지우기 전에 먼저 확인합니다.',
    form: '입력 창에서 물어봄',
  },
});

export interface Reader {
  readonly locale: Locale;
  /** What stands before a command where the reader is. */
  readonly slash: string;
}

/** Everything the reader may say, grouped by noun, the busiest noun first; and three lines that work. */
export function helpForAll(commands: readonly Command[], { locale, slash }: Reader): View {
  const words = say(locale);
  const of = Map.groupBy(commands, ({ name }) => nounOf(name));
  const groups = nounsInOrder(commands.map(({ name }) => name)).map((noun) => of.get(noun) ?? []);
  return {
    title: words.title,
    tone: 'plain',
    blocks: [
      ...groups.map((group) => tableOf(group, { locale, slash })),
      { kind: 'text', text: words.examples },
      ...threeOf(groups.flat()).map((line): Block => ({ kind: 'code', code: slash + line })),
    ],
  };
}

export function helpForNoun(noun: string, commands: readonly Command[], reader: Reader): View {
  const own = commands.filter((command) => nounOf(command.name) === noun);
  return {
    title: say(reader.locale).noun(noun),
    tone: 'plain',
    blocks: [tableOf(own, reader), ...own.slice(0, 1).flatMap((command) => examplesOf(command, reader))],
  };
}

/** One command on one screen. */
export function helpForCommand(command: Command, reader: Reader): View {
  const { locale, slash } = reader;
  const words = say(locale);
  const args = Object.entries(command.args);
  const globals = Object.keys(globalsOf(command)).filter((name) => name !== 'help');
  return {
    title: command.about(locale),
    tone: 'plain',
    blocks: [
      { kind: 'code', code: usage(command, slash) },
      ...(args.length === 0 ? [] : [argTable(command, locale)]),
      ...examplesOf(command, reader),
      {
        kind: 'note',
        text: [words.also(globals.map(flagOf).join(', ')), ...(command.danger === 'removes' ? [words.asks] : [])].join(
          ' ',
        ),
      },
    ],
  };
}

/** The same as data, for scripts. */
export const helpData = (command: Command, locale: Locale) => ({
  name: command.name,
  about: command.about(locale),
  usage: usage(command),
  danger: command.danger,
  permission: command.permission,
  examples: command.examples,
  args: Object.entries(command.args).map(([name, arg]) => ({
    flag: flagOf(name),
    kind: arg.kind,
    about: arg.about(locale),
    fits: arg.fits(locale),
    required: arg.required,
    bare: arg.bare,
  })),
});

function tableOf(commands: readonly Command[], { locale, slash }: Reader): Block {
  return {
    kind: 'table',
    // The noun heads the group; what stands beside a command needs no heading.
    columns: [{ name: commands[0] ? nounOf(commands[0].name) : '' }, { name: '' }],
    rows: commands.map((command) => ({
      cells: [slash + command.name, command.about(locale)],
      buttons: [explain(command, locale)],
    })),
  };
}

const explain = (command: Command, locale: Locale): Button => {
  const [noun = '', verb = ''] = command.name.split(' ');
  return { label: say(locale).explain, press: { command: 'hoist help', args: { noun, verb } } };
};

function argTable(command: Command, locale: Locale): Block {
  const words = say(locale);
  return {
    kind: 'table',
    columns: [{ name: words.word }, { name: words.about }, { name: words.fits }],
    rows: Object.entries(command.args).map(([name, arg]) => {
      const typed = arg.bare ? `<${kebab(name)}>` : flagOf(name);
      const about = arg.required ? `${arg.about(locale)} (${words.needed})` : arg.about(locale);
      return {
        cells: [typed, about, fitsIn(arg, locale)],
      };
    }),
  };
}

/** What a person would not guess: any words are fit for a text, and a flag needs none. */
function fitsIn(arg: Arg, locale: Locale): string {
  if (arg.kind === 'secret') return say(locale).form;
  return arg.kind === 'flag' || arg.kind === 'text' ? '' : arg.fits(locale);
}

const examplesOf = (command: Command, { locale, slash }: Reader): readonly Block[] =>
  command.examples.length === 0
    ? []
    : [
        { kind: 'text', text: say(locale).examples },
        ...command.examples.slice(0, 3).map((line): Block => ({ kind: 'code', code: slash + line })),
      ];

/** The richest command that changes something, a plain one beside it that only looks, and one that explains. */
function threeOf(commands: readonly Command[]): readonly string[] {
  const shown = commands.filter(({ examples }) => examples.length > 0);
  const size = ({ args }: Command) => Object.keys(args).length;
  const rich = shown.filter(({ danger }) => danger === 'changes').toSorted((a, b) => size(b) - size(a))[0] ?? shown[0];
  if (!rich) return [];
  const beside = shown.filter(
    (each) => each.danger === 'reads' && each !== rich && nounOf(each.name) === nounOf(rich.name),
  );
  const plain = beside.toSorted((a, b) => size(a) - size(b))[0];
  return [rich.examples[0]!, ...(plain ? [plain.examples[0]!] : []), `hoist help ${rich.name}`];
}
