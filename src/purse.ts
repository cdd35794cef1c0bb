import type { Bid, Budget, Weight } from './pace.ts';

/** What is left of a budget. */
export interface Purse {
  /** When there is one for somebody of this weight; a hair is not waited for. */
  enoughAt(bid: Bid, weight: Weight, now: number): number;
  take(bid: Bid, weight: Weight, now: number): void;
  /** As if it had never been opened. */
  untouched(now: number): boolean;
  /** From 0 to 1. */
  left(now: number): number;
}

/** After so long without a wish to change, a message counts as quiet. */
const quietAfter = 60_000;

export function openPurse(budget: Budget, now: number): Purse {
  const left = 'per' in budget ? window(budget.atOnce, budget.per) : drip(budget.atOnce, budget.every, now);
  const changing = new Map<string, number>();

  function crowd(now: number): number {
    for (const [message, at] of changing) if (now - at > quietAfter) changing.delete(message);
    return changing.size;
  }

  return {
    enoughAt({ message }, weight, now) {
      if (message !== undefined && weight !== 'end') changing.set(message, now);
      const spare = budget.spare?.[weight] ?? 0;
      return left.whenThereAre(1 + (typeof spare === 'function' ? spare(crowd(now)) : spare), now);
    },
    take({ message }, weight, now) {
      if (message !== undefined && weight === 'end') changing.delete(message);
      left.take(now);
    },
    untouched: (now) => left.count(now) >= budget.atOnce && crowd(now) === 0,
    left: (now) => Math.max(0, left.count(now) / budget.atOnce),
  };
}

interface Left {
  whenThereAre(count: number, now: number): number;
  take(now: number): void;
  count(now: number): number;
}

/** One more every so often. */
function drip(atOnce: number, every: number, opened: number): Left {
  let left = atOnce;
  let at = opened;
  const fill = (now: number) => {
    left = Math.min(atOnce, left + (now - at) / every);
    at = now;
  };
  return {
    whenThereAre(count, now) {
      fill(now);
      const lacks = count - left;
      return lacks < 1e-6 ? now : now + Math.ceil(lacks * every);
    },
    take(now) {
      fill(now);
      left -= 1;
    },
    count(now) {
      fill(now);
      return left;
    },
  };
}

/** So many in any stretch of time, whenever they come. */
function window(atOnce: number, per: number): Left {
  let taken: number[] = [];
  const within = (now: number) => {
    taken = taken.filter((at) => at > now - per);
    return taken;
  };
  return {
    whenThereAre(count, now) {
      // Whoever wants more than there can ever be waits for all of it.
      const most = Math.max(0, atOnce - count);
      const last = within(now).at(-most - 1);
      return last === undefined ? now : last + per;
    },
    take: (now) => void within(now).push(now),
    count: (now) => atOnce - within(now).length,
  };
}
