/** Time as the engine sees it, so that tests can hold it. */
export interface Clock {
  now(): number;
  /** Calls once after so many milliseconds; the answer takes that back. */
  after(ms: number, call: () => void): () => void;
}

/** Timers of Node overflow into "at once" above this. */
const longest = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), longest));
    return () => clearTimeout(timer);
  },
};
