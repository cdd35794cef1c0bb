import {
  type Answer,
  flagOf,
  type Invocation,
  type Kept,
  type Locale,
  type OperationId,
  type Question,
  toggleButtons,
  type View,
  visible,
} from '#kit';
import type { Asking } from './ask.ts';
import { exitOfState, exits } from './exit.ts';
import { followWords } from './follow-words.ts';
import type { Report } from './report.ts';

/** What a terminal has to know of operations to stay with one until it ends. */
export interface Work {
  /** The journal as it is, again after each change and from time to time. Ends with `signal`. */
  watch(id: OperationId, signal: AbortSignal): AsyncIterable<Kept>;
  view(kept: Kept, locale: Locale): Promise<View>;
  /** What it asks a person while it waits. */
  question(kept: Kept, locale: Locale): Promise<Question | undefined>;
  /** Somebody else carries it on when this process ends. */
  leave(id: OperationId): void;
}

export interface Following {
  readonly work: Work;
  readonly report: Report;
  readonly locale: Locale;
  /** Where questions can be asked; undefined in a pipe. */
  readonly asking: Asking | undefined;
  press(invocation: Invocation): Promise<Answer>;
  /** The line that does the same as a button. */
  typed(press: Invocation): string;
  /** Says something beside the picture of the operation. */
  note(line: string): void;
  interrupts(listener: () => void): () => void;
}

export interface Followed {
  readonly status: number;
  /** The journal at the end. */
  readonly kept?: Kept;
}

/** Stays with the operation until it ends, waits for somebody else, or is left. */
export async function follow(id: OperationId, by: Following): Promise<Followed> {
  let status: number | undefined;
  try {
    for (;;) {
      const stood = await untilStill(id, by);
      if (stood.why === 'ended') {
        by.report.rest(stood.view, true);
        return { status: status ?? exitOfState[stood.kept.head.state], kept: stood.kept };
      }
      if (stood.why === 'question') {
        by.report.rest(stood.view, false);
        if (!(await answer(id, stood.question, by))) return { status: exits.waiting, kept: stood.kept };
      } else {
        if (stood.view) by.report.rest(stood.view, false);
        const choice = await whatNow(by);
        if (choice === 'leave') return { status: leave(id, by) };
        if (choice === 'cancel') {
          status = exits.interrupted;
          await press({ command: 'op cancel', args: { operation: id } }, by);
        }
      }
    }
  } finally {
    by.report.close();
  }
}

type Stood =
  | { readonly why: 'ended'; readonly kept: Kept; readonly view: View }
  | { readonly why: 'question'; readonly kept: Kept; readonly view: View; readonly question: Question }
  | { readonly why: 'interrupted'; readonly view: View | undefined };

/** Shows it until it ends, asks something, or Ctrl-C is pressed. */
async function untilStill(id: OperationId, by: Following): Promise<Stood> {
  const stop = new AbortController();
  const deaf = by.interrupts(() => stop.abort());
  let view: View | undefined;
  try {
    for await (const kept of by.work.watch(id, stop.signal)) {
      if (stop.signal.aborted) break;
      view = await by.work.view(kept, kept.head.locale);
      const { state } = kept.head;
      if (state === 'done' || state === 'undone' || state === 'stuck') return { why: 'ended', kept, view };
      const question = state === 'waiting' ? await by.work.question(kept, kept.head.locale) : undefined;
      if (question) return { why: 'question', kept, view, question };
      by.report.show(view);
    }
    return { why: 'interrupted', view };
  } finally {
    deaf();
    stop.abort();
  }
}

/** False when nobody can be asked here. */
async function answer(id: OperationId, question: Question, by: Following): Promise<boolean> {
  const words = followWords(by.locale);
  if (question.others) {
    by.note(words.others(by.typed({ command: 'op show', args: { operation: id } })));
    return false;
  }
  const seen = question.seen === undefined ? {} : { seen: question.seen };
  const yes: Invocation = { command: 'approve yes', args: { operation: id, ...seen } };
  const buttons = toggleButtons(question, id);
  if (!by.asking) {
    if (buttons.length > 0) by.note(words.choose(buttons.map(({ press }) => by.typed(press)).join('; ')));
    by.note(words.needsYes(question.word, by.typed(yes)));
    return false;
  }
  const { toggles = [] } = question;
  if (toggles.length > 0) by.note(words.choose(toggles.map(({ toggle }) => flagOf(toggle)).join(', ')));
  const line = await by.asking.line(`${words.type(visible(question.word), visible(question.yes))} `, { fresh: true });
  const typed = line?.trim();
  const chosen = buttons.find((_, at) => typed === flagOf(toggles[at]?.toggle ?? ''));
  if (typed === question.word) await press(yes, by);
  // It is asked again, with the plan as it is then.
  else if (chosen) await press(chosen.press, by);
  else {
    by.note(words.kept(visible(question.word)));
    await press({ command: 'approve no', args: { operation: id } }, by);
  }
  return true;
}

async function whatNow(by: Following): Promise<'cancel' | 'leave' | 'go on'> {
  if (!by.asking) return 'leave';
  // A second Ctrl-C leaves at once.
  const typed = await by.asking.line(`${followWords(by.locale).cancelOrLeave} `, { fresh: true });
  if (typed === undefined) return 'leave';
  const letter = typed.trim().slice(0, 1).toLowerCase();
  if (letter === 'c') return 'cancel';
  return letter === 'l' ? 'leave' : 'go on';
}

/** Leaves it to whoever carries it on, and says where it is found again. */
export function leave(id: OperationId, by: Pick<Following, 'work' | 'note' | 'typed' | 'locale'>): number {
  by.work.leave(id);
  by.note(followWords(by.locale).left(by.typed({ command: 'op show', args: { operation: id } })));
  return exits.interrupted;
}

/** What a press answers is seen in the operation itself, except when it was refused. */
async function press(invocation: Invocation, by: Following): Promise<void> {
  const answer = await by.press(invocation);
  if (answer.kind === 'view' && !answer.outcome.ok) by.note(answer.view.title);
}
