import type { Person } from '../chat.ts';
import { flagOf } from '../command/flags.ts';
import { Failure } from '../failure.ts';
import { type Locale, type Phrase, phrases } from '../phrases.ts';
import type { Kept } from '../store.ts';
import { clock } from '../view/quantities.ts';
import type { Block, Button } from '../view/view.ts';
import type { Course } from './course.ts';
import type { Entry } from './journal.ts';
import type { AnyOperation, Offered, Question, Toggle } from './operation.ts';
import type { Seen } from './step-lines.ts';

const say = phrases({
  en: {
    chosen: (what: string, name: string, time: string) => `${what}: chosen by ${name} at ${time}.`,
    unchosen: (what: string, name: string, time: string) => `${what}: no longer, said ${name} at ${time}.`,
    already: (what: string) => `It is so already: ${what}.`,
    alreadyNot: (what: string) => `It is not so already: ${what}.`,
    none: (flag: string) => `Its plan has no ${flag}.`,
    offered: (flags: string) => `What can be chosen: ${flags}.`,
    nothing: 'Nothing in it can be chosen otherwise.',
  },
  ru: {
    chosen: (what, name, time) => `${what}: выбрано (${name}, ${time}).`,
    unchosen: (what, name, time) => `${what}: больше не нужно (${name}, ${time}).`,
    already: (what) => `Это уже выбрано: ${what}.`,
    alreadyNot: (what) => `Это и так не выбрано: ${what}.`,
    none: (flag) => `В этом плане нет ${flag}.`,
    offered: (flags) => `Выбрать можно: ${flags}.`,
    nothing: 'Здесь нечего выбирать иначе.',
  },
  ko: {
    chosen: (what, name, time) => `${what}: ${name} 님이 ${time}에 선택함.`,
    unchosen: (what, name, time) => `${what}: ${name} 님이 ${time}에 선택 해제함.`,
    already: (what) => `이미 선택되어 있습니다: ${what}.`,
    alreadyNot: (what) => `선택되어 있지 않습니다: ${what}.`,
    none: (flag) => `이 계획에는 ${flag} 선택지가 없습니다.`,
    offered: (flags) => `선택할 수 있는 것: ${flags}.`,
    nothing: '다르게 선택할 수 있는 것이 없습니다.',
  },
});

/** The operation with the input that it has by now: as it was asked for, and as people chose otherwise since. */
export function withToggled(operation: AnyOperation | undefined, kept: Kept): Kept {
  const toggled = kept.entries.filter((entry) => entry.kind === 'toggled');
  const input = toggled.length === 0 ? undefined : operation?.input.safeParse(kept.head.input);
  if (!operation || !input?.success) return kept;
  const now = toggled.reduce<unknown>(
    (before, { toggle, on }) => toggleOf(operation, toggle)?.set(before, on) ?? before,
    input.data,
  );
  return { ...kept, head: { ...kept.head, input: now } };
}

/** What can be chosen, and how it stands. */
export const offeredBy = (operation: AnyOperation, input: unknown, locale: Locale): readonly Offered[] =>
  Object.entries(operation.toggles ?? {}).flatMap(([toggle, { label, is }]) => {
    const on = is(input);
    return on === undefined ? [] : [{ toggle, label: label(locale), on }];
  });

/** A press chooses the other one; of two that press the same at once, the second changes nothing. */
export const toggleButtons = ({ toggles = [] }: Question, operation: string): readonly Button[] =>
  toggles.map(({ toggle, label, on }) => ({
    label: `${on ? '☑' : '☐'} ${label}`,
    press: { command: 'approve change', args: { operation, [toggle]: String(!on) } },
  }));

/** Who chose what, and when: the last word about each. */
export function toggledLines({ operation, course, head }: Seen): readonly Block[] {
  const last = new Map(course.toggled.map((entry) => [entry.toggle, entry]));
  return [...last.values()].flatMap(({ toggle, on, by, at }): readonly Block[] => {
    const label = toggleOf(operation, toggle)?.label(head.locale);
    const words = say(head.locale)[on ? 'chosen' : 'unchosen'];
    return label === undefined ? [] : [{ kind: 'note', text: words(label, by.name, clock(at)) }];
  });
}

interface Choice {
  readonly step: string;
  readonly toggle: string;
  readonly on: boolean;
  readonly by: Person;
}

/** The entry that says so; a failure where it says nothing new. */
export function toggledEntry(
  operation: AnyOperation | undefined,
  { head }: Kept,
  { steps }: Course,
  { step, toggle, on, by }: Choice,
  at: number,
): Entry {
  const input = operation?.input.safeParse(head.input);
  // Only a plan is found anew.
  const planned = steps.get(step)?.began.print !== undefined && operation && input?.success;
  const known = planned ? toggleOf(operation, toggle) : undefined;
  const is = known?.is(input?.data);
  if (!known || is === undefined) {
    const offered = planned ? offeredBy(operation, input.data, 'en').map((one) => flagOf(one.toggle)) : [];
    const hint: Phrase = (l) => (offered.length > 0 ? say(l).offered(offered.join(', ')) : say(l).nothing);
    throw new Failure('usage', (l) => say(l).none(flagOf(toggle)), { hint });
  }
  if (is === on) throw new Failure('conflict', (l) => say(l)[on ? 'already' : 'alreadyNot'](known.label(l)));
  return { at, kind: 'toggled', step, toggle, on, by };
}

/** None that only every object has. */
const toggleOf = ({ toggles = {} }: AnyOperation, name: string): Toggle<unknown> | undefined =>
  Object.hasOwn(toggles, name) ? toggles[name] : undefined;
