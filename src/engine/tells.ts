import { type Phrase, type Said, said } from '../phrases.ts';
import type { OperationId } from '../store.ts';

/** What a step says it is doing right now. Kept in memory only. */
export interface Tell {
  readonly step: string;
  readonly said: Said;
  readonly share?: number;
}

export interface Tells {
  get(id: OperationId): Tell | undefined;
  /** False when that was said already. */
  put(id: OperationId, step: string, phrase: Phrase, share: number | undefined): boolean;
  forget(id: OperationId): void;
}

export function createTells(): Tells {
  const told = new Map<OperationId, Tell>();
  return {
    get: (id) => told.get(id),
    put(id, step, phrase, share) {
      const tell: Tell = { step, said: said(phrase), ...(share === undefined ? {} : { share }) };
      const before = told.get(id);
      if (before?.step === step && before.said.en === tell.said.en && before.share === tell.share) return false;
      told.set(id, tell);
      return true;
    },
    forget: (id) => told.delete(id),
  };
}
