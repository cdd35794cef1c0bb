import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import type { Clock } from './clock.ts';

interface Options {
  readonly store: Pick<Store, 'elsewhere'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when another process has written. */
  wrote(): Promise<void>;
}

/** How often the store is asked. */
const every = 250;

/** Notices what other processes on the same store have written. */
export function listenToOthers({ store, clock, log, wrote }: Options): { start(): void; stop(): void } {
  let stopTimer = () => {};
  let last: number | undefined;
  let open = true;

  async function look() {
    stopTimer = clock.after(every, look);
    try {
      const now = await store.elsewhere();
      if (now === last || !open) return;
      last = now;
      await wrote();
    } catch (error) {
      if (open) log.error({ err: error }, 'store did not answer');
    }
  }

  return {
    start() {
      stopTimer = clock.after(every, look);
    },
    stop() {
      open = false;
      stopTimer();
    },
  };
}
