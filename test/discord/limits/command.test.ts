import { ApplicationCommandOptionType, Locale } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commandFaults, commandSetFaults, suggestionFaults } from '../../../adapters/chat/discord/limits/command.ts';
import { languages, option } from '../../../adapters/chat/discord/limits/table.ts';

const described = (name: string, more: object = {}) => ({ name, description: 'About it', ...more });
const text = (name: string, more: object = {}) => described(name, { type: 3, ...more });
const sub = (name: string, ...options: object[]) => described(name, { type: 1, options });
const group = (name: string, ...options: object[]) => described(name, { type: 2, options });
const command = (...options: object[]) => described('gpu', { options });
const texts = (many: number) => Array.from({ length: many }, (_, n) => text(`o${n}`));
const choices = (many: number) => Array.from({ length: many }, (_, n) => ({ name: `n${n}`, value: `v${n}` }));
/** 80 descriptions of 100 characters are 8000, and every name comes on top. */
const long = (each: object) =>
  command(...[1, 2, 3, 4].map((n) => sub(`s${n}`, ...texts(25).map((one) => ({ ...one, ...each })))));

describe('a command that Discord registers', () => {
  it.each([
    ['one with nothing in it', described('gpu')],
    ['subcommands with options', command(sub('start', ...texts(25)), sub('stop'))],
    ['a group', command(group('disk', sub('list')))],
    ['a name of another script', described('머신')],
    ['25 choices', command(text('a', { choices: choices(25) }))],
    ['numbers to choose from', command(described('a', { type: 4, choices: [{ name: 'one', value: 1 }] }))],
    ['texts in other languages', described('gpu', { description_localizations: { ru: 'О нём', ko: '설명' } })],
    ['required first', command(text('a', { required: true }), text('b'))],
    ['where it may be used', described('gpu', { contexts: [0, 1], integration_types: [0] })],
    ['what nobody has heard of', described('gpu', { brand_new: 1 })],
  ])('%s', (_, body) => {
    expect(commandFaults(body)).toEqual([]);
  });
});

describe('a command that Discord refuses', () => {
  it.each([
    ['capitals', described('Gpu'), /lower case/],
    ['a space', described('gpu start'), /sign/],
    ['a name of 33', described('x'.repeat(33)), /more than 32/],
    ['no name', described(''), /no name/],
    ['no description', described('gpu', { description: '' }), /description/],
    ['a description of 101', described('gpu', { description: 'x'.repeat(101) }), /more than 100/],
    ['26 options', command(...texts(26)), /more than 25/],
    ['26 choices', command(text('a', { choices: choices(26) })), /more than 25/],
    ['the same option twice', command(text('a'), text('a')), /"a" is there twice/],
    ['the same choice twice', command(text('a', { choices: [...choices(1), ...choices(1)] })), /"n0" is there twice/],
    ['required behind optional', command(text('a'), text('b', { required: true })), /behind/],
    ['required behind optional below', command(sub('x', text('a'), text('b', { required: true }))), /behind/],
    ['subcommands among options', command(sub('x'), text('a')), /side by side/],
    ['a subcommand in a subcommand', command(sub('x', sub('y'))), /type/],
    ['a group in a group', command(group('x', group('y', sub('z')))), /type/],
    ['choices and autocomplete', command(text('a', { choices: choices(1), autocomplete: true })), /at once/],
    ['autocomplete of a flag', command(described('a', { type: 5, autocomplete: true })), /no choices/],
    ['a text among numbers', command(described('a', { type: 4, choices: choices(1) })), /not of the type/],
    ['a choice of 101', command(text('a', { choices: [{ name: 'a', value: 'x'.repeat(101) }] })), /more than 100/],
    ['a language that is not spoken', described('gpu', { description_localizations: { en: 'x' } }), /en/],
    ['8001 characters', long({ description: 'x'.repeat(80) }), /more than 8000/],
    ['8001 in one language', long({ description_localizations: { ru: 'ы'.repeat(80) } }), /more than 8000/],
  ])('%s', (_, body, why) => {
    expect(commandFaults(body).join('\n')).toMatch(why);
  });

  it('counts only the longest language of each text', () => {
    const body = long({ description: 'x'.repeat(70), description_localizations: { ru: 'ы'.repeat(70) } });

    expect(commandFaults(body)).toEqual([]);
  });
});

it('refuses two commands of one name, and 101 commands', () => {
  const many = Array.from({ length: 101 }, (_, n) => described(`c${n}`));

  expect(commandSetFaults([described('gpu'), described('disk')])).toEqual([]);
  expect(commandSetFaults([described('gpu'), described('gpu')])).toEqual(['name "gpu" is there twice']);
  expect(commandSetFaults(many)).toEqual(['more than 100']);
  expect(commandSetFaults([described('gpu'), described('GPU')])).toEqual(['[1] name: not in lower case']);
});

it('refuses more than 25 answers to what is typed, and empty ones', () => {
  expect(suggestionFaults(choices(25))).toEqual([]);
  expect(suggestionFaults([])).toEqual([]);
  expect(suggestionFaults(choices(26))).toEqual(['more than 25']);
  expect(suggestionFaults([{ name: ' ', value: 'x' }])).toHaveLength(1);
});

it('names the numbers and languages as Discord does', () => {
  expect([...languages].sort()).toEqual(Object.values(Locale).sort());
  expect(Object.values(option)).toEqual(
    Object.values(ApplicationCommandOptionType).filter((each) => typeof each === 'number'),
  );
});
