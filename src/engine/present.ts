import type { Locale } from '../phrases.ts';
import { phrases } from '../phrases.ts';
import type { Kept } from '../store.ts';
import { clock, duration } from '../view/quantities.ts';
import type { Block, Button, View } from '../view/view.ts';
import { courseOf, type Passed } from './course.ts';
import type { AnyOperation, Ending, Question } from './operation.ts';
import { failedView, stuckView } from './present-end.ts';
import type { History } from './progress.ts';
import { approvedBy, type Seen, stepLines } from './step-lines.ts';
import type { Tell } from './tells.ts';
import { offeredBy, toggleButtons, toggledLines, withToggled } from './toggles.ts';

const say = phrases({
  en: {
    cancel: 'Cancel',
    details: 'Details',
    approve: 'Approve',
    deny: 'Deny…',
    resumed: (time: string) => `resumed at ${time}, after a restart`,
    goingBack: 'Taking back what was made.',
    took: (time: string, name: string) => `${time} · started by ${name}`,
    unknown: (name: string) => `This Hoist does not know the operation "${name}" any more.`,
  },
  ru: {
    cancel: 'Отменить',
    details: 'Подробности',
    approve: 'Одобрить',
    deny: 'Отказать…',
    resumed: (time) => `продолжено в ${time} после перезапуска`,
    goingBack: 'Убираем то, что было создано.',
    took: (time, name) => `${time} · по команде ${name}`,
    unknown: (name) => `Этот Hoist больше не знает операцию «${name}».`,
  },
  ko: {
    cancel: '취소',
    details: '자세히',
    approve: '승인',
    deny: '거부…',
    resumed: (time) => `재시작 후 ${time}에 이어서 진행`,
    goingBack: '만든 것을 되돌리는 중입니다.',
    took: (time, name) => `${time} · ${name} 님이 시작`,
    unknown: (name) => `이 Hoist는 "${name}" 작업을 더 이상 알지 못합니다.`,
  },
});

export interface Shown {
  readonly kept: Kept;
  readonly operation: AnyOperation | undefined;
  readonly history: History;
  readonly tell: Tell | undefined;
  readonly now: number;
  readonly locale: Locale;
}

/** What a person sees of an operation: one card from its first moment to its last. */
export function present({ kept, operation, history, tell, now, locale }: Shown): View {
  const head = { ...withToggled(operation, kept).head, locale };
  const input = operation?.input.safeParse(head.input);
  if (!operation || !input?.success) {
    return { title: say(locale).unknown(head.operation), tone: 'bad', blocks: [], buttons: [details(head.id, locale)] };
  }
  const course = courseOf(kept.entries);
  const seen: Seen = { operation, head, course, history, tell, now };
  const back = [details(head.id, locale)];
  if (course.ended?.outcome === 'done') {
    const ending = operation.tell.done(course.ended.value, input.data, locale);
    const notes = [took(seen, course.ended.at), approvedBy(seen), ...(ending.kept ?? [])];
    return doneView(ending, notes, back);
  }
  if (course.ended?.outcome === 'undone') return failedView(seen, input.data, back);
  if (course.ended?.outcome === 'stuck') return stuckView(seen, input.data, back);
  return goingView(seen, input.data);
}

function goingView(seen: Seen, input: unknown): View {
  const { operation, head, course } = seen;
  const { locale } = head;
  const words = say(locale);
  const about = operation.tell.about?.(input, locale, lastAsked(course)) ?? [];
  const steps: Block = { kind: 'steps', steps: stepLines(seen) };
  const resumed: readonly Block[] =
    course.resumed === undefined ? [] : [{ kind: 'note', text: words.resumed(clock(course.resumed)) }];
  if (course.failed) {
    const failed = failedView(seen, input, []);
    const back: readonly Block[] = course.going === 'back' ? [{ kind: 'text', text: words.goingBack }] : [];
    return {
      title: failed.title,
      tone: failed.tone,
      blocks: [steps, ...back, ...resumed],
      buttons: [details(head.id, locale)],
    };
  }
  const question = questionOf(seen, input);
  const buttons: readonly Button[] = [
    ...(question ? answerButtons(question, head.id) : []),
    ...(course.final === undefined && !question ? [cancel(head.id, locale)] : []),
    details(head.id, locale),
    ...(question ? toggleButtons(question, head.id) : []),
  ];
  return {
    title: operation.tell.title(input, locale),
    tone: question ? 'waiting' : 'plain',
    blocks: [...about, ...(question?.blocks ?? []), ...toggledLines(seen), steps, ...resumed],
    buttons,
  };
}

/** The question a going operation waits with. */
export function questionOf(
  { operation, head, course }: Pick<Seen, 'operation' | 'head' | 'course'>,
  input: unknown,
): Question | undefined {
  const step = waitingStep(course);
  if (step === undefined || course.going !== 'forward') return undefined;
  const began = course.steps.get(step)?.began;
  const before = began && 'before' in began ? { asked: began.before, at: began.at } : undefined;
  const question = operation.tell.question?.(step, began?.asked, input, head.locale, before);
  if (!question) return undefined;
  const seen = seenOf(began?.print);
  const toggles = began?.print === undefined ? [] : offeredBy(operation, input, head.locale);
  const { approve, deny } = say(head.locale);
  return {
    ...question,
    ...(head.approval ? { yes: approve, no: deny, others: true } : {}),
    ...(seen === undefined ? {} : { seen }),
    ...(toggles.length === 0 ? {} : { toggles }),
  };
}

/** Enough of a plan's hash to tell it from another one, short enough for a button. */
export const seenOf = (print: string | undefined): string | undefined => print?.slice(0, 8);

const lastAsked = (course: Seen['course']): unknown =>
  [...course.steps.values()].findLast(({ began }) => 'asked' in began)?.began.asked;

const waitingStep = (course: Seen['course']): string | undefined =>
  [...course.steps].find(([, { toggled, ...passed }]) => isOpen(passed) && !toggled)?.[0];

/** The step that nobody has decided yet, also while its plan is being found anew. */
export const openStep = (course: Seen['course']): string | undefined =>
  course.going === 'forward' ? [...course.steps].find(([, passed]) => isOpen(passed))?.[0] : undefined;

const isOpen = ({ began, answered }: Pick<Passed, 'began' | 'answered'>): boolean => 'asked' in began && !answered;

const took = ({ head }: Seen, ended: number): string =>
  say(head.locale).took(duration(ended - head.at, head.locale), head.who.name);

function doneView(ending: Ending, notes: readonly (string | undefined)[], more: readonly Button[]): View {
  return {
    title: ending.title,
    tone: 'good',
    blocks: [...ending.blocks, { kind: 'note', text: notes.filter((note) => note !== undefined).join(' · ') }],
    buttons: [...(ending.buttons ?? []), ...more],
  };
}

const cancel = (operation: string, locale: Locale): Button => ({
  label: say(locale).cancel,
  press: { command: 'op cancel', args: { operation } },
});

const details = (operation: string, locale: Locale): Button => ({
  label: say(locale).details,
  press: { command: 'op show', args: { operation } },
});

/** The buttons of a question: a yes is to the plan that is shown beside it. */
export const answerButtons = ({ yes, no, danger, seen, others }: Question, operation: string): readonly Button[] => [
  {
    label: yes,
    press: { command: 'approve yes', args: { operation, ...(seen === undefined ? {} : { seen }) } },
    style: danger ? 'danger' : 'primary',
  },
  // Others are owed a reason, oneself is not.
  { label: no, press: { command: 'approve no', args: { operation, ...(others ? { why: 'true' } : {}) } } },
];
