import type { Head, OperationId } from '../store.ts';

export type Listener = (id: OperationId) => void;

/** Who wants to hear that an operation has changed. */
export interface Watchers {
  watch(id: OperationId | 'all', listener: Listener): () => void;
  changed(id: OperationId): void;
  /** Others have written: everybody hears of what is longer than it was. */
  elsewhere(heads: (limit: number) => Promise<readonly Head[]>): Promise<void>;
}

const remembered = 200;

export function createWatchers(): Watchers {
  const listeners = new Map<OperationId | 'all', Set<Listener>>();
  const lengths = new Map<OperationId, number>();
  const changed = (id: OperationId) => {
    for (const listener of [...(listeners.get(id) ?? []), ...(listeners.get('all') ?? [])]) listener(id);
  };
  return {
    watch(id, listener) {
      const those = listeners.get(id) ?? new Set();
      listeners.set(id, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && listeners.get(id) === those) listeners.delete(id);
      };
    },
    changed,
    async elsewhere(heads) {
      const newest = listeners.has('all') ? await heads(remembered) : [];
      const grown = newest.filter((head) => lengths.get(head.id) !== head.length);
      lengths.clear();
      for (const head of newest) lengths.set(head.id, head.length);
      const watched = [...listeners.keys()].filter((id) => id !== 'all');
      for (const id of new Set([...watched, ...grown.map((head) => head.id)])) changed(id);
    },
  };
}
