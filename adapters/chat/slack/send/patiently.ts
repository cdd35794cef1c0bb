import { type Clock, Failure } from '#kit';
import { failureFrom } from './failures.ts';

export interface Patience {
  readonly clock: Clock;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

const tries = 7;
const longest = 10_000;

/** Does it again while Slack is away or has asked for a pause; a no of Slack is a no. */
export async function patiently<T>(doing: () => Promise<T>, { clock, signal }: Patience): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await doing();
    } catch (error) {
      const failure = failureFrom(error);
      const passes = failure instanceof Failure && failure.code === 'unavailable' && failures + 1 < tries;
      if (!passes || signal.aborted) throw error;
      await pass(failure.after ?? Math.min(500 * 2 ** failures, longest), clock, signal);
    }
  }
}

const pass = (ms: number, clock: Clock, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      stop();
      reject(signal.reason);
    };
    const stop = clock.after(ms, () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    signal.addEventListener('abort', leave, { once: true });
  });
