import { createHash } from 'node:crypto';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  LocalizationMap,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Field, Sayable } from '#kit';
import { clip } from '../draw/clip.ts';
import { limits, option } from '../limits/table.ts';
import { optionName } from './names.ts';

export type Registered = RESTPostAPIChatInputApplicationCommandsJSONBody;

/**
 * What is registered with Discord: a command for each noun, a subcommand for each verb. Everything may be left out; what
 * is missing a form asks for. In one guild Discord does not want to hear where else a command could be used.
 */
export function registration(catalogue: readonly Sayable[], scope: 'everywhere' | 'guild'): readonly Registered[] {
  const nouns = [...new Set(catalogue.map(({ name }) => nounOf(name)))];
  return nouns.map((noun) => {
    const said = catalogue.filter(({ name }) => nounOf(name) === noun);
    return {
      type: 1,
      name: noun,
      // Nobody sees it: Discord shows the subcommands, each with its own words.
      description: clip(`${noun}: ${said.map(({ name }) => verbOf(name)).join(', ')}`, limits.commandDescription.most),
      options: said.map(subcommand),
      ...(scope === 'everywhere' ? { contexts: [inGuild, withBot], integration_types: [guildInstall] } : {}),
    };
  });
}

/** The same for the same commands, so that they are registered only when something has changed. */
export const fingerprint = (registered: readonly Registered[]): string =>
  createHash('sha256').update(JSON.stringify(registered)).digest('base64url');

const inGuild = 0;
const withBot = 1;
const guildInstall = 0;

const nounOf = (name: string): string => name.split(' ')[0] ?? name;
const verbOf = (name: string): string => name.split(' ')[1] ?? name;

function subcommand(sayable: Sayable): APIApplicationCommandSubcommandOption {
  const [en, ru, ko] = [sayable.fields('en'), sayable.fields('ru'), sayable.fields('ko')];
  const fields = en.map((field, at) => ({ field, ru: ru[at]?.label, ko: ko[at]?.label }));
  return {
    type: option.subcommand,
    name: verbOf(sayable.name),
    ...described(sayable.about('en'), sayable.about('ru'), sayable.about('ko')),
    options: fields
      // What is secret is never part of a line that a chat keeps: a form asks for it.
      .filter(({ field }) => field.kind !== 'secret')
      .slice(0, limits.commandOptions.most)
      .map((each) => valueOption(each.field, described(each.field.label, each.ru, each.ko))),
  };
}

interface Described {
  readonly description: string;
  readonly description_localizations: LocalizationMap;
}

function described(en: string, ru = en, ko = en): Described {
  const short = (text: string) => clip(text, limits.commandDescription.most);
  return { description: short(en), description_localizations: { ru: short(ru), ko: short(ko) } };
}

function valueOption(field: Field, words: Described): APIApplicationCommandBasicOption {
  const named = { name: optionName(field.name), ...words, required: false };
  if (field.kind === 'flag') return { type: option.boolean, ...named };
  if (field.kind === 'whole') return { type: option.integer, ...named };
  const choices = field.choices ?? [];
  const fixed = !field.searchable && choices.length > 0 && choices.length <= limits.choices.most;
  if (fixed) return { type: option.string, ...named, choices: choices.map(({ value }) => ({ name: value, value })) };
  return { type: option.string, ...named, ...(field.searchable ? { autocomplete: true } : {}) };
}
