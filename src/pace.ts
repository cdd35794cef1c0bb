import type { Clock } from './engine/clock.ts';
import { openPurse, type Purse } from './purse.ts';

/** What is being said: an end or a question, a new step, or only how far it is. The weightier goes first. */
export type Weight = 'end' | 'step' | 'share';

/** Somebody who would like to speak. */
export interface Bid {
  /** The platform's word for the way of speaking: `post`, `edit`. */
  readonly kind: string;
  readonly channel: string;
  /** The message that is to change. */
  readonly message?: string;
  /** Asked whenever somebody may go: what came to its end while it waited goes first. */
  weight(): Weight;
}

/** How fast a platform lets a chat speak. Whoever wants to speak waits for a turn. */
export interface Pace {
  turn(bid: Bid, signal: AbortSignal): Promise<void>;
  /** The weight of somebody who waits may have changed. */
  look(): void;
  /** The platform asked for silence: nobody that `concerns` goes before `until`. */
  hold(concerns: (bid: Bid) => boolean, until: number): void;
  /** How many wait for a turn, and what is left of the tightest budget, from 0 to 1. */
  state(): { readonly waiting: number; readonly left: number };
}

/** One budget of a platform: so many at once, and then one every so often; or so many in any stretch of time. */
export type Budget = {
  /** Turns of one key share a budget; undefined for those that it does not concern. */
  key(bid: Bid, weight: Weight): string | undefined;
  readonly atOnce: number;
  /** How many are left for what is weightier; `crowd` is how many messages are changing, each of which may end. */
  readonly spare?: Partial<Record<Weight, number | ((crowd: number) => number)>>;
} & ({ readonly every: number } | { readonly per: number });

interface Waiting {
  readonly bid: Bid;
  weight: Weight;
  /** What has come to its end meanwhile begins to wait anew: it is behind those that ended before. */
  since: number;
  go(): void;
}

const rank: Readonly<Record<Weight, number>> = { end: 0, step: 1, share: 2 };

/** Even a mere percentage is not kept waiting for ever by the steps of others. */
const longEnough = 60_000;

export function createPace(budgets: readonly Budget[], clock: Clock): Pace {
  const waiting = new Set<Waiting>();
  const purses = new Map<string, Purse>();
  let holds: readonly { readonly concerns: (bid: Bid) => boolean; readonly until: number }[] = [];
  let stopTimer = () => {};

  function look(): void {
    stopTimer();
    const now = clock.now();
    holds = holds.filter(({ until }) => until > now);
    for (const [key, purse] of purses) if (purse.untouched(now)) purses.delete(key);
    let next = Number.POSITIVE_INFINITY;
    for (const one of inOrder(now)) {
      const { bid, weight } = one;
      const mine = pursesOf(bid, weight, now);
      const at = Math.max(...mine.map((purse) => purse.enoughAt(bid, weight, now)), heldUntil(bid), now);
      if (at > now) {
        next = Math.min(next, at);
        continue;
      }
      for (const purse of mine) purse.take(bid, weight, now);
      waiting.delete(one);
      one.go();
    }
    if (waiting.size > 0) stopTimer = clock.after(next - now, look);
  }

  /** The weightiest first, and of those whoever has waited longest. */
  function inOrder(now: number): readonly Waiting[] {
    for (const one of waiting) {
      const weight = one.bid.weight();
      if (weight === 'end' && one.weight !== 'end') one.since = now;
      one.weight = weight;
    }
    const place = ({ weight, since }: Waiting) =>
      weight === 'share' && now - since >= longEnough ? rank.step : rank[weight];
    return [...waiting]
      .map((one) => ({ one, place: place(one) }))
      .sort((a, b) => a.place - b.place || a.one.since - b.one.since)
      .map(({ one }) => one);
  }

  function pursesOf(bid: Bid, weight: Weight, now: number): readonly Purse[] {
    return budgets.flatMap((budget, at) => {
      const key = budget.key(bid, weight);
      if (key === undefined) return [];
      const name = `${at} ${key}`;
      const purse = purses.get(name) ?? openPurse(budget, now);
      purses.set(name, purse);
      return [purse];
    });
  }

  function heldUntil(bid: Bid): number {
    return Math.max(0, ...holds.filter(({ concerns }) => concerns(bid)).map(({ until }) => until));
  }

  return {
    look,
    turn: (bid, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const leave = () => {
          waiting.delete(one);
          reject(signal.reason);
        };
        const one: Waiting = {
          bid,
          weight: bid.weight(),
          since: clock.now(),
          go() {
            signal.removeEventListener('abort', leave);
            resolve();
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.add(one);
        look();
      }),
    hold(concerns, until) {
      holds = [...holds, { concerns, until }];
      look();
    },
    state() {
      const now = clock.now();
      return { waiting: waiting.size, left: Math.min(1, ...[...purses.values()].map((purse) => purse.left(now))) };
    },
  };
}
