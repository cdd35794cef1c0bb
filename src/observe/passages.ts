import type { Entry } from '../engine/journal.ts';
import type { Code } from '../failure.ts';
import type { Written } from './observer.ts';

/** A stretch of an operation that is behind it, as its journal says. */
export type Passage = {
  readonly from: number;
  readonly to: number;
  readonly code?: Code;
} & (
  | {
      readonly kind: 'step';
      readonly step: string;
      readonly undo?: true;
      readonly round: number;
      readonly outcome: StepOutcome;
    }
  /** A try that failed and comes again. */
  | { readonly kind: 'try'; readonly step: string; readonly undo?: true; readonly round: number }
  | { readonly kind: 'operation'; readonly nth: number; readonly outcome: Of<'ended'>['outcome'] }
);

export type StepOutcome = 'did' | 'failed' | 'undid' | 'left' | 'answered' | 'cancelled';

type Of<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;

/** What has come to its end with the last entry. It does not matter who wrote the entries before. */
export function passagesOf({ head, entries }: Pick<Written, 'head' | 'entries'>): readonly Passage[] {
  const last = entries.at(-1);
  if (!last) return [];
  const before = entries.slice(0, -1);
  const round = before.filter(({ kind }) => kind === 'again').length;
  const over = { to: last.at, round };
  switch (last.kind) {
    case 'did':
      return [{ ...over, kind: 'step', step: last.step, from: beganAt(before, last.step, head.at), outcome: 'did' }];
    case 'undid':
      return [
        { ...over, kind: 'step', step: last.step, undo: true, from: turnedAt(before, head.at), outcome: 'undid' },
      ];
    case 'tried':
      return triedIn(last, before, over, head.at);
    case 'failed':
      if (last.step === undefined) return [];
      return [
        {
          ...over,
          kind: 'step',
          step: last.step,
          from: beganAt(before, last.step, head.at),
          outcome: 'failed',
          code: last.reason.code,
        },
      ];
    case 'ended':
      return [...(round === 0 ? leftOpen(before, over) : []), endOf(last, before, head.at)];
    default:
      return [];
  }
}

/** When the step began, or when a person last asked to try again. */
const beganAt = (before: readonly Entry[], step: string, began: number): number =>
  before.findLast((entry) => entry.kind === 'again' || (entry.kind === 'began' && entry.step === step))?.at ?? began;

/** Steps are taken back one after the other: each from where the one before was. */
const turnedAt = (before: readonly Entry[], began: number): number =>
  before.findLast(({ kind }) => kind === 'failed' || kind === 'undid' || kind === 'again')?.at ?? began;

function triedIn(
  tried: Of<'tried'>,
  before: readonly Entry[],
  over: { readonly to: number; readonly round: number },
  began: number,
): readonly Passage[] {
  const { step, undo, reason, next } = tried;
  const of = { ...over, step, code: reason.code, ...(undo ? { undo } : {}) };
  const start = undo ? turnedAt(before, began) : beganAt(before, step, began);
  const earlier = before.findLast(
    (entry): entry is Of<'tried'> => entry.kind === 'tried' && entry.step === step && entry.undo === undo,
  );
  const attempt: Passage = { ...of, kind: 'try', from: Math.max(start, earlier?.next ?? earlier?.at ?? 0) };
  // There is no next try of an undo that has been given up.
  return undo && next === undefined ? [attempt, { ...of, kind: 'step', from: start, outcome: 'left' }] : [attempt];
}

/** Steps whose end a person wrote, and so no worker: answers, and what a cancel has stopped. */
function leftOpen(before: readonly Entry[], { round }: { readonly round: number }): readonly Passage[] {
  if (before.some(({ kind }) => kind === 'ended')) return [];
  const failed = before.find(({ kind }) => kind === 'failed');
  return before.flatMap((began): readonly Passage[] => {
    if (began.kind !== 'began') return [];
    const { step, at: from } = began;
    const answered = before.find((entry) => entry.kind === 'answered' && entry.step === step);
    if (answered) return [{ kind: 'step', step, round, from, to: answered.at, outcome: 'answered' }];
    const closed = before.some((entry) => endsStep(entry, step));
    return closed || !failed ? [] : [{ kind: 'step', step, round, from, to: failed.at, outcome: 'cancelled' }];
  });
}

const endsStep = (entry: Entry, step: string): boolean =>
  entry.kind === 'did' ? entry.step === step : entry.kind === 'failed' && entry.step === step && !entry.by;

function endOf(ended: Of<'ended'>, before: readonly Entry[], began: number): Passage {
  const last = before.findLastIndex(({ kind }) => kind === 'ended');
  const nth = before.filter(({ kind }) => kind === 'ended').length + 1;
  const failed = before.findLast((entry): entry is Of<'failed'> => entry.kind === 'failed');
  return {
    kind: 'operation',
    nth,
    // Done once and taken back later, or tried again: from where it was taken up again.
    from: last === -1 ? began : (before[last + 1]?.at ?? ended.at),
    to: ended.at,
    outcome: ended.outcome,
    ...(failed && ended.outcome !== 'done' ? { code: failed.reason.code } : {}),
  };
}
