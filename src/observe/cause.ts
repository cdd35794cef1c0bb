import { AsyncLocalStorage } from 'node:async_hooks';
import type { Head, OperationId } from '../store.ts';

/** A step of an operation that is being tried, or taken back, at this moment. */
export interface Trying {
  readonly head: Pick<Head, 'id' | 'operation'>;
  readonly step: string;
  /** How often a person has asked to try it all again. */
  readonly round: number;
  readonly undo?: true;
  readonly worker: string;
}

/** What the code that runs now was called for. */
type Cause =
  | { readonly trying: Trying }
  | { readonly operation: OperationId }
  | { readonly event: string }
  | { readonly nothing: true };

const cause = new AsyncLocalStorage<Cause>();

/** Whatever is called from here on, until it is over, is called for this try. */
export const during = <T>(trying: Trying, run: () => Promise<T>): Promise<T> => cause.run({ trying }, run);

/** It is done to show an operation. */
export const showing = <T>(operation: OperationId, run: () => Promise<T>): Promise<T> => cause.run({ operation }, run);

/** It comes of something that was heard. */
export const becauseOf = <T>(event: string, run: () => T): T => cause.run({ event }, run);

/** It was only set going from here: what it does then it does for others too. */
export const aside = (run: () => void): void => cause.run({ nothing: true }, run);

export function tryingNow(): Trying | undefined {
  const now = cause.getStore();
  return now && 'trying' in now ? now.trying : undefined;
}

/** What each line of the log says of why it was written. */
export function causeForLog(): { readonly operation?: OperationId; readonly step?: string; readonly event?: string } {
  const now = cause.getStore();
  if (!now || 'nothing' in now) return {};
  if ('trying' in now) return { operation: now.trying.head.id, step: now.trying.step };
  return { ...now };
}
