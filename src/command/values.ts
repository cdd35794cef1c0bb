import { Failure } from '../failure.ts';
import { said, verbatim } from '../phrases.ts';
import type { Arg } from './args.ts';
import type { Command, Either } from './command.ts';
import { echo } from './echo.ts';
import { flagOf, saysNo } from './flags.ts';
import { allArgs, globalsOf } from './globals.ts';
import { nearest } from './nearest.ts';
import type { Asked } from './parse.ts';
import { wrong } from './wrong-words.ts';

/** Everything checked; `missing` are the arguments that a form has to ask for. */
export interface Checked {
  readonly values: Readonly<Record<string, unknown>>;
  readonly globals: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
}

/** What was said, as values of the right kind. The first that is wrong is a usage failure. */
export function check({ command, given }: Asked): Checked {
  for (const either of command.either ?? []) refuseBoth(either, command, given);
  const missing: string[] = [];
  const read = ([name, arg]: readonly [string, Arg]): readonly [string, unknown] => {
    if (given[name] === undefined && arg.required) missing.push(name);
    return [name, missing.includes(name) ? undefined : checkedValue(name, arg, command, given)];
  };
  const values = Object.fromEntries(Object.entries(command.args).map(read));
  const globals = Object.fromEntries(Object.entries(globalsOf(command)).map(read));
  return { values, globals, missing };
}

/** What a form or a button brings: empty fields are not said, and unknown ones come from an older version. */
export function givenBy(
  command: Command,
  args: Readonly<Record<string, string>>,
  secrets: boolean,
): Readonly<Record<string, string>> {
  const known = allArgs(command);
  const strange = (name: string) => !Object.hasOwn(known, name) || (known[name]?.kind === 'secret' && !secrets);
  if (Object.keys(args).some(strange)) throw unknownPress(command.name);
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value.trim() !== ''));
}

/** A button or form of another version of Hoist. */
export const unknownPress = (command: string): Failure => new Failure('usage', (l) => wrong(l).stale(echo(command)));

function refuseBoth({ args, because }: Either, command: Command, given: Asked['given']): void {
  const isSaid = (name: string) =>
    given[name] !== undefined && !(command.args[name]?.kind === 'flag' && saysNo(given[name]));
  const [one, other] = args.filter(isSaid).map(flagOf);
  if (one === undefined || other === undefined) return;
  throw new Failure('usage', (l) =>
    because ? wrong(l).eitherBecause(one, other, because(l)) : wrong(l).either(one, other),
  );
}

function checkedValue(name: string, arg: Arg, command: Command, given: Asked['given']): unknown {
  const typed = arg.choices ? asListed(given[name], arg.choices) : given[name];
  const checked = arg.check.safeParse(typed);
  if (checked.success) return checked.data;
  if (arg.kind === 'secret') throw new Failure('usage', (l) => wrong(l).secretValue(flagOf(name), arg.fits(l)));
  const text = typed ?? '';
  if (text.trim() === '') throw new Failure('usage', (l) => wrong(l).empty(flagOf(name), arg.fits(l)));
  if (!arg.choices) throw new Failure('usage', (l) => wrong(l).value(flagOf(name), echo(text), arg.fits(l)));
  throw new Failure('usage', (l) => wrong(l).oneOf(flagOf(name), echo(text), arg.fits(l)), {
    next: nearest(text, arg.choices, 2).map((near) => ({
      label: said(verbatim(`${flagOf(name)} ${near}`)),
      press: { command: command.name, args: { ...given, [name]: near } },
    })),
  });
}

const asListed = (typed: string | undefined, choices: readonly string[]): string | undefined =>
  typed === undefined
    ? undefined
    : (choices.find((each) => each.toLowerCase() === typed.trim().toLowerCase()) ?? typed);
