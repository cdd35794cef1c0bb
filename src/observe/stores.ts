import { Busy, Stale } from '../refused-writes.ts';
import type { Store } from '../store.ts';
import { Full } from '../takes.ts';
import type { Observer } from './observer.ts';
import { timed } from './timed.ts';

const answers = [Stale, Busy, Full];

/** The same store, of which every call is told. What it refuses because of what others did is an answer, not a fault. */
export const observedStore = (store: Store, observer: Observer, now: () => number): Store => {
  const { woken, close, now: time } = store;
  const seen = timed(store, now, ({ name, took, failed }) =>
    observer.stored(name, took, !failed || answers.some((kind) => failed.error instanceof kind)),
  );
  return {
    ...seen,
    ...(time ? { now: time } : {}),
    ...(woken ? { woken: woken.bind(store) } : {}),
    close: close.bind(store),
  };
};
