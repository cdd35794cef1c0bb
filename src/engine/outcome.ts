import { Failure } from '../failure.ts';
import { type Phrase, type Said, said } from '../phrases.ts';
import { backoff, tries } from './backoff.ts';
import { type Job, plain, type Rest, reasonIn } from './job.ts';
import type { Entry } from './journal.ts';

/** What became of a step the journal has no result of. */
export type Arrived = { readonly value: unknown } | { readonly stop: Rest };

/** The longest one call may take where nothing else is said. */
export const tryAtMost = 120_000;

/** A step begins; one that asks waits for a person. */
export const begin = (
  job: Job,
  step: string,
  more: Omit<Extract<Entry, { readonly kind: 'began' }>, 'at' | 'kind' | 'step'>,
) => job.write({ at: job.clock.now(), kind: 'began', step, ...more }, 'asked' in more ? 'waiting' : 'going');

interface Found {
  readonly made?: unknown;
  readonly note?: Said;
}

/** What is kept of a result. Made inside the try, so that words that break are a failure of the step. */
export const found = (value: unknown, note: ((value: unknown) => Phrase) | undefined): Found => ({
  made: plain(value),
  ...(note ? { note: said(note(value)) } : {}),
});

export function did(job: Job, step: string, found: Found): Arrived {
  job.keep({ at: job.clock.now(), kind: 'did', step, ...found });
  return { value: found.made };
}

export async function fail(job: Job, step: string | undefined, error: unknown): Promise<{ readonly stop: Rest }> {
  const reason = reasonIn(job, step, error);
  await job.write({ at: job.clock.now(), kind: 'failed', ...(step === undefined ? {} : { step }), reason }, 'going');
  return { stop: { kind: 'turned' } };
}

/** Comes again later where that may help. */
export async function failedTry(job: Job, step: string, error: unknown, final: boolean): Promise<Arrived> {
  const failed = (job.course.steps.get(step)?.tries.length ?? 0) + 1;
  if (!again(error, final) || failed >= tries) return fail(job, step, error);
  const until = job.clock.now() + backoff(failed, error);
  await job.write(
    { at: job.clock.now(), kind: 'tried', step, reason: reasonIn(job, step, error), next: until },
    'going',
  );
  return { stop: { kind: 'parked', until } };
}

/** Behind a final step there is no way back, and "not in this state" may pass: it is tried again like an undo. */
export const again = (error: unknown, final: boolean) =>
  error instanceof Failure && (error.again || (final && error.code === 'conflict'));
