import { Failure } from '../failure.ts';

/** A step is tried so often before it fails. */
export const tries = 6;

/** 1, 2, 4, 8, 16 seconds; longer when the other side asked for it. `failed` counts the tries so far. */
export function backoff(failed: number, error: unknown): number {
  const own = 1_000 * 2 ** Math.min(failed - 1, 4);
  return error instanceof Failure && error.after !== undefined ? Math.max(own, Math.ceil(error.after)) : own;
}

/** The pause before the next look: early looks come soon, later ones so that nobody waits a sixteenth longer than needed. */
export function untilPause(elapsed: number, every: number): number {
  return Math.min(Math.max(Math.round(elapsed / 16), 200), Math.max(every, 200));
}
