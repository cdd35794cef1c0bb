import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { type Field, type Form, type Locale, phrases } from '#kit';
import { optionName } from '../commands/names.ts';
import { component, limits } from '../limits/table.ts';
import { clip } from './clip.ts';
import { escaped } from './escape.ts';
import { drawField, drawFlags } from './form-fields.ts';
import { shown } from './shown.ts';

/**
 * The form as a modal. Discord has room for five parts: what is required comes first, then what is most useful, and what
 * has no room is named with the way to give it. `unshown` is what the chat has to keep until the modal comes back.
 */
export function drawForm(
  form: Form,
  locale: Locale,
  { customId }: { readonly customId: string },
): APIModalInteractionResponseCallbackData {
  const { parts, left } = partsOf(form);
  const words = wordsOf(form, left, locale);
  return {
    title: shown(form.title, limits.modalTitle.most),
    custom_id: customId,
    components: [
      ...(words === '' ? [] : [{ type: component.text, content: words }]),
      ...parts.map((part) =>
        part.kind === 'flags' ? drawFlags(part.flags, locale) : drawField(part.field, form.command, locale),
      ),
    ],
  };
}

/** What was given already and is not asked for in the modal. */
export const unshown = (form: Form): Readonly<Record<string, string>> =>
  Object.fromEntries(partsOf(form).left.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));

const say = phrases({
  en: {
    more: (command: string, options: string) => `Options of ${command} that have no room here: ${options}`,
    nothing: 'Nothing more is needed.',
  },
  ru: {
    more: (command, options) => `Не поместились, но есть среди параметров ${command}: ${options}`,
    nothing: 'Больше ничего не нужно.',
  },
  ko: {
    more: (command, options) => `여기에 없는 항목은 ${command} 옵션으로 지정: ${options}`,
    nothing: '더 입력할 것이 없습니다.',
  },
});

type Part =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'flags'; readonly flags: readonly Field[] };

function partsOf(form: Form): { readonly parts: readonly Part[]; readonly left: readonly Field[] } {
  const all = partsInOrder(form.fields);
  const { most } = limits.modalComponents;
  const room = form.note?.trim() || all.length > most ? most - 1 : most;
  const useful = [...all].sort((a, b) => rank(a) - rank(b)).slice(0, room);
  const parts = all.filter((part) => useful.includes(part));
  const asked = parts.flatMap((part) => (part.kind === 'flags' ? part.flags : [part.field]));
  return { parts, left: form.fields.filter((field) => !asked.includes(field)) };
}

/** All flags are one part, as far as there is room in it; it stands where the first of them stood. */
function partsInOrder(fields: readonly Field[]): readonly Part[] {
  const flags = fields.filter(({ kind }) => kind === 'flag').slice(0, limits.checkboxes.most);
  return fields.flatMap((field): readonly Part[] => {
    if (field === flags[0]) return [{ kind: 'flags', flags }];
    return field.kind === 'flag' ? [] : [{ kind: 'field', field }];
  });
}

/** A secret can be given nowhere else; for how long is what costs money; what can be chosen from is hard to type; a name gets made up where none is given. */
function rank(part: Part): number {
  if (part.kind === 'flags') return part.flags.some(({ required }) => required) ? 0 : 4;
  const { required, kind, searchable, choices } = part.field;
  if (required || kind === 'secret') return 0;
  if (kind === 'duration') return 1;
  if (searchable || choices) return 2;
  return kind === 'text' ? 5 : 3;
}

function wordsOf({ note, command, fields }: Form, left: readonly Field[], locale: Locale): string {
  const words = say(locale);
  const options = left.map(({ name, value }) => optionName(name) + (value === undefined ? '' : ` (${value})`));
  const lines = [
    ...(note?.trim() ? [clip(note, longNote, (text) => escaped(text, 'many'))] : []),
    ...(left.length > 0 ? [`-# ${clip(words.more(`/${command}`, options.join(', ')), longNote, escaped)}`] : []),
    ...(fields.length === 0 && !note?.trim() ? [words.nothing] : []),
  ];
  return lines.join('\n');
}

const longNote = 1000;
