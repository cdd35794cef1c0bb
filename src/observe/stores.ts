import { Stale, type Store } from '../store.ts';
import type { Observer } from './observer.ts';
import { timed } from './timed.ts';

/** The same store, of which every call is told. A journal that has grown meanwhile is an answer, not a fault. */
export const observedStore = (store: Store, observer: Observer, now: () => number): Store => {
  const { woken, close } = store;
  const seen = timed(store, now, ({ name, took, failed }) =>
    observer.stored(name, took, !failed || failed.error instanceof Stale),
  );
  return { ...seen, ...(woken ? { woken: woken.bind(store) } : {}), close: close.bind(store) };
};
