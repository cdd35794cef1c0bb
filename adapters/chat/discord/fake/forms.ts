import { objectOf, objectsOf, textOf } from './json.ts';
import type { Json, Modal } from './world.ts';

/** By the label that a person sees, or by `custom_id`. */
export type Filled = Readonly<Record<string, string | boolean | readonly string[]>>;

const types = { row: 1, select: 3, text: 4, words: 10, label: 18, radio: 21, checkbox: 23 } as const;

/** The form as Discord would send it in; throws where it would not let a person send it. */
export function submissionOf(modal: Modal, filled: Filled): Json {
  const used = new Set<string>();
  const components = objectsOf(modal.data.components).map((top, at) => {
    const common = { type: top.type, id: at + 1 };
    if (top.type === types.words) return common;
    if (top.type === types.row) {
      const inner = objectsOf(top.components).map((each) => fieldOf(each, textOf(each.label), filled, used));
      return { ...common, components: inner };
    }
    return { ...common, component: fieldOf(objectOf(top.component), textOf(top.label), filled, used) };
  });
  const unknown = Object.keys(filled).filter((key) => !used.has(key));
  if (unknown.length > 0) throw new Error(`the form "${modal.title}" has no ${unknown.join(', ')}`);
  return { custom_id: modal.customId, components };
}

function fieldOf(field: Json, label: string, filled: Filled, used: Set<string>): Json {
  const customId = textOf(field.custom_id);
  const key = [label, customId].find((each) => each in filled);
  if (key !== undefined) used.add(key);
  const given = key === undefined ? undefined : filled[key];
  const wrong = (why: string) => new Error(`"${label}" ${why}`);
  const common = { type: field.type, id: 100 + used.size, custom_id: customId };
  if (field.type === types.checkbox) return { ...common, value: given ?? field.default ?? false };
  if (field.type === types.text) {
    const value = given === undefined ? textOf(field.value) : String(given);
    if (value === '' && field.required !== false) throw wrong('has to be filled in');
    if (value.length > Number(field.max_length ?? 4000)) throw wrong('is too long');
    if (value !== '' && value.length < Number(field.min_length ?? 0)) throw wrong('is too short');
    return { ...common, value };
  }
  const options = objectsOf(field.options);
  const ready = options.filter((each) => each.default === true).map(({ value }) => textOf(value));
  const values = given === undefined ? ready : [given].flat().map(String);
  if (values.length === 0 && field.required !== false) throw wrong('has to be chosen');
  const strange = values.filter((value) => options.length > 0 && !options.some((each) => each.value === value));
  if (strange.length > 0) throw wrong(`has no ${strange.join(', ')}`);
  if (field.type === types.radio) return { ...common, value: values[0] ?? null };
  if (values.length > Number(field.max_values ?? 1)) throw wrong(`takes ${Number(field.max_values ?? 1)}`);
  return { ...common, values };
}
