import type { APILabelComponent, APIStringSelectComponent, APITextInputComponent } from 'discord.js';
import { type Choice, type Field, type Locale, phrases, visible } from '#kit';
import { optionName } from '../commands/names.ts';
import { component, limits } from '../limits/table.ts';
import { clip } from './clip.ts';
import { selectOption } from './select.ts';
import { shown } from './shown.ts';

/** One field with its label: a select where there is something to choose from, a text to type otherwise. */
export function drawField(field: Field, command: string, locale: Locale): APILabelComponent {
  const offered = offeredIn(field);
  const hint = hintOf(field, offered.length, command, locale);
  const description = [...(longer(field.label) ? [field.label] : []), ...(hint === undefined ? [] : [hint])].join(
    ' · ',
  );
  return {
    type: component.label,
    label: shown(field.label, limits.label.most),
    ...(description.trim() === '' ? {} : { description: clip(visible(description), limits.labelDescription.most) }),
    component: offered.length > 0 ? select(field, offered) : input(field, locale),
  };
}

/** Things that are so or not: one box, or a list of boxes to tick. */
export function drawFlags(flags: readonly Field[], locale: Locale): APILabelComponent {
  const [only] = flags;
  if (only && flags.length === 1)
    return {
      type: component.label,
      label: shown(only.label, limits.label.most),
      ...(longer(only.label) ? { description: clip(visible(only.label), limits.labelDescription.most) } : {}),
      component: { type: component.checkbox, custom_id: only.name, default: ticked(only) },
    };
  return {
    type: component.label,
    label: say(locale).flags,
    component: {
      type: component.checkboxes,
      custom_id: flagsId,
      required: false,
      min_values: 0,
      options: flags.map((field) => ({
        label: shown(field.label, limits.option.most),
        value: field.name,
        default: ticked(field),
      })),
    },
  };
}

/** No argument is called so: a name is a word. */
export const flagsId = '+';

const say = phrases({
  en: {
    flags: 'And also',
    size: 'Such as 20, 20GB or 1T',
    duration: 'Such as 8h, 90m or 1d12h',
    whole: 'A whole number',
    secret: 'Not kept, but seen while it is typed',
    first: (count: number, option: string) => `The first ${count}; any other with ${option}`,
  },
  ru: {
    flags: 'А также',
    size: 'Например, 20, 20GB или 1T',
    duration: 'Например, 8h, 90m или 1d12h',
    whole: 'Целое число',
    secret: 'Не сохраняется, но при вводе видно',
    first: (count, option) => `Первые ${count}; остальные — через ${option}`,
  },
  ko: {
    flags: '추가 선택',
    size: '예: 20, 20GB, 1T',
    duration: '예: 8h, 90m, 1d12h',
    whole: '정수',
    secret: '저장되지 않지만 입력 중에는 보입니다',
    first: (count, option) => `처음 ${count}개만 표시, 나머지는 ${option} 옵션으로 지정`,
  },
});

const longer = (label: string): boolean => visible(label).length > limits.label.most;

const ticked = ({ value }: Field): boolean => !['', 'false', 'no', 'off'].includes(value ?? '');

function hintOf(field: Field, offered: number, command: string, locale: Locale): string | undefined {
  const words = say(locale);
  if (field.kind === 'secret') return words.secret;
  const more = offered > 0 && (offered < (field.choices?.length ?? 0) || offered === limits.selectOptions.most);
  return more ? words.first(offered, `/${command} ${optionName(field.name)}`) : undefined;
}

/** What can be chosen; what was given is among it, whether it was found or not. Nothing where it could not come back. */
function offeredIn({ kind, choices = [], value }: Field): readonly Choice[] {
  if (kind === 'secret' || choices.length === 0 || (value !== undefined && !fits(value))) return [];
  const given = value === undefined ? [] : [choices.find((choice) => choice.value === value) ?? { value }];
  const others = choices.filter(
    (choice, at) => choice.value !== value && fits(choice.value) && first(choice, at, choices),
  );
  return [...given, ...others].slice(0, limits.selectOptions.most);
}

const fits = (value: string): boolean => value.trim() !== '' && value.length <= limits.option.most;

const first = ({ value }: Choice, at: number, all: readonly Choice[]): boolean =>
  all.findIndex((each) => each.value === value) === at;

const select = (field: Field, offered: readonly Choice[]): APIStringSelectComponent => ({
  type: component.stringSelect,
  custom_id: field.name,
  options: offered.map(({ value, about }) => ({
    ...selectOption({ label: value, value, ...(about === undefined ? {} : { about }) }),
    ...(value === field.value ? { default: true } : {}),
  })),
  // What is not required can be left as it is; Discord would otherwise want one of them.
  ...(field.required ? {} : { required: false, min_values: 0 }),
});

function input(field: Field, locale: Locale): APITextInputComponent {
  const words = say(locale);
  const { kind, name, required, value } = field;
  return {
    type: component.textInput,
    custom_id: name,
    style: 1,
    required,
    max_length: limits.input.most,
    ...(kind === 'size' || kind === 'duration' || kind === 'whole' ? { placeholder: words[kind] } : {}),
    ...(value === undefined || kind === 'secret' ? {} : { value: value.slice(0, limits.input.most) }),
  };
}
