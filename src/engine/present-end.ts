import type { Reason } from '../failure.ts';
import { type Locale, phrase, phrases } from '../phrases.ts';
import type { Block, Button, View } from '../view/view.ts';
import { nameOf } from './outline.ts';
import { type Seen, stepLines } from './step-lines.ts';

type Ended = NonNullable<Seen['course']['ended']>;

const say = phrases({
  en: {
    retry: 'Try again',
    clean: 'Nothing is left behind; nothing is charged.',
    takenBack: 'Nothing is left behind.',
    asBefore: 'Everything is as it was.',
    undoing: (name: string, done: string) => `Being taken back by ${name}: "${done}"`,
    undone: (name: string, done: string) => `Taken back by ${name}: "${done}"`,
    halfUndone: (name: string, done: string) => `Not all of it could be taken back by ${name}: "${done}"`,
    left: (names: string) => `Could not be taken back: ${names}.`,
    leftWhy: (names: string, reason: string) => `Could not be taken back: ${names}: ${reason}.`,
    halfway: (step: string) => `Stopped at "${step}". What is done cannot be taken back; it goes on from there.`,
    halfwayAnywhere: 'What is done cannot be taken back; it goes on from where it stopped.',
  },
  ru: {
    retry: 'Повторить',
    clean: 'Ничего не осталось, платить не за что.',
    takenBack: 'Ничего не осталось.',
    asBefore: 'Всё осталось как было.',
    undoing: (name, done) => `Отменяется по команде ${name}: «${done}»`,
    undone: (name, done) => `Отменено по команде ${name}: «${done}»`,
    halfUndone: (name, done) => `По команде ${name} отменено не всё: «${done}»`,
    left: (names) => `Не удалось убрать: ${names}.`,
    leftWhy: (names, reason) => `Не удалось убрать: ${names}: ${reason}.`,
    halfway: (step) => `Остановлено на шаге «${step}». Сделанное не отменить; работа продолжится с этого места.`,
    halfwayAnywhere: 'Сделанное не отменить; работа продолжится с места остановки.',
  },
  ko: {
    retry: '다시 시도',
    clean: '남은 것이 없으며 요금도 부과되지 않습니다.',
    takenBack: '남은 것이 없습니다.',
    asBefore: '모두 원래 그대로입니다.',
    undoing: (name, done) => `${name} 님이 되돌리는 중: "${done}"`,
    undone: (name, done) => `${name} 님이 되돌림: "${done}"`,
    halfUndone: (name, done) => `${name} 님이 되돌렸으나 일부가 남음: "${done}"`,
    left: (names) => `되돌리지 못함: ${names}.`,
    leftWhy: (names, reason) => `되돌리지 못함: ${names}: ${reason}.`,
    halfway: (step) => `"${step}" 단계에서 멈췄습니다. 이미 한 일은 되돌릴 수 없으며 그 지점부터 이어집니다.`,
    halfwayAnywhere: '이미 한 일은 되돌릴 수 없으며 멈춘 지점부터 이어집니다.',
  },
});

/** It did not work, or is taken back: why, what became of each step, and the nearest thing that works. */
export function failedView(seen: Seen, input: unknown, more: readonly Button[]): View {
  const { operation, head, course } = seen;
  const reason = course.failed?.reason;
  const words = say(head.locale);
  const ranForAWhile = course.failed?.by !== undefined && [...course.steps.values()].some(({ undid }) => undid);
  return {
    title: failedTitle(seen, input),
    // What was done and is taken back as asked has not failed.
    tone: course.done ? 'plain' : 'bad',
    blocks: [
      ...steps(seen),
      ...hint(reason, head.locale),
      {
        kind: 'text',
        text: operation.makes === 'nothing' ? words.asBefore : ranForAWhile ? words.takenBack : words.clean,
      },
    ],
    buttons: [...nexts(reason, head.locale), ...more],
  };
}

/** It stands where it can neither go on nor back by itself: what is left, and a button to try again. */
export function stuckView(seen: Seen, input: unknown, more: readonly Button[]): View {
  const { head, course } = seen;
  const retry: Button = {
    label: say(head.locale).retry,
    press: { command: 'op retry', args: { operation: head.id } },
    style: 'primary',
  };
  const reason = course.failed?.reason;
  const text = course.final === undefined ? leftText(seen) : halfwayText(seen);
  return {
    title: failedTitle(seen, input),
    tone: 'bad',
    blocks: [...steps(seen), { kind: 'text', text }, ...hint(reason, head.locale)],
    buttons: [retry, ...nexts(reason, head.locale), ...more],
  };
}

function failedTitle(seen: Seen, input: unknown): string {
  const { operation, head, course } = seen;
  if (course.done) return undoneTitle(seen, course.done, input);
  const failed = operation.tell.failed(input, head.locale);
  return course.failed ? `${failed}: ${inner(course.failed.reason, head.locale)}` : failed;
}

/** What was once done is named by how it ended: "did not start" would be untrue. */
function undoneTitle({ operation, head, course }: Seen, done: Ended, input: unknown): string {
  const { title } = operation.tell.done(done.value, input, head.locale);
  const name = course.failed?.by?.name ?? head.who.name;
  const words = say(head.locale);
  if (!course.ended) return words.undoing(name, title);
  return course.ended.outcome === 'stuck' ? words.halfUndone(name, title) : words.undone(name, title);
}

/** Why something is still there is said beside its step; where that tells why the step itself failed, it is said here. */
function leftText({ operation, head, course }: Seen): string {
  const { locale } = head;
  const { failed, ended } = course;
  const left = ended?.left ?? [];
  const names = left.map((step) => nameOf(operation, step, locale)).join(', ');
  const step = failed?.by ? undefined : failed?.step;
  const why = step !== undefined && left.includes(step) ? course.steps.get(step)?.undoTries.at(-1)?.reason : undefined;
  const told = !why || why.said.en === failed?.reason.said.en;
  return told ? say(locale).left(names) : say(locale).leftWhy(names, inner(why, locale));
}

function halfwayText({ operation, head, course }: Seen): string {
  const step = course.failed?.step;
  if (step === undefined) return say(head.locale).halfwayAnywhere;
  return say(head.locale).halfway(nameOf(operation, step, head.locale));
}

/** A reason within a sentence ends without a full stop. */
const inner = (reason: Reason, locale: Locale): string => phrase(reason.said)(locale).replace(/[.。]$/, '');

const steps = (seen: Seen): readonly Block[] => [{ kind: 'steps', steps: stepLines(seen) }];

function hint(reason: Reason | undefined, locale: Locale): readonly Block[] {
  const text = reason?.hint?.[locale];
  return text ? [{ kind: 'note', text }] : [];
}

const nexts = (reason: Reason | undefined, locale: Locale): readonly Button[] =>
  (reason?.next ?? []).map(({ label, press }) => ({ label: label[locale], press }));
