import { z } from 'zod';
import { flagOf } from '#kit';
import { cut, shown } from './escape.ts';

const prefix = 'field:';

/** The block of a field; Slack hangs errors on it. */
export const blockOf = (name: string): string => `${prefix}${name}`;

/** What kind of answer an element gives; with the field's name behind it, its action id. */
export const answers = {
  typed: 'typed',
  chosen: 'chosen',
  searched: 'searched',
  flag: 'flag',
  /** A box for which somebody had said yes or no already. */
  answeredFlag: 'answered-flag',
} as const;

export const actionOf = (answer: keyof typeof answers, name: string): string => `${answers[answer]}:${name}`;

/** The field of which an external select asks for options. */
export const fieldOf = (blockId: string): string | undefined =>
  blockId.startsWith(prefix) ? blockId.slice(prefix.length) : undefined;

/** What was filled in, from `view.state.values`: every word as it was typed, and nothing for what was left empty. */
export function readForm(values: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(shape.parse(values)).flatMap(([blockId, elements]) => {
      const name = fieldOf(blockId);
      const [action, state] = Object.entries(shape.safeParse(elements).data ?? {})[0] ?? [];
      const said = filled.safeParse(state).data;
      const value = action !== undefined && said ? answered(action, said) : undefined;
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A refusal as Slack's errors of fields: under the field that it names, else under the first. */
export function formErrors(refusal: string, names: readonly string[]): Readonly<Record<string, string>> {
  const named = names.find((name) => new RegExp(`${flagOf(name)}(?![\\w-])`).test(refusal)) ?? names[0];
  return named === undefined ? {} : { [blockOf(named)]: cut(shown(refusal), 1000) };
}

const option = z.object({ value: z.string() });
const filled = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
});
const shape = z.record(z.string(), z.unknown());

function answered(action: string, { value, selected_option, selected_options }: z.infer<typeof filled>) {
  if (action.startsWith(`${answers.flag}:`)) return selected_options?.length ? 'true' : undefined;
  if (action.startsWith(`${answers.answeredFlag}:`)) return selected_options?.length ? 'true' : 'false';
  const said = value ?? selected_option?.value ?? '';
  return said.trim() === '' ? undefined : said;
}
