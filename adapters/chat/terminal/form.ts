import {
  type Choice,
  column,
  type Field,
  type Form,
  flagOf,
  type Invocation,
  type Locale,
  phrases,
  visible,
} from '#kit';
import type { Asking } from './ask.ts';
import type { Paint } from './paint.ts';

interface Filling {
  readonly asking: Asking;
  readonly paint: Paint;
  readonly locale: Locale;
  print(lines: readonly string[]): void;
  /** More choices for a field. */
  choices(field: string, typed: string): Promise<readonly Choice[]>;
}

/** Asks for what is missing, one field after the other; undefined when the person gave up. */
export async function fill(form: Form, by: Filling): Promise<Invocation | undefined> {
  by.print([by.paint.bold(visible(form.title)), ...(form.note ? [by.paint.bad(visible(form.note))] : [])]);
  const args: Record<string, string> = {};
  for (const field of form.fields) {
    if (field.value !== undefined) args[field.name] = field.value;
  }
  const { fields, enough } = wanted(form.fields);
  let given = 0;
  for (const field of fields) {
    if (enough === 'one' && given > 0) break;
    const value = await askFor(field, by);
    if (value === undefined) return undefined;
    if (value !== '') {
      args[field.name] = value;
      given += 1;
    }
  }
  if (given === 0) return undefined;
  return { command: form.command, args };
}

/** Where nobody can be asked: one sentence, and below it what the form would have said and shown. */
export function missing(form: Form, locale: Locale): { readonly sentence: string; readonly hints: readonly string[] } {
  const { fields, enough } = wanted(form.fields);
  const words = say(locale);
  const flags = fields.map((field) => flagOf(field.name)).join(enough === 'one' ? ` ${words.or} ` : ', ');
  const chosenFrom = fields.flatMap(({ name, choices = [] }) =>
    choices.length === 0 ? [] : [`${flagOf(name)}: ${listed(choices, locale)}`],
  );
  return { sentence: words.missing(form.command, flags), hints: [...(form.note ? [form.note] : []), ...chosenFrom] };
}

function listed(choices: readonly Choice[], locale: Locale): string {
  const names = choices.slice(0, shownAtOnce).map(({ value }) => visible(value));
  const rest = choices.length - names.length;
  return [...names, ...(rest > 0 ? [say(locale).rest(rest)] : [])].join(', ');
}

const say = phrases({
  en: {
    missing: (command: string, flags: string) => `${command} needs ${flags}.`,
    or: 'or',
    pick: 'number or name',
    skip: 'Enter for the next question',
    yes: '[y/N]',
    more: (count: number) => `and ${count} more: type a part of the name`,
    rest: (count: number) => `and ${count} more`,
    needed: 'It cannot be left out; Ctrl-C gives up.',
  },
  ru: {
    missing: (command, flags) => `Для ${command} нужно указать ${flags}.`,
    or: 'или',
    pick: 'номер или имя',
    skip: 'Enter — к следующему вопросу',
    yes: '[y/N]',
    more: (count) => `и ещё ${count}: введите часть имени`,
    rest: (count) => `и ещё ${count}`,
    needed: 'Без этого нельзя; Ctrl-C — отказаться.',
  },
  ko: {
    missing: (command, flags) => `${command}: ${flags} 값을 지정해야 합니다.`,
    or: '또는',
    pick: '번호 또는 이름',
    skip: 'Enter: 다음 질문',
    yes: '[y/N]',
    more: (count) => `외 ${count}개: 이름의 일부를 입력하세요`,
    rest: (count) => `외 ${count}개`,
    needed: '비워 둘 수 없습니다. 그만두려면 Ctrl-C.',
  },
});

/**
 * What is required and not given. Where nothing is required, the first two that can be chosen from, of which one is
 * enough: an image or a disk.
 */
function wanted(fields: readonly Field[]): { readonly fields: readonly Field[]; readonly enough: 'all' | 'one' } {
  const empty = fields.filter((field) => field.value === undefined);
  const required = empty.filter((field) => field.required);
  if (required.length > 0) return { fields: required, enough: 'all' };
  return { fields: empty.filter((field) => field.choices || field.searchable).slice(0, 2), enough: 'one' };
}

const shownAtOnce = 15;

async function askFor(field: Field, by: Filling): Promise<string | undefined> {
  const words = say(by.locale);
  if (field.kind === 'flag') {
    const typed = await by.asking.line(`${visible(field.label)} ${words.yes} `);
    return typed === undefined ? undefined : /^\s*[yд예]/i.test(typed) ? 'true' : '';
  }
  let choices = field.choices ?? (field.searchable ? await by.choices(field.name, '') : []);
  for (;;) {
    by.print(numbered(choices, by));
    const hints = [...(choices.length > 0 ? [words.pick] : []), ...(field.required ? [] : [words.skip])];
    const hint = hints.length > 0 ? ` (${hints.join(', ')})` : '';
    const typed = await by.asking.line(
      `${visible(field.label)}${hint}: `,
      field.kind === 'secret' ? { hidden: true } : {},
    );
    if (typed === undefined) return undefined;
    const value = field.kind === 'secret' ? typed : typed.trim();
    const picked = /^\d+$/.test(value) ? choices[Number(value) - 1]?.value : undefined;
    if (picked !== undefined) return picked;
    if (value === '' && !field.required) return '';
    if (value === '') by.print([words.needed]);
    else if (!field.searchable || choices.some((choice) => choice.value === value)) return value;
    else {
      const near = await by.choices(field.name, value);
      // Nothing looks like it: the command itself says best what is wrong with it.
      if (near.length === 0 || near.some((choice) => choice.value === value)) return value;
      choices = near;
    }
  }
}

function numbered(choices: readonly Choice[], by: Filling): string[] {
  const shown = choices.slice(0, shownAtOnce);
  const names = column(shown.map((choice) => visible(choice.value)));
  const lines = shown.map((choice, at) =>
    `  ${String(at + 1).padStart(2)}  ${names[at]}  ${by.paint.quiet(visible(choice.about ?? ''))}`.trimEnd(),
  );
  const rest = choices.length - shown.length;
  return rest > 0 ? [...lines, `      ${by.paint.quiet(say(by.locale).more(rest))}`] : lines;
}
