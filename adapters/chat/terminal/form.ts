import { type Choice, type Field, type Form, type Invocation, type Locale, phrases } from '#kit';
import type { Asking } from './ask.ts';
import type { Paint } from './paint.ts';
import { column, visible } from './width.ts';

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
  for (const field of wanted(form.fields)) {
    const value = await askFor(field, by);
    if (value === undefined) return undefined;
    if (value !== '') args[field.name] = value;
  }
  return { command: form.command, args };
}

/** One sentence for where nobody can be asked. */
export function missing(form: Form, locale: Locale): string {
  const flags = wanted(form.fields).map((field) => `--${field.name}`);
  return [...(form.note ? [form.note] : []), say(locale).missing(flags.join(', '))].join(' ');
}

const say = phrases({
  en: {
    missing: (flags: string) => `Something is missing: say ${flags}.`,
    pick: 'number or name',
    yes: '[y/N]',
    more: (count: number) => `and ${count} more: type a part of the name`,
    needed: 'It cannot be left out; Ctrl-C gives up.',
  },
  ru: {
    missing: (flags) => `Не хватает значения: укажите ${flags}.`,
    pick: 'номер или имя',
    yes: '[y/N]',
    more: (count) => `и ещё ${count}: введите часть имени`,
    needed: 'Без этого нельзя; Ctrl-C — отказаться.',
  },
  ko: {
    missing: (flags) => `빠진 값이 있습니다. ${flags}을(를) 지정하세요.`,
    pick: '번호 또는 이름',
    yes: '[y/N]',
    more: (count) => `외 ${count}개: 이름의 일부를 입력하세요`,
    needed: '비워 둘 수 없습니다. 그만두려면 Ctrl-C.',
  },
});

/** What is required and not given; where nothing is required, the first choice there is: an image or a disk. */
function wanted(fields: readonly Field[]): readonly Field[] {
  const empty = fields.filter((field) => field.value === undefined);
  const required = empty.filter((field) => field.required);
  return required.length > 0 ? required : empty.filter((field) => field.choices || field.searchable).slice(0, 1);
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
    const hint = choices.length > 0 ? ` (${words.pick})` : '';
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
