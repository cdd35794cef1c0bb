import { type Element, elementsOf, isFields, listOf, optionsOf, wordsOf } from './blocks.ts';
import type { Fields, Shown, State, ViewShape } from './model.ts';

/** What stands in the fields of a view at first; a field that stays where it is keeps what was written. */
export function stateOf(blocks: readonly Fields[], before: State = {}): State {
  const state: Record<string, Record<string, Fields>> = {};
  for (const { block, action, type, element } of elementsOf(blocks)) {
    if (type === 'button' || type === 'overflow') continue;
    const kept = before[block]?.[action];
    (state[block] ??= {})[action] = kept?.type === type ? kept : initial(type, element);
  }
  return state;
}

/** As much of a view as filling needs. */
export type Fillable = Pick<Shown, 'user' | 'state' | 'offered'> & { readonly view: Pick<ViewShape, 'blocks'> };

/** What a person says of one field: words, or several for a field that takes several; undefined empties it. */
export type Filled = string | readonly string[] | undefined;

/** Writes into the field as Slack's own form would; what it could not hold is an error of the test. */
export function fill(shown: Fillable, name: string, value: Filled): Element {
  const found = fieldNamed(shown, name);
  if (!found) throw new Error(`no field "${name}" among ${JSON.stringify(labels(shown))}`);
  const { block, action, type, element } = found;
  const field = { [action]: written(type, element, value, shown.offered.get(`${block} ${action}`) ?? []) };
  shown.state = { ...shown.state, [block]: { ...shown.state[block], ...field } };
  return found;
}

export function fieldNamed(shown: Fillable, name: string): Element | undefined {
  const fields = elementsOf(shown.view.blocks).filter(({ type }) => type !== 'button');
  return (
    fields.find(({ label }) => label === name) ?? fields.find(({ block, action }) => action === name || block === name)
  );
}

export const labels = (shown: Fillable): readonly string[] =>
  elementsOf(shown.view.blocks).flatMap(({ label, input }) => (input ? [label] : []));

/** Labels of the fields that Slack would not let be sent empty. */
export function missing(shown: Fillable): readonly string[] {
  return elementsOf(shown.view.blocks).flatMap(({ block, action, label, input }) => {
    if (!input || input.optional) return [];
    const value = shown.state[block]?.[action];
    return Object.entries(value ?? {}).some(([key, one]) => key !== 'type' && !isEmpty(one)) ? [] : [label];
  });
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function initial(type: string, element: Fields): Fields {
  const kind = kindOf(type);
  if (kind === 'text') return { type, value: element.initial_value ?? null };
  if (kind === 'options') return { type, selected_options: element.initial_options ?? [] };
  if (kind === 'option') return { type, selected_option: element.initial_option ?? null };
  return { type, [`selected_${kind}`]: element[`initial_${kind}`] ?? (kind.endsWith('s') ? [] : null) };
}

function written(type: string, element: Fields, value: Filled, offered: readonly Fields[]): Fields {
  const kind = kindOf(type);
  const several = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  const pick = (word: string) => {
    const all = [...optionsOf(element), ...offered, ...listOf([element.initial_option])];
    const option = all.find((one) => one.value === word || wordsOf(one.text) === word);
    if (!option) throw new Error(`"${word}" is none of ${JSON.stringify(all.map(({ value: of }) => of))}`);
    return { text: isFields(option.text) ? option.text : {}, value: option.value };
  };
  if (kind === 'text') return { type, value: several[0] === '' ? null : (several[0] ?? null) };
  if (kind === 'options') return { type, selected_options: several.map(pick) };
  if (kind === 'option') return { type, selected_option: several[0] === undefined ? null : pick(several[0]) };
  return { type, [`selected_${kind}`]: kind.endsWith('s') ? several : (several[0] ?? null) };
}

/** Which word Slack uses for what was chosen there. */
function kindOf(type: string): string {
  if (type.endsWith('_input')) return 'text';
  if (type === 'checkboxes' || type === 'multi_static_select' || type === 'multi_external_select') return 'options';
  if (type === 'static_select' || type === 'external_select' || type === 'radio_buttons') return 'option';
  if (type === 'datepicker') return 'date';
  if (type === 'timepicker') return 'time';
  if (type === 'multi_users_select') return 'users';
  return type === 'users_select' ? 'user' : type === 'channels_select' ? 'channel' : 'conversation';
}
