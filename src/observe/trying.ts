import { AsyncLocalStorage } from 'node:async_hooks';
import type { Head } from '../store.ts';

/** A step of an operation that is being tried, or taken back, at this moment. */
export interface Trying {
  readonly head: Pick<Head, 'id' | 'operation'>;
  readonly step: string;
  /** How often a person has asked to try it all again. */
  readonly round: number;
  readonly undo?: true;
  readonly worker: string;
}

const trying = new AsyncLocalStorage<Trying>();

/** Whatever is called from here on, until it is over, is known to be part of this try. */
export const during = <T>(one: Trying, run: () => Promise<T>): Promise<T> => trying.run(one, run);

export const tryingNow = (): Trying | undefined => trying.getStore();
