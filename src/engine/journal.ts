import type { Person } from '../chat.ts';
import type { Reason } from '../failure.ts';
import type { Said } from '../phrases.ts';

/** What happened to an operation, in order. Append only; everything else is computed from it. */
export type Entry = At &
  /**
   * `asked` and `until`: it waits for a person, and how long. `print` is the hash of a plan that is asked about. The same
   * step begins again where the plan has changed since; `before` is the one that was.
   */
  (
    | {
        readonly kind: 'began';
        readonly step: string;
        readonly final?: true;
        readonly asked?: unknown;
        readonly until?: number;
        readonly print?: string;
        readonly before?: unknown;
      }
    | { readonly kind: 'did'; readonly step: string; readonly made?: unknown; readonly note?: Said }
    /** A try that failed and comes again, not before `next`. */
    | {
        readonly kind: 'tried';
        readonly step: string;
        readonly reason: Reason;
        readonly undo?: true;
        readonly next?: number;
      }
    /** One of several who have to; the last of them answers. */
    | { readonly kind: 'agreed'; readonly step: string; readonly by: Person; readonly print?: string }
    /** Those who are asked were called once more; `by` when a person asked for that. */
    | { readonly kind: 'reminded'; readonly step: string; readonly by?: Person }
    | {
        readonly kind: 'answered';
        readonly step: string;
        readonly value: unknown;
        readonly by: Person;
        readonly print?: string;
      }
    /** Somebody chose otherwise while it was asked: the input is another one from here on, and its plan is found anew. */
    | {
        readonly kind: 'toggled';
        readonly step: string;
        readonly toggle: string;
        readonly on: boolean;
        readonly by: Person;
      }
    /** From here on it goes back. `by` when a person asked for that, `why` when they said why. */
    | {
        readonly kind: 'failed';
        readonly step?: string;
        readonly reason: Reason;
        readonly by?: Person;
        readonly why?: string;
      }
    | { readonly kind: 'undid'; readonly step: string }
    /** A person asked for another try at what got stuck. */
    | { readonly kind: 'again'; readonly by: Person }
    /** A worker took it over from one that died. */
    | { readonly kind: 'resumed' }
    | {
        readonly kind: 'ended';
        readonly outcome: 'done' | 'undone' | 'stuck';
        readonly value?: unknown;
        readonly left?: readonly string[];
      }
  );

interface At {
  readonly at: number;
}
