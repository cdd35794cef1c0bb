import { z } from 'zod';
import { broken, chars, count, faultsOf, list, total, twice, words } from './rules.ts';
import { languages, limits, option } from './table.ts';

/** Why Discord would refuse to register this slash command; empty when it would take it. */
export const commandFaults = (body: unknown): readonly string[] => faultsOf(command, body);

/** The same for all commands that are put in one call. */
export function commandSetFaults(bodies: readonly unknown[]): readonly string[] {
  return [
    ...faultsOf(commandSet, bodies),
    ...bodies.flatMap((body, at) => commandFaults(body).map((fault) => `[${at}] ${fault}`)),
  ];
}

/** Why Discord would refuse these answers to what somebody is typing. */
export const suggestionFaults = (choices: unknown): readonly string[] =>
  faultsOf(list(choice, limits.choices).superRefine(sameNames), choices);

const language = z.enum(languages);
const inLanguages = <T extends z.ZodType>(text: T) => z.partialRecord(language, text.nullish()).nullish();

const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]*$/u, 'a sign that no name may hold')
  .refine((text) => text === text.toLowerCase(), 'not in lower case')
  // Discord's own pattern counts characters, not UTF-16 units.
  .refine((text) => [...text].length >= limits.commandName.least, 'no name')
  .refine((text) => [...text].length <= limits.commandName.most, `more than ${limits.commandName.most} characters`);

const described = {
  name,
  name_localizations: inLanguages(name),
  description: words(limits.commandDescription),
  description_localizations: inLanguages(words(limits.commandDescription)),
};

const choice = z.object({
  name: words(limits.choiceName),
  name_localizations: inLanguages(words(limits.choiceName)),
  value: z.union([chars(limits.choiceValue), z.number()]),
});

function sameNames(choices: readonly { readonly name: string }[], context: z.core.$RefinementCtx): void {
  twice(
    context,
    'name',
    choices.map((each) => each.name),
  );
}

const valueTypes = Object.values(option).filter((type) => type !== option.subcommand && type !== option.group);

const valueOption = z
  .object({
    ...described,
    type: z.literal(valueTypes),
    required: z.boolean().nullish(),
    choices: list(choice, limits.choices).superRefine(sameNames).nullish(),
    autocomplete: z.boolean().nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: count(limits.optionLength).nullish(),
    max_length: count({ ...limits.optionLength, least: 1 }).nullish(),
  })
  .superRefine((it, context) => {
    const counted = it.type === option.integer || it.type === option.number;
    const offers = (it.choices?.length ?? 0) > 0;
    if (offers && it.autocomplete) broken(context, 'choices and autocomplete at once');
    if ((offers || it.autocomplete) && !counted && it.type !== option.string)
      broken(context, `an option of type ${it.type} has no choices`);
    for (const { value } of it.choices ?? []) {
      const fits = counted ? typeof value === 'number' : typeof value === 'string';
      if (!fits || (it.type === option.integer && !Number.isSafeInteger(value)))
        broken(context, `the choice ${JSON.stringify(value)} is not of the type of its option`);
    }
    if (!counted && (it.min_value ?? it.max_value ?? null) !== null) broken(context, 'a range of what is no number');
    if (it.type !== option.string && (it.min_length ?? it.max_length ?? null) !== null)
      broken(context, 'a length of what is no text');
  });

const valueOptions = list(valueOption, limits.commandOptions).superRefine(inOrder);

const subcommand = z.object({
  ...described,
  type: z.literal(option.subcommand),
  options: valueOptions.nullish(),
});

const group = z.object({
  ...described,
  type: z.literal(option.group),
  options: list(subcommand, { ...limits.commandOptions, least: 1 }).superRefine(inOrder),
});

const anyOption = z.discriminatedUnion('type', [valueOption, subcommand, group]);

interface Ordered {
  readonly name: string;
  readonly required?: boolean | null | undefined;
}

function inOrder(options: readonly Ordered[], context: z.core.$RefinementCtx): void {
  sameNames(options, context);
  const optional = options.findIndex(({ required }) => !required);
  if (optional >= 0 && options.slice(optional).some(({ required }) => required))
    broken(context, 'a required option behind an optional one');
}

const command = z
  .object({
    ...described,
    type: z.literal(1).nullish(),
    options: list(anyOption, limits.commandOptions).superRefine(inOrder).nullish(),
    default_member_permissions: z.string().regex(/^\d+$/, 'not a number').nullish(),
    contexts: z.array(z.literal([0, 1, 2])).nullish(),
    integration_types: z.array(z.literal([0, 1])).nullish(),
    nsfw: z.boolean().nullish(),
  })
  .superRefine((it, context) => {
    const nested = (it.options ?? []).filter((each) => each.type === option.subcommand || each.type === option.group);
    if (nested.length > 0 && nested.length < (it.options ?? []).length)
      broken(context, 'subcommands and other options side by side');
    const text = textOf(it);
    if (text > limits.commandText.most)
      broken(context, `${text} characters in all, more than ${limits.commandText.most}`);
  });

interface Texts {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string | null | undefined>> | null | undefined;
  readonly description?: string;
  readonly description_localizations?: Readonly<Record<string, string | null | undefined>> | null | undefined;
  readonly value?: string | number;
  readonly options?: readonly Texts[] | null | undefined;
  readonly choices?: readonly Texts[] | null | undefined;
}

/** Only the longest language of each text counts. */
function textOf(it: Texts): number {
  const longest = (text: string | undefined, others: Texts['name_localizations']) =>
    Math.max(...[text, ...Object.values(others ?? {})].map((each) => each?.length ?? 0));
  return total([
    longest(it.name, it.name_localizations),
    longest(it.description, it.description_localizations),
    typeof it.value === 'string' ? it.value.length : 0,
    ...[...(it.options ?? []), ...(it.choices ?? [])].map(textOf),
  ]);
}

const commandSet = list(z.object({ name: z.string().catch('') }), limits.commands).superRefine(sameNames);
