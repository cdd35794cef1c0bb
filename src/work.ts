import type { Engine } from './engine/engine.ts';
import type { Kept, OperationId } from './store.ts';

/** Seconds pass on a picture even when nothing else changes. */
const atLeastEvery = 1_000;

/** The journal of an operation as it is, after each change and once a second, until `signal`. */
export async function* watchOperation(engine: Engine, id: OperationId, signal: AbortSignal): AsyncIterable<Kept> {
  let changed = Promise.withResolvers<void>();
  const call = () => changed.resolve();
  const stop = engine.watch(id, call);
  signal.addEventListener('abort', call);
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers<void>();
      yield await engine.read(id);
      const timer = setTimeout(call, atLeastEvery);
      await changed.promise;
      clearTimeout(timer);
    }
  } finally {
    stop();
    signal.removeEventListener('abort', call);
  }
}
