import type { Store } from '../store.ts';
import type { AnyOperation } from './operation.ts';

/** All operations there are, or how to load their code. */
export type Operations = readonly AnyOperation[] | (() => Promise<readonly AnyOperation[]>);

/**
 * The code of operations is loaded when the first one is read from the store: a process that only answers a question
 * never needs it, and one that starts is ready earlier. Whoever holds an operation has read it, so its code is there.
 */
export function loadedLate(store: Store, operations: Operations) {
  if (typeof operations !== 'function') return { store, operations: byName(operations) };
  const known = new Map<string, AnyOperation>();
  let loading: Promise<void> | undefined;
  const loaded = () =>
    (loading ??= operations().then((all) => {
      for (const [name, operation] of byName(all)) known.set(name, operation);
    }));
  const late: Store = {
    ...store,
    async read(id) {
      const kept = await store.read(id);
      if (kept) await loaded();
      return kept;
    },
    async heads(filter) {
      const heads = await store.heads(filter);
      if (heads.length > 0) await loaded();
      return heads;
    },
  };
  return { store: late, operations: known };
}

const byName = (operations: readonly AnyOperation[]): ReadonlyMap<string, AnyOperation> =>
  new Map(operations.map((operation) => [operation.name, operation]));
