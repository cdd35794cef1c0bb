import { createHash, randomBytes } from 'node:crypto';
import type { OperationId } from '../store.ts';

/** The same in every process that has done something of this operation. */
export const traceOf = (id: OperationId): string => hash(id, 32);

/** An operation that came to its end, and later to another one. */
export const operationSpan = (id: OperationId, nth: number): string => hash(`${id} ended ${nth}`, 16);

interface OfStep {
  readonly step: string;
  readonly undo?: true;
  readonly round: number;
}

export const stepSpan = (id: OperationId, { step, undo, round }: OfStep): string =>
  hash(`${id} ${undo ? 'undo' : 'do'} ${step} ${round}`, 16);

/** What is told of once, by the one who did it. */
export const newSpan = (): string => randomBytes(8).toString('hex');

const hash = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);
