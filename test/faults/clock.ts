import type { Clock } from '../../src/engine/clock.ts';

export interface LeapingClock extends Clock {
  /** Rings the next timer; false when none is set. */
  next(): boolean;
  pass(ms: number): void;
  /** From now on every timer rings so much too late, as on a host that was asleep: hours of looking pass in few looks. */
  late: number;
}

/** Time that stands still until it is told to go on. */
export function leapingClock(): LeapingClock {
  const timers = new Map<number, { readonly at: number; readonly call: () => void }>();
  let now = Date.UTC(2026, 10, 20, 10, 0, 0);
  let count = 0;
  const clock: LeapingClock = {
    late: 0,
    now: () => now,
    after(ms, call) {
      const id = count++;
      timers.set(id, { at: now + Math.max(ms, 0), call });
      return () => timers.delete(id);
    },
    next() {
      const [first] = [...timers].sort(([, a], [, b]) => a.at - b.at);
      if (!first) return false;
      const [id, { at, call }] = first;
      timers.delete(id);
      now = Math.max(now, at) + clock.late;
      call();
      return true;
    },
    pass(ms) {
      now += ms;
    },
  };
  return clock;
}
