import { ModalBuilder } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawForm, unshown } from '../../../adapters/chat/discord/draw/form.ts';
import { modalFaults } from '../../../adapters/chat/discord/limits/modal.ts';
import { sayables } from '../../../src/command/sayable.ts';
import { allCommands } from '../../../src/discover.ts';
import { type Field, type Form, type Locale, locales } from '../../../src/kit.ts';
import { anyText } from './any-view.ts';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: `The ${name}`,
  kind: 'text',
  required: false,
  searchable: false,
  ...more,
});
const form = (fields: readonly Field[], more: Partial<Form> = {}): Form => ({
  command: 'gpu start',
  title: 'Start a machine',
  fields,
  ...more,
});
const drawn = (it: Form, locale: Locale = 'en') => drawForm(it, locale, { customId: 'form:1' });
const parts = (it: Form, locale: Locale = 'en') =>
  drawn(it, locale).components.map((each) => ('component' in each ? each.component : each));
const choices = (many: number) => Array.from({ length: many }, (_, n) => ({ value: `image-${n}`, about: 'yesterday' }));
const text = (it: Form, locale: Locale = 'en') =>
  drawn(it, locale).components.flatMap((each) => ('content' in each ? [each.content] : []));

const anyField: fc.Arbitrary<Field> = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('a', 'b', 'c', 'D', 'e') }),
    label: anyText,
    kind: fc.constantFrom('text', 'whole', 'flag', 'one-of', 'secret', 'size', 'duration'),
    required: fc.boolean(),
    searchable: fc.boolean(),
    value: anyText,
    choices: fc.array(fc.record({ value: anyText, about: anyText }, { requiredKeys: ['value'] }), { maxLength: 40 }),
  },
  { requiredKeys: ['name', 'label', 'kind', 'required', 'searchable'] },
);
const anyForm: fc.Arbitrary<Form> = fc.record(
  {
    command: fc.constantFrom('gpu start', 'disk delete'),
    title: anyText,
    note: anyText,
    fields: fc.uniqueArray(anyField, { selector: ({ name }) => name, maxLength: 25 }),
  },
  { requiredKeys: ['command', 'title', 'fields'] },
);

it('whatever is asked, in any language: Discord opens it', () => {
  fc.assert(
    fc.property(anyForm, fc.constantFrom(...locales), (it, locale) => {
      expect(modalFaults(drawn(it, locale))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe('the form of a real command', async () => {
  const all = await sayables(await allCommands());

  it.each(all.map((each) => [each.name, each] as const))('%s is taken by Discord and by discord.js', (name, said) => {
    for (const locale of locales) {
      const modal = drawn({ command: name, title: said.about(locale), fields: said.fields(locale) }, locale);

      expect(modalFaults(modal)).toEqual([]);
      expect(new ModalBuilder(modal).toJSON()).toMatchObject({ title: modal.title });
    }
  });
});

describe('a form', () => {
  it('has a text to type, a select to choose from, a box to tick', () => {
    const it = form([
      field('image', { searchable: true, choices: choices(3), required: true }),
      field('name', { value: 'web-1' }),
      field('spot', { kind: 'flag' }),
    ]);

    expect(parts(it)).toMatchObject([
      { type: 3, custom_id: 'image', options: [{ label: 'image-0', description: 'yesterday' }, {}, {}] },
      { type: 4, custom_id: 'name', required: false, value: 'web-1' },
      { type: 23, custom_id: 'spot', default: false },
    ]);
  });

  it('has all its flags in one part', () => {
    const flags = ['spot', 'keep', 'force'].map((name) =>
      field(name, { kind: 'flag', value: String(name === 'keep') }),
    );

    expect(parts(form(flags))).toMatchObject([
      {
        type: 22,
        required: false,
        options: [{ default: false }, { value: 'keep', default: true }, { value: 'force' }],
      },
    ]);
  });

  it('shows what is required first, then for how long, and says how to give the rest', () => {
    const it = form([
      field('name'),
      field('image', { searchable: true, choices: choices(1) }),
      field('size', { kind: 'size' }),
      field('diskType', { kind: 'text', value: 'fast' }),
      field('for', { kind: 'duration' }),
      field('key', { required: true }),
    ]);

    expect(parts(it).map((each) => 'custom_id' in each && each.custom_id)).toEqual([
      false,
      'image',
      'size',
      'for',
      'key',
    ]);
    expect(text(it)).toEqual(['-# Options of /gpu start that have no room here: name, disk-type (fast)']);
    expect(text(it, 'ko')).toEqual(['-# 여기에 없는 항목은 /gpu start 옵션으로 지정: name, disk-type (fast)']);
    expect(unshown(it)).toEqual({ diskType: 'fast' });
  });

  it('that has room for everything keeps nothing back', () => {
    expect(unshown(form([field('name', { value: 'x' })]))).toEqual({});
  });

  it('says why it is asked, as text', () => {
    expect(text(form([field('name')], { note: 'No image "*x*"' }))).toEqual(['No image "\\*x\\*"']);
  });

  it('offers the first 25 of many, and says how to give another', () => {
    const it = form([field('image', { searchable: true, choices: choices(40) })]);
    const [label] = drawn(it).components;

    expect(label).toMatchObject({ description: 'The first 25; any other with /gpu start image' });
    expect(parts(it)).toMatchObject([{ options: { length: 25 }, min_values: 0, required: false }]);
  });

  it('has what was given chosen already, even if it is none of the choices', () => {
    const it = form([field('image', { searchable: true, choices: choices(40), value: 'mine' })]);

    expect(parts(it)).toMatchObject([
      { options: expect.arrayContaining([{ label: 'mine', value: 'mine', default: true }]) },
    ]);
  });

  it('asks for a secret without showing one, and says that it will be seen', () => {
    const it = form([field('key', { kind: 'secret', value: 'hunter2', required: true })]);

    expect(JSON.stringify(drawn(it))).not.toContain('hunter2');
    expect(drawn(it, 'ru').components).toMatchObject([{ description: 'Не сохраняется, но при вводе видно' }]);
  });
});
