import type { Person } from '../chat.ts';
import { type Locale, type Phrase, verbatim } from '../phrases.ts';
import type { Head, Kept, Store } from '../store.ts';
import type { Called, View } from '../view/view.ts';
import type { Clock } from './clock.ts';
import { courseOf } from './course.ts';
import type { AnyOperation, Operation, Question } from './operation.ts';
import { nameOf } from './outline.ts';
import { pingView, reminderView } from './ping.ts';
import { present, questionOf } from './present.ts';
import { planView } from './present-plan.ts';
import { type Progress, progressOf } from './progress.ts';
import type { Tells } from './tells.ts';
import { withToggled } from './toggles.ts';

/** How operations are shown to people: everything here is computed from the journal and the past. */
export interface Showing {
  view(kept: Kept, locale: Locale): Promise<View>;
  /** The short reply that was wanted behind these entries; nothing where it is not true any more. */
  ping(kept: Kept): Promise<View | undefined>;
  title(head: Head): Phrase;
  stepName(head: Head, step: string): Phrase;
  /** The question it waits with, if it waits with one. */
  question(kept: Kept, locale: Locale): Question | undefined;
  progress(kept: Kept): Promise<Progress>;
  /** What it would do, without doing it. */
  plan<I, O, S extends string>(operation: Operation<I, O, S>, input: I, locale: Locale): View;
}

interface Options {
  readonly store: Store;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly tells: Tells;
  readonly clock: Clock;
  asked(head: Head, agreed: readonly Person[]): readonly Called[];
}

export function createShowing({ store, operations, tells, clock, asked }: Options): Showing {
  const view = async (kept: Kept, locale: Locale): Promise<View> =>
    present({
      kept,
      operation: operations.get(kept.head.operation),
      history: await store.took(kept.head.likeness),
      tell: tells.get(kept.head.id),
      now: clock.now(),
      locale,
    });

  const chosen = (kept: Kept) => withToggled(operations.get(kept.head.operation), kept);

  /** The operation and its input, where this process knows the one and the other fits it. */
  const known = (head: Head) => {
    const operation = operations.get(head.operation);
    const input = operation?.input.safeParse(head.input);
    return operation && input?.success ? { operation, input: input.data } : undefined;
  };

  const title = (head: Head): Phrase => {
    const found = known(head);
    return found ? (l) => found.operation.tell.title(found.input, l) : verbatim(head.operation);
  };

  return {
    view,
    async ping(kept) {
      const last = kept.entries.at(-1);
      if (last?.kind === 'reminded') return reminderView(chosen(kept), last, { asked, title, now: clock.now() });
      return pingView(operations.get(kept.head.operation), chosen(kept), await view(kept, kept.head.locale));
    },
    title,
    stepName(head, step) {
      const operation = operations.get(head.operation);
      return operation ? (l) => nameOf(operation, step, l) : verbatim(step);
    },
    question(kept, locale) {
      const { head: now } = chosen(kept);
      const found = known(now);
      if (!found) return undefined;
      const head = { ...now, locale };
      return questionOf({ operation: found.operation, head, course: courseOf(kept.entries) }, found.input);
    },
    async progress(kept) {
      const found = known(kept.head);
      if (!found) return { share: 0 };
      return progressOf(found.operation, chosen(kept), await store.took(kept.head.likeness), clock.now());
    },
    plan: (operation, input, locale) => planView(operation, input, locale),
  };
}
