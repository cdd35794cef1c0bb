import type { types } from '@slack/bolt';
import { type Choice, type Field, type Locale, never } from '#kit';
import { limits } from '../limits/table.ts';
import { oneLine, plainText } from './escape.ts';
import { actionOf } from './read-form.ts';
import { words } from './words.ts';

type Element = types.PlainTextInput | types.NumberInput | types.Checkboxes | types.StaticSelect | types.ExternalSelect;

/** How a value is asked for. What Slack cannot offer to choose is typed. */
export function element(field: Field, locale: Locale): Element {
  const { kind, name, searchable, value } = field;
  switch (kind) {
    case 'flag':
      return flag(field, locale);
    case 'secret':
      // Slack has no field that hides what is typed.
      return { type: 'plain_text_input', action_id: actionOf('typed', name) };
    case 'whole':
      if (searchable) return search(field);
      return value !== undefined && !/^-?\d+$/.test(value) ? typed(field) : number(field);
    case 'one-of':
      return searchable ? search(field) : select(field);
    case 'text':
    case 'size':
    case 'duration':
      return searchable ? search(field) : typed(field);
    default:
      return never(kind);
  }
}

/** What Slack offers while somebody types into a search: what was found, and the very words for what nobody found. */
export function drawOptions(choices: readonly Choice[], said: string): { options: types.PlainTextOption[] } {
  const found = choices.flatMap(option);
  const own = choices.some(({ value }) => value === said.trim()) ? [] : option({ value: said.trim() });
  return { options: [...found.slice(0, limits.suggestions - own.length), ...own] };
}

const typed = ({ name, value }: Field): types.PlainTextInput => ({
  type: 'plain_text_input',
  action_id: actionOf('typed', name),
  ...(value ? { initial_value: value.slice(0, limits.input.typed).toWellFormed() } : {}),
});

const number = ({ name, value }: Field): types.NumberInput => ({
  type: 'number_input',
  action_id: actionOf('typed', name),
  is_decimal_allowed: false,
  ...(value ? { initial_value: value } : {}),
});

/** The action remembers that the box was ticked, so that taking the tick away says no and leaving it empty says nothing. */
function flag({ name, value }: Field, locale: Locale): types.Checkboxes {
  const yes = { text: plainText(words(locale).yes, limits.option.text), value: 'true' };
  const on = value !== undefined && !['', 'false', 'no', 'off'].includes(value.toLowerCase());
  return {
    type: 'checkboxes',
    action_id: actionOf(value ? 'answeredFlag' : 'flag', name),
    options: [yes],
    ...(on ? { initial_options: [yes] } : {}),
  };
}

function select(field: Field): Element {
  const options = (field.choices ?? []).flatMap(option);
  // More than a select holds, or a value that does not fit into it, can still be typed.
  if (options.length === 0 || options.length > limits.select.options) return typed(field);
  const initial = options.find(({ value }) => value === field.value);
  return {
    type: 'static_select',
    action_id: actionOf('chosen', field.name),
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
}

function search(field: Field): Element {
  const { name, value, choices } = field;
  if (value !== undefined && value.length > limits.option.value) return typed(field);
  const known = choices?.find((choice) => choice.value === value) ?? (value ? { value } : undefined);
  const [initial] = known ? option(known) : [];
  return {
    type: 'external_select',
    action_id: actionOf('searched', name),
    min_query_length: 0,
    ...(initial ? { initial_option: initial } : {}),
  };
}

function option({ value, about }: Choice): readonly types.PlainTextOption[] {
  if (value === '' || value.length > limits.option.value) return [];
  return [
    {
      text: plainText(oneLine(value), limits.option.text),
      value,
      ...(about ? { description: plainText(oneLine(about), limits.option.description) } : {}),
    },
  ];
}
