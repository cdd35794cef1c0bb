import { z } from 'zod';
import type { Choice, Invocation } from '#kit';
import { clip } from '../draw/clip.ts';
import { shown } from '../draw/shown.ts';
import { limits, option } from '../limits/table.ts';
import { fieldOf } from './names.ts';

/** A slash command as it was said. */
export interface Said extends Invocation {
  /** The field somebody is typing in just now, where Discord asks for suggestions. */
  readonly typing?: { readonly field: string; readonly typed: string };
}

/** What was said with a slash command, from `interaction.commandName` and `interaction.options.data`, or from the wire. */
export function readOptions(name: string, options: unknown): Said {
  const given = z.array(givenOption).catch([]).parse(options);
  const verb = given.find(({ type }) => type === option.subcommand);
  const values = (verb ? (verb.options ?? []) : given).flatMap(({ value, ...rest }) =>
    value === undefined ? [] : [{ ...rest, field: fieldOf(rest.name), text: String(value) }],
  );
  const typing = values.find(({ focused }) => focused);
  return {
    command: verb ? `${name} ${verb.name}` : name,
    args: Object.fromEntries(values.filter((each) => each !== typing).map(({ field, text }) => [field, text])),
    ...(typing ? { typing: { field: typing.field, typed: typing.text } } : {}),
  };
}

/** Answers to what is being typed. Discord sends the value back; what is too long for one cannot be offered. */
export const suggestions = (
  choices: readonly Choice[],
): readonly { readonly name: string; readonly value: string }[] => {
  const usable = choices
    .filter(({ value }) => value.trim() !== '' && value.length <= limits.choiceValue.most)
    .filter(({ value }, at, all) => all.findIndex((each) => each.value === value) === at)
    .map(({ value, about }) => ({ name: named(value, about), value }));
  return usable
    .filter(({ name }, at) => usable.findIndex((each) => each.name === name) === at)
    .slice(0, limits.choices.most);
};

const named = (value: string, about: string | undefined): string => {
  const { most } = limits.choiceName;
  const name = shown(value, most);
  return about?.trim() && name.length + 3 < most
    ? `${name} · ${clip(shown(about, most), most - name.length - 3)}`
    : name;
};

const valueOption = z.object({
  type: z.int(),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
});
const givenOption = valueOption.extend({ options: z.array(valueOption).optional() });
