import type { Choice, Completion } from '../chat.ts';
import type { Locale } from '../phrases.ts';
import type { Arg, SuggestAsk } from './args.ts';
import type { Catalogue, Command } from './command.ts';
import { flagOf, meantBy } from './flags.ts';
import { allArgs } from './globals.ts';
import type { Asked } from './parse.ts';
import { dashed } from './read-args.ts';
import { beginning, suggested } from './suggest.ts';
import { quote, type Token, tokens } from './tokens.ts';

export interface Completing {
  readonly catalogue: Catalogue;
  readonly locale: Locale;
  /** Is it for this person to say here? */
  may(command: Command): boolean;
  ask(asked: Asked): SuggestAsk;
}

/** What could be typed next at the end of the line: nouns, verbs, flags, values. */
export async function completionsOf(line: string, by: Completing): Promise<readonly Completion[]> {
  const { before, current } = atEnd(line);
  const words = before.map(({ text }) => text.toLowerCase().replace(/^\/+/, ''));
  const { names } = by.catalogue;
  const skipped = words[0] === 'hoist' && words[1] !== undefined && !names.includes(`hoist ${words[1]}`) ? 1 : 0;
  const [noun, verb] = words.slice(skipped);
  if (noun === undefined) return nouns(names, current);
  if (verb === undefined) {
    const others = noun === 'hoist' ? nouns(names, current) : [];
    return [...(await verbs(noun, current, by)), ...others.filter(({ text }) => text !== 'hoist ')];
  }
  if (!names.includes(`${noun} ${verb}`)) return [];
  const command = await by.catalogue.load(`${noun} ${verb}`);
  return by.may(command) ? next(command, before.slice(skipped + 2), current, by) : [];
}

/** Values for one field of a form. */
export const choicesFor = (
  command: Command,
  field: string,
  typed: string,
  ask: SuggestAsk,
): Promise<readonly Choice[]> => {
  const arg = allArgs(command)[field];
  return arg ? suggested(arg, typed, ask) : Promise.resolve([]);
};

function atEnd(line: string): { readonly before: readonly Token[]; readonly current: Token } {
  const words = tokens(line);
  const last = words.at(-1);
  if (last && last.end === line.length) return { before: words.slice(0, -1), current: last };
  const nothing = { text: '', plain: Number.POSITIVE_INFINITY, start: line.length, end: line.length };
  return { before: words, current: nothing };
}

function nouns(names: readonly string[], { text, start }: Token): readonly Completion[] {
  const slash = /^\/*/.exec(text)![0];
  const verbsOf = Map.groupBy(names, (name) => name.split(' ')[0]!);
  return beginning([...verbsOf.keys()], text.slice(slash.length)).map((noun) => ({
    from: start,
    text: `${slash}${noun} `,
    about: verbsOf
      .get(noun)!
      .map((name) => name.slice(noun.length + 1))
      .join(', '),
  }));
}

async function verbs(noun: string, current: Token, by: Completing): Promise<readonly Completion[]> {
  const names = beginning(by.catalogue.names, `${noun} ${current.text}`).filter((name) => name.startsWith(`${noun} `));
  const commands = await Promise.all(names.map((name) => by.catalogue.load(name)));
  return commands.filter(by.may).map((command) => ({
    from: current.start,
    text: `${command.name.slice(noun.length + 1)} `,
    about: command.about(by.locale),
  }));
}

async function next(
  command: Command,
  before: readonly Token[],
  current: Token,
  by: Completing,
): Promise<readonly Completion[]> {
  const { given, waiting } = soFar(command, before);
  const ask = by.ask({ command, given });
  if (waiting) return values(waiting, current.text, current.start, ask);
  const spoken = /^(?:--?)?([^=:]+)[=:]/u.exec(current.text);
  const meant = spoken && spoken[0].length <= current.plain ? meantBy(spoken[1]!, allArgs(command)) : undefined;
  if (spoken && meant) {
    return values(meant.arg, current.text.slice(spoken[0].length), current.start + spoken[0].length, ask);
  }
  const flags = flagsLeft(command, given, current, by.locale);
  if (current.text.startsWith('-')) return flags;
  const bare = Object.entries(command.args).find(([name, arg]) => arg.bare && given[name] === undefined)?.[1];
  const found = bare ? await values(bare, current.text, current.start, ask) : [];
  return current.text === '' ? [...found, ...flags] : found;
}

/** What the words before say, and the argument whose value comes next. */
function soFar(command: Command, words: readonly Token[]) {
  const given: Record<string, string> = {};
  const bare = Object.keys(command.args).filter((name) => command.args[name]?.bare);
  let waiting: { readonly name: string; readonly arg: Arg } | undefined;
  for (const word of words) {
    const flagged = dashed(word);
    const meant = flagged && meantBy(flagged.typed, allArgs(command));
    if (waiting) {
      given[waiting.name] = word.text;
      waiting = undefined;
    } else if (meant?.arg.kind === 'flag' || (meant && flagged?.value !== undefined)) {
      given[meant.name] = flagged?.value ?? String(!meant.negated);
    } else if (meant) waiting = meant;
    else if (!flagged) {
      const place = bare.find((name) => given[name] === undefined);
      if (place) given[place] = word.text;
    }
  }
  return { given, waiting: waiting?.arg };
}

async function values(arg: Arg, typed: string, from: number, ask: SuggestAsk): Promise<readonly Completion[]> {
  const found = await suggested(arg, typed, ask);
  return found.map(({ value, about }) => ({ from, text: `${quote(value)} `, ...(about ? { about } : {}) }));
}

/** Flags that were not said yet; values that can also be said without their flag come as values. */
function flagsLeft(command: Command, given: Asked['given'], current: Token, locale: Locale): readonly Completion[] {
  const wanted = current.text.replace(/^-*/, '').toLowerCase();
  return Object.entries(allArgs(command))
    .filter(([name, arg]) => given[name] === undefined && arg.kind !== 'secret')
    .filter(([name, arg]) => (wanted === '' ? !arg.bare : flagOf(name).slice(2).startsWith(wanted)))
    .map(([name, arg]) => ({ from: current.start, text: `${flagOf(name)} `, about: arg.about(locale) }));
}
