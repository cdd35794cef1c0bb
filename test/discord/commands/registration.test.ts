import {
  type ApplicationCommandOptionBase,
  type LocalizationMap,
  SlashCommandBuilder,
  type SlashCommandSubcommandBuilder,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { fieldOf, optionName } from '../../../adapters/chat/discord/commands/names.ts';
import { fingerprint, type Registered, registration } from '../../../adapters/chat/discord/commands/registration.ts';
import { commandSetFaults } from '../../../adapters/chat/discord/limits/command.ts';
import { sayables } from '../../../src/command/sayable.ts';
import { allCommands } from '../../../src/discover.ts';
import type { Field, Sayable } from '../../../src/kit.ts';

const all = await sayables(await allCommands());
const registered = registration(all, 'everywhere');
const optionsOf = (name: string) => {
  const [noun, verb] = name.split(' ');
  const found = registered.find((each) => each.name === noun)?.options?.find((each) => each.name === verb);
  return found && 'options' in found ? (found.options ?? []) : [];
};

const said = (fields: readonly Partial<Field>[]): Sayable => ({
  name: 'box start',
  about: (locale) => `About it in ${locale}`,
  fields: (locale) =>
    fields.map((each) => ({
      ...{ name: 'a', label: `Label in ${locale}`, kind: 'text', required: true, searchable: false },
      ...each,
    })),
});
const optionOf = (field: Partial<Field>) => {
  const [sub] = registration([said([field])], 'guild')[0]?.options ?? [];
  return sub && 'options' in sub ? sub.options?.[0] : undefined;
};

describe('what is registered', () => {
  it('is taken by Discord, all of it', () => {
    expect(commandSetFaults(registered)).toEqual([]);
  });

  it('holds every command there is', () => {
    const names = registered.flatMap(({ name, options = [] }) => options.map((each) => `${name} ${each.name}`));

    expect(names.sort()).toEqual(all.map(({ name }) => name).sort());
  });

  it.each(registered.map((each) => [each.name, each] as const))(
    'is what the builders of discord.js make of it: %s',
    (_, it) => {
      expect(JSON.parse(JSON.stringify(built(it)))).toMatchObject(JSON.parse(JSON.stringify(it)));
    },
  );

  it('asks for nothing: what is missing a form asks for', () => {
    expect(JSON.stringify(registered)).not.toContain('"required":true');
  });

  it('has the option of each kind of argument', () => {
    expect(optionsOf('gpu start')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'image', type: 3, autocomplete: true }),
        expect.objectContaining({ name: 'disk-type', type: 3 }),
        expect.objectContaining({ name: 'spot', type: 5 }),
        expect.objectContaining({ name: 'for', type: 3 }),
      ]),
    );
    expect(optionOf({ kind: 'whole' })).toMatchObject({ type: 4 });
    expect(optionOf({ kind: 'one-of', choices: [{ value: 'red' }] })).toMatchObject({
      type: 3,
      choices: [{ name: 'red', value: 'red' }],
    });
  });

  it('never has a secret in it', () => {
    expect(optionOf({ kind: 'secret' })).toBeUndefined();
  });

  it('says everything in three languages, and shortly', () => {
    expect(optionOf({})).toMatchObject({
      description: 'Label in en',
      description_localizations: { ru: 'Label in ru', ko: 'Label in ko' },
    });
    expect(optionOf({ label: 'x'.repeat(300) })?.description).toHaveLength(100);
  });

  it('is for guilds and for messages with the bot; in a guild of its own it does not say so', () => {
    expect(registered[0]).toMatchObject({ contexts: [0, 1], integration_types: [0] });
    expect(registration(all, 'guild')[0]).not.toHaveProperty('contexts');
  });

  it('has the same fingerprint for the same commands, and another for others', () => {
    expect(fingerprint(registration(all, 'everywhere'))).toBe(fingerprint(registered));
    expect(fingerprint(registration(all.slice(1), 'everywhere'))).not.toBe(fingerprint(registered));
  });
});

it('an option stands for the argument it was made of, for every argument there is', () => {
  const names = all.flatMap((each) => each.fields('en').map(({ name }) => name));

  expect(names.map((name) => fieldOf(optionName(name)))).toEqual(names);
});

/** The same once more, through the builders, which check what they are given. */
function built({ name, description, contexts, options = [] }: Registered) {
  const command = new SlashCommandBuilder().setName(name).setDescription(description);
  if (contexts) command.setContexts(...contexts).setIntegrationTypes(0);
  for (const sub of options)
    command.addSubcommand((it) => {
      it.setName(sub.name)
        .setDescription(sub.description)
        .setDescriptionLocalizations(sub.description_localizations ?? null);
      for (const each of 'options' in sub ? (sub.options ?? []) : []) add(it, each);
      return it;
    });
  return command.toJSON();
}

interface Option {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly description_localizations?: LocalizationMap | null;
}

function add(to: SlashCommandSubcommandBuilder, it: Option): void {
  const named = <B extends ApplicationCommandOptionBase>(option: B): B =>
    option
      .setName(it.name)
      .setDescription(it.description)
      .setDescriptionLocalizations(it.description_localizations ?? null)
      .setRequired(false);
  if (it.type === 5) to.addBooleanOption(named);
  else if (it.type === 4) to.addIntegerOption(named);
  else
    to.addStringOption((option) => {
      named(option);
      // The type of the option is that of a string, so its choices are strings.
      if ('choices' in it) option.addChoices(...(it.choices as { name: string; value: string }[]));
      if ('autocomplete' in it) option.setAutocomplete(true);
      return option;
    });
}
