import type { Clock } from '../../src/engine/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets everything that is ready happen, without time passing. */
  settle(): Promise<void>;
  /** Goes to the next timer and rings it; false when none is set. */
  next(): Promise<boolean>;
  /** Lets so much time pass, timer by timer. */
  pass(ms: number): Promise<void>;
}

/** Time that passes only when a test says so. */
export function virtualClock(start = Date.UTC(2026, 10, 20, 10, 0, 0)): VirtualClock {
  const timers = new Map<number, { readonly at: number; readonly call: () => void }>();
  let now = start;
  let count = 0;
  const first = () => {
    let least: readonly [number, { readonly at: number; readonly call: () => void }] | undefined;
    for (const timer of timers) if (!least || timer[1].at < least[1].at) least = timer;
    return least;
  };
  // Promises and sqlite need no more than that; what goes over a socket is waited for by `drive`.
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const ring = async ([id, { at, call }]: NonNullable<ReturnType<typeof first>>) => {
    timers.delete(id);
    now = Math.max(now, at);
    call();
    await settle();
  };
  return {
    now: () => now,
    after(ms, call) {
      const id = count++;
      // A third of a lease is no whole number, and no clock shows a part of a millisecond.
      timers.set(id, { at: now + Math.max(Math.ceil(ms), 0), call });
      return () => timers.delete(id);
    },
    settle,
    async next() {
      const timer = first();
      if (timer) await ring(timer);
      return timer !== undefined;
    },
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (let timer = first(); timer && timer[1].at <= until; timer = first()) await ring(timer);
      now = until;
      await settle();
    },
  };
}

/** Real time that a call to the outside may take before virtual time goes on without it. */
const patience = 2_000;

/**
 * Lets virtual time pass until `over` says so. While something is busy with the outside, time stands still:
 * a reply over a socket takes no virtual time.
 */
export async function drive(
  clock: VirtualClock,
  over: () => Promise<boolean>,
  busy: () => boolean,
  rings = 50_000,
): Promise<void> {
  for (let ring = 0; ring < rings; ring++) {
    const since = performance.now();
    await clock.settle();
    while (busy() && performance.now() - since < patience) await clock.settle();
    if (await over()) return;
    // What was going on may have ended while that was being asked.
    if (!(await clock.next()) && !(await over())) throw new Error('nothing will ever happen again');
  }
  throw new Error(`not over after ${rings} timers`);
}
