import type { Kept, OperationId, OperationState, Store } from '../store.ts';
import type { Watchers } from './watchers.ts';

const resting: readonly OperationState[] = ['done', 'undone', 'stuck'];

/** Waits until the operation rests: done, undone or stuck. */
export async function settled(id: OperationId, signal: AbortSignal, store: Store, { watch }: Watchers): Promise<Kept> {
  for (;;) {
    const change = Promise.withResolvers<void>();
    // Before the read, so that what is written after it is not missed.
    const stop = watch(id, () => change.resolve());
    const abort = () => change.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const kept = await store.read(id);
      if (!kept) throw new Error(`operation ${id} is not in the store`);
      if (resting.includes(kept.head.state)) return kept;
      await change.promise;
    } finally {
      stop();
      signal.removeEventListener('abort', abort);
    }
  }
}
