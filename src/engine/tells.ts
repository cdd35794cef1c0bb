import type { Phrase } from '../phrases.ts';
import type { OperationId } from '../store.ts';
import type { Clock } from './clock.ts';

/** What a step says it is doing right now. Kept in memory only. */
export interface Tell {
  readonly step: string;
  readonly words: Phrase;
  readonly share?: number;
}

export interface Tells {
  get(id: OperationId): Tell | undefined;
  put(id: OperationId, tell: Tell): void;
  forget(id: OperationId): void;
}

/** A step may speak at every block of bytes; listeners hear it so often at most. */
const atLeast = 100;

/** Keeps the last word of each operation, and passes it on: the first at once, then the latest now and then. */
export function createTells(clock: Clock, heard: (id: OperationId) => void): Tells {
  const told = new Map<OperationId, Tell>();
  const resting = new Set<OperationId>();
  const unheard = new Set<OperationId>();
  const passOn = (id: OperationId) => {
    resting.add(id);
    unheard.delete(id);
    clock.after(atLeast, () => {
      resting.delete(id);
      if (unheard.has(id)) passOn(id);
    });
    heard(id);
  };
  return {
    get: (id) => told.get(id),
    put(id, tell) {
      told.set(id, tell);
      if (resting.has(id)) unheard.add(id);
      else passOn(id);
    },
    forget(id) {
      told.delete(id);
      unheard.delete(id);
    },
  };
}
