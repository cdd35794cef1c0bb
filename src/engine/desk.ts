import type { Person } from '../chat.ts';
import type { Phrase } from '../phrases.ts';
import type { Head, Kept, OperationId, OperationState } from '../store.ts';
import type { View } from '../view/view.ts';
import type { Question, Thing } from './operation.ts';

/** What people may do with operations once they are begun. */
export interface OperationsDesk {
  list(filter: {
    readonly states?: readonly OperationState[];
    readonly owner?: string;
    readonly limit: number;
  }): Promise<readonly Head[]>;
  /** By whole id or by a beginning of it that fits only one; a failure names the nearest. */
  read(id: string): Promise<Kept>;
  view(kept: Kept, locale: Head['locale']): Promise<View>;
  /** Stops it and takes back what it made; before, while and after it runs. */
  cancel(id: OperationId, by: Person): Promise<void>;
  /** Takes back an operation that is done, or tries again to take back one that got stuck. */
  undo(id: OperationId, by: Person): Promise<void>;
  /** Goes on with one that got stuck. */
  retry(id: OperationId, by: Person): Promise<void>;
  /**
   * Answers the question it waits with; a failure when it waits for nothing, or not for this person, or about another plan
   * than the one that was seen.
   */
  answer(id: OperationId, value: unknown, by: Person, seen?: string): Promise<void>;
  /** Has something otherwise before it is decided; its plan is found anew, and asked about from the beginning. */
  toggle(id: OperationId, toggle: string, on: boolean, by: Person): Promise<void>;
  /** Calls those once more who have to agree to it; a failure when they were called just now, or when it waits no more. */
  remind(id: OperationId, by: Person): Promise<void>;
  /** The question it waits with, if it waits with one. */
  question(kept: Kept, locale: Head['locale']): Question | undefined;
  /** Fails when an operation that has not ended works on one of these, and says which; one in the state `but` is no matter. */
  refuseBusy(things: readonly Thing[], but?: OperationState): Promise<void>;
  /** Words for the title of an operation. */
  title(head: Head): Phrase;
  /** What its card calls a step. */
  stepName(head: Head, step: string): Phrase;
}
