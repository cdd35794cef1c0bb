import type { Entry } from './journal.ts';

type Of<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;

/** What the journal says of one step. */
export interface Passed {
  readonly began: Of<'began'>;
  /** From when its time counts: the beginning, or the last time a person asked to try again. */
  readonly since: number;
  readonly did?: Of<'did'>;
  /** Who agreed before the answer. */
  readonly agreed: readonly Of<'agreed'>[];
  readonly reminded: readonly Of<'reminded'>[];
  readonly answered?: Of<'answered'>;
  /** Chosen since it was asked: nobody can agree to its plan any more, and another one is being found. */
  readonly toggled?: Of<'toggled'>;
  readonly undid: boolean;
  /** Failed tries since then. */
  readonly tries: readonly Of<'tried'>[];
  readonly undoTries: readonly Of<'tried'>[];
}

/** Where an operation stands. `stopped`: it failed where it can neither go on by itself nor back. */
export interface Course {
  readonly going: 'forward' | 'back' | 'stopped' | 'ended';
  readonly steps: ReadonlyMap<string, Passed>;
  /** The first of its final steps that began: from there on nothing is taken back. */
  readonly final?: string;
  readonly failed?: Of<'failed'>;
  /** It was done once, even where it is taken back since. */
  readonly done?: Of<'ended'>;
  readonly ended?: Of<'ended'>;
  readonly resumed?: number;
  /** What was chosen otherwise, in order. */
  readonly toggled: readonly Of<'toggled'>[];
  /** How often a person has asked to try again. */
  readonly round: number;
}

const untouched = { agreed: [], undid: false, tries: [], undoTries: [] } as const;

/** Reads a journal from its beginning; everything the engine decides is decided from this. */
export function courseOf(entries: readonly Entry[]): Course {
  const steps = new Map<string, Passed>();
  const toggled: Of<'toggled'>[] = [];
  const change = (step: string, by: (passed: Passed) => Partial<Passed>) => {
    const passed = steps.get(step);
    if (passed) steps.set(step, { ...passed, ...by(passed) });
  };
  let final: string | undefined;
  let failed: Of<'failed'> | undefined;
  let done: Of<'ended'> | undefined;
  let ended: Of<'ended'> | undefined;
  let resumed: number | undefined;
  let round = 0;
  for (const entry of entries) {
    switch (entry.kind) {
      case 'began':
        // Who was called a moment ago is not called again because there is another plan.
        steps.set(entry.step, {
          ...untouched,
          reminded: steps.get(entry.step)?.reminded ?? [],
          began: entry,
          since: entry.at,
        });
        if (entry.final) final ??= entry.step;
        break;
      case 'did':
        change(entry.step, () => ({ did: entry }));
        break;
      case 'agreed':
        change(entry.step, ({ agreed }) => ({ agreed: [...agreed, entry] }));
        break;
      case 'reminded':
        change(entry.step, ({ reminded }) => ({ reminded: [...reminded, entry] }));
        break;
      case 'answered':
        change(entry.step, () => ({ answered: entry }));
        break;
      case 'toggled':
        toggled.push(entry);
        change(entry.step, () => ({ toggled: entry }));
        break;
      case 'undid':
        change(entry.step, () => ({ undid: true }));
        break;
      case 'tried':
        change(entry.step, ({ tries, undoTries }) =>
          entry.undo ? { undoTries: [...undoTries, entry] } : { tries: [...tries, entry] },
        );
        break;
      case 'failed':
        failed = entry;
        ended = undefined;
        break;
      case 'again':
        round += 1;
        ended = undefined;
        // Behind a final step "again" means onwards; before one, back.
        if (final !== undefined) failed = undefined;
        for (const step of steps.keys()) change(step, () => ({ since: entry.at, tries: [], undoTries: [] }));
        break;
      case 'resumed':
        resumed = entry.at;
        break;
      case 'ended':
        ended = entry;
        if (entry.outcome === 'done') done = entry;
        break;
    }
  }
  const going = ended ? 'ended' : !failed ? 'forward' : final === undefined ? 'back' : 'stopped';
  return {
    going,
    steps,
    toggled,
    round,
    ...(final === undefined ? {} : { final }),
    ...(failed ? { failed } : {}),
    ...(done ? { done } : {}),
    ...(ended ? { ended } : {}),
    ...(resumed === undefined ? {} : { resumed }),
  };
}
