import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import type { Clock } from './clock.ts';

/** What ended is kept so long, with what was heard in that time. */
const keepFor = 90 * 24 * 3_600_000;
const every = 24 * 3_600_000;
/** Not while everything starts, and not at all in a process that only says one line. */
const first = 60_000;

/** Forgets once a day what ended long ago; the answer ends that. */
export function keepHouse(store: Pick<Store, 'prune'>, clock: Clock, log: Log): () => void {
  const sweep = async () => {
    stop = clock.after(every, sweep);
    try {
      await store.prune(clock.now() - keepFor);
    } catch (error) {
      log.warn({ err: error }, 'old operations not forgotten');
    }
  };
  let stop = clock.after(first, sweep);
  return () => stop();
}
