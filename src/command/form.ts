import type { Choice, Field, Form } from '../chat.ts';
import type { Locale } from '../phrases.ts';
import type { Arg, SuggestAsk } from './args.ts';
import type { Command } from './command.ts';
import { globalsOf } from './globals.ts';
import type { Asked } from './parse.ts';
import { suggested } from './suggest.ts';

export interface FormAsk {
  /** Arguments that have to be given; of several that the command asked for itself, any one is enough. */
  readonly missing: readonly string[];
  readonly note?: string;
  readonly choices?: Readonly<Record<string, readonly Choice[]>>;
  /** Filled in already; what the person said goes before it. */
  readonly values?: Readonly<Record<string, string>>;
  /** Only what is missing and what was given, not every argument there is. */
  readonly short?: true;
  /** What is missing may stay empty. */
  readonly optional?: true;
  /** What was given to have the form, and does not come back with it. */
  readonly without?: string;
}

/** The form of a command: what is missing first, then the rest; what was given stays in it. */
export async function formOf(asked: Asked, ask: FormAsk, suggest: SuggestAsk): Promise<Form> {
  const { command, given } = asked;
  const first = ask.missing.filter((name) => Object.hasOwn(command.args, name));
  const others = Object.keys(command.args).filter((name) => !first.includes(name) && name !== ask.without);
  const rest = ask.short ? others.filter((name) => given[name] !== undefined || command.args[name]?.required) : others;
  // A global flag that was given has to come back with the form.
  const kept = Object.entries(globalsOf(command)).filter(([name]) => given[name] !== undefined);
  const fields = await Promise.all([
    ...[...first, ...rest].map((name) => fieldOf(name, command, asked, ask, suggest)),
    ...kept.map(([name, arg]) => ({ ...plainField(name, arg, suggest.locale), value: given[name]! })),
  ]);
  return {
    command: command.name,
    title: command.about(suggest.locale),
    ...(ask.note === undefined ? {} : { note: ask.note }),
    fields,
  };
}

async function fieldOf(
  name: string,
  command: Command,
  { given }: Asked,
  ask: FormAsk,
  suggest: SuggestAsk,
): Promise<Field> {
  const arg = command.args[name]!;
  const value = arg.kind === 'secret' ? undefined : (given[name] ?? ask.values?.[name]);
  const choices = ask.choices?.[name] ?? (await suggested(arg, '', suggest));
  return {
    ...plainField(name, arg, suggest.locale),
    required: arg.required || (!ask.optional && ask.missing.length === 1 && ask.missing[0] === name),
    ...(value === undefined ? {} : { value }),
    ...(choices.length > 0 ? { choices } : {}),
  };
}

export const plainField = (name: string, arg: Arg, locale: Locale): Field => ({
  name,
  label: arg.about(locale),
  kind: arg.kind,
  required: false,
  searchable: arg.suggest !== undefined,
});
