import type { Command } from './command.ts';
import { flagOf } from './flags.ts';
import { allArgs } from './globals.ts';
import { quote } from './tokens.ts';

/** The line a person would type for it. What is secret is left out: a form asks for it. */
export function print(command: Command, given: Readonly<Record<string, string>>, slash = ''): string {
  const words = [slash + command.name];
  const flags: string[] = [];
  let bare = true;
  for (const [name, arg] of Object.entries(allArgs(command))) {
    const value = given[name];
    if (arg.bare && value === undefined) bare = false;
    if (value === undefined || arg.kind === 'secret') continue;
    if (arg.bare && bare) words.push(quote(value));
    else if (arg.kind !== 'flag') flags.push(flagOf(name), quote(value));
    else if (value === 'true') flags.push(flagOf(name));
    else flags.push(`${flagOf(name)}=${quote(value)}`);
  }
  return [...words, ...flags].join(' ');
}

/** A line of words that a shell has taken apart already. */
export const lineOf = (words: readonly string[]): string =>
  words
    .map((word) => {
      const head =
        /^(?:[-\u2010-\u2015\u2212]+\p{L}[\p{L}\p{N}_-]*[=:]?|\p{L}[\p{L}\p{N}_-]*:)(?!\/\/)/u.exec(word)?.[0] ?? '';
      const value = word.slice(head.length);
      if (head === '' || (value !== '' && !/[=:]$/.test(head))) return quote(word);
      return value === '' && !head.endsWith('=') ? head : head + quote(value);
    })
    .join(' ');
