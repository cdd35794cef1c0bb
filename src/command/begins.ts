import type { Approval } from '../approval.ts';
import type { Person, Place } from '../chat.ts';
import type { OperationsDesk } from '../engine/desk.ts';
import type { Operation } from '../engine/operation.ts';
import type { Locale } from '../phrases.ts';
import type { OperationId } from '../store.ts';
import type { Limit, Take } from '../takes.ts';
import type { View } from '../view/view.ts';

/** What the command layer needs of the engine. */
export interface Begins extends OperationsDesk {
  /** The same event again answers the operation it began before. */
  begin<I, O, S extends string>(
    operation: Operation<I, O, S>,
    input: I,
    by: {
      readonly who: Person;
      readonly where: Place;
      readonly locale: Locale;
      readonly event: string;
      readonly approval?: Approval | undefined;
      readonly takes?: readonly Take[];
      readonly limits?: readonly Limit[];
    },
  ): Promise<{ readonly id: OperationId; readonly fresh: boolean }>;
  /** What it would do; nothing is begun. */
  plan<I, O, S extends string>(operation: Operation<I, O, S>, input: I, locale: Locale): View | Promise<View>;
  /** Calls on every change of the operation; the answer ends that. */
  watch(id: OperationId, listener: () => void): () => void;
}
