import type { OperationId } from './store.ts';

/** One thing, and the operation that works on it. */
export interface Held {
  readonly thing: string;
  readonly by: OperationId;
}

/** Another operation works on it. */
export class Busy extends Error {
  override readonly name = 'Busy';
  readonly held: Held;
  constructor(held: Held) {
    super(`${held.by} works on ${held.thing}`);
    this.held = held;
  }
}

/** The journal has grown since it was read: somebody else wrote. */
export class Stale extends Error {
  override readonly name = 'Stale';
  constructor(id: OperationId, length: number) {
    super(`journal ${id} is longer than ${length}`);
  }
}
