import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawForm,
  drawLoading,
  drawNotice,
  drawOptions,
  formErrors,
  readForm,
} from '../../../adapters/chat/slack/draw/form.ts';
import { modalFaults } from '../../../adapters/chat/slack/limits/surface.ts';
import { type Field, type Form, type Invocation, locales, writePress } from '../../../src/kit.ts';
import { hostileNames } from '../../golden/views.ts';
import { filledIn } from './filled-in.ts';
import { anyView } from './views.ts';

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  label: name,
  kind: 'text',
  required: false,
  searchable: false,
  ...more,
});
const form = (...fields: readonly Field[]): Form => ({ command: 'gpu start', title: 'Start a GPU machine', fields });
const draw = (it: Form) => drawForm(it, 'en', { privateMetadata: '{"form":1}' });
const elementOf = (more: Partial<Field>) => {
  const [block] = draw(form(field('it', more))).blocks;
  if (block?.type !== 'input' || !('element' in block)) throw new Error('no input was drawn');
  return block.element;
};
const choices = (count: number) => Array.from({ length: count }, (_, n) => ({ value: `choice-${n}` }));

describe('a form', () => {
  it('becomes a modal with its name, its reason and its fields', () => {
    const modal = draw({ ...form(field('image', { required: true })), note: 'There is no image "ubunut".' });

    expect(modalFaults(modal)).toEqual([]);
    expect(modal).toMatchObject({
      title: { text: 'Start a GPU machine' },
      private_metadata: '{"form":1}',
      blocks: [
        { type: 'section', text: { text: 'There is no image "ubunut".' } },
        { type: 'input', optional: false, element: { focus_on_load: true } },
      ],
    });
  });

  it('is called after its command when its title is a whole sentence, and says the sentence', () => {
    const modal = draw({ ...form(field('image')), title: 'Start a GPU machine from an image or a disk' });

    expect(modal.title.text).toBe('/gpu start');
    expect(modal.blocks[0]).toMatchObject({ text: { text: 'Start a GPU machine from an image or a disk' } });
  });

  it.each<[string, Partial<Field>, object]>([
    ['words', {}, { type: 'plain_text_input' }],
    ['words that are there already', { value: 'box' }, { type: 'plain_text_input', initial_value: 'box' }],
    [
      'a whole number',
      { kind: 'whole', value: '4' },
      { type: 'number_input', is_decimal_allowed: false, initial_value: '4' },
    ],
    [
      'what should have been a number',
      { kind: 'whole', value: 'four' },
      { type: 'plain_text_input', initial_value: 'four' },
    ],
    ['a size', { kind: 'size' }, { type: 'plain_text_input' }],
    ['a yes', { kind: 'flag', value: 'true' }, { type: 'checkboxes', initial_options: [{ value: 'true' }] }],
    [
      'one of a few',
      { kind: 'one-of', choices: choices(3), value: 'choice-1' },
      { type: 'static_select', initial_option: { value: 'choice-1' } },
    ],
    ['one of more than a select holds', { kind: 'one-of', choices: choices(101) }, { type: 'plain_text_input' }],
    [
      'one of what the cloud knows',
      { searchable: true, value: 'base' },
      { type: 'external_select', min_query_length: 0, initial_option: { value: 'base' } },
    ],
    ['a secret', { kind: 'secret', value: 'hunter2' }, { type: 'plain_text_input' }],
  ])('asks for %s with what Slack has for it', (_, more, element) => {
    expect(elementOf(more)).toMatchObject(element);
  });

  it('shows no secret, and says what becomes of one', () => {
    const modal = JSON.stringify(draw(form(field('token', { kind: 'secret', value: 'hunter2' }))));

    expect(modal).not.toContain('hunter2');
    expect(modal).toContain('keeps it nowhere');
  });

  it('gives back what was filled in, and nothing for what was left empty', () => {
    const modal = draw(
      form(
        field('name'),
        field('reason'),
        field('hours', { kind: 'whole' }),
        field('flavor', { kind: 'one-of', choices: choices(3) }),
        field('image', { searchable: true }),
        field('spot', { kind: 'flag' }),
        field('keep', { kind: 'flag', value: 'true' }),
        field('plan', { kind: 'flag' }),
      ),
    );

    const state = filledIn(modal, { name: ' *box* <!here> ', hours: '4', flavor: 'choice-2', image: 'x', plan: true });

    expect(readForm(state)).toEqual({
      name: ' *box* <!here> ',
      hours: '4',
      flavor: 'choice-2',
      image: 'x',
      keep: 'false',
      plan: 'true',
    });
  });

  it('reads fields of another version and values of another kind without falling over', () => {
    expect(readForm({ other: { a: { type: 'datepicker', selected_date: '2026-11-20' } }, 'field:x': {} })).toEqual({});
  });

  it('hangs a refusal on the field that it names, else on the first', () => {
    const names = ['image', 'disk', 'diskType'];

    expect(formErrors('--disk-type is "ssd" or "hdd"', names)).toEqual({
      'field:diskType': '--disk-type is "ssd" or "hdd"',
    });
    expect(formErrors('nobody knows', names)).toEqual({ 'field:image': 'nobody knows' });
  });

  it('is one that Slack takes, whatever its fields are called and however many there are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(...hostileNames, 'y'.repeat(4000)),
    );
    const any: fc.Arbitrary<Field> = fc.record(
      {
        name: fc.string({ minLength: 1, maxLength: 20 }),
        label: text,
        kind: fc.constantFrom('text', 'whole', 'flag', 'one-of', 'secret', 'size', 'duration'),
        required: fc.boolean(),
        searchable: fc.boolean(),
        value: text,
        choices: fc.array(fc.record({ value: text, about: text }), { maxLength: 120 }),
      },
      { requiredKeys: ['name', 'label', 'kind', 'required', 'searchable'] },
    );
    const forms = fc.record({
      command: fc.constant('gpu start'),
      title: text,
      note: text,
      fields: fc.uniqueArray(any, { maxLength: 110, selector: ({ name }) => name }),
    });

    fc.assert(
      fc.property(forms, fc.constantFrom(...locales), (it, locale) => {
        expect(modalFaults(drawForm(it, locale, { privateMetadata: '' }))).toEqual([]);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 15_000 },
    );
  });
});

describe('a search', () => {
  it('offers what was found, and the words themselves, because what they name may be new', () => {
    const found = [{ value: 'base-image', about: '12 GB, yesterday' }];

    expect(drawOptions(found, 'bas').options).toMatchObject([
      { value: 'base-image', description: { text: '12 GB, yesterday' } },
      { value: 'bas' },
    ]);
    expect(drawOptions(found, 'base-image').options).toHaveLength(1);
    expect(drawOptions(found, '').options).toHaveLength(1);
    expect(drawOptions(choices(300), 'own').options).toHaveLength(100);
  });
});

describe('a modal beside a form', () => {
  it.each(locales)('says in %s that the form is being filled', (locale) => {
    expect(modalFaults(drawLoading(locale))).toEqual([]);
  });

  it('can show any answer instead', () => {
    const write = (invocation: Invocation, most: number) => writePress(invocation, most).text;

    fc.assert(
      fc.property(anyView, (view) => {
        expect(modalFaults(drawNotice(view, 'ru', write))).toEqual([]);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000 },
    );
  });
});
