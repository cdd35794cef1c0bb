import type { Choice, Completion } from '../chat.ts';
import type { SuggestAsk } from './args.ts';
import type { Catalogue, Command } from './command.ts';
import type { Asked } from './parse.ts';

/** What could be typed next at the end of the line. */
export async function completionsOf(
  _line: string,
  _commands: Catalogue,
  _ask: (asked: Asked) => SuggestAsk,
): Promise<readonly Completion[]> {
  return [];
}

/** Values for one field of a form. */
export async function choicesFor(
  command: Command,
  field: string,
  typed: string,
  ask: SuggestAsk,
): Promise<readonly Choice[]> {
  const arg = command.args[field];
  if (!arg) return [];
  if (arg.choices) return arg.choices.filter((each) => each.startsWith(typed)).map((value) => ({ value }));
  return (await arg.suggest?.(typed, ask)) ?? [];
}
