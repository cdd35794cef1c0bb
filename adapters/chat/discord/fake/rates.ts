import { type Refusal, tooFast } from './refusal.ts';

export interface Rate {
  readonly limit: number;
  readonly per: number;
}

/**
 * Discord documents no numbers ("should not be hard coded"); these are of the size that its headers have shown.
 * `global` holds for the bot as a whole, interactions apart; `oldEdits` is per channel, for messages older than an hour.
 */
export const usualRates = {
  global: { limit: 50, per: 1_000 },
  'message.create': { limit: 5, per: 5_000 },
  'message.edit': { limit: 5, per: 5_000 },
  'message.delete': { limit: 5, per: 1_000 },
  oldEdits: { limit: 3, per: 20_000 },
  webhook: { limit: 5, per: 2_000 },
  gateway: { limit: 2, per: 5_000 },
  'thread.create': { limit: 10, per: 10_000 },
  other: { limit: 50, per: 1_000 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof usualRates;

export interface RateCounters {
  /** 429 answers, by the limit that was run into. */
  readonly limited: Record<string, number>;
  /** 401, 403 and 429 answers: 10 000 of them in ten minutes get an address banned. */
  invalid: number;
}

export interface Rates {
  readonly counters: RateCounters;
  /** Another limit from now on; `undefined` lifts it. */
  set(name: RateName, rate: Rate | undefined): void;
  /** Takes one of the bucket: the headers that say what is left, or the refusal. */
  take(
    name: RateName,
    major: string,
  ): { readonly headers: Readonly<Record<string, string>>; readonly refused?: Refusal };
  takeGlobal(): Refusal | undefined;
  /** How long until there is room again; undefined while there is. */
  takeOldEdit(channel: string): Refusal | undefined;
}

export function openRates(now: () => number, changed: Partial<Record<RateName, Rate>> | 'none'): Rates {
  const rates = new Map<RateName, Rate>(changed === 'none' ? [] : entries({ ...usualRates, ...changed }));
  const buckets = new Map<string, { left: number; resetAt: number }>();
  const counters: RateCounters = { limited: {}, invalid: 0 };

  const bucketOf = (name: RateName, rate: Rate, major: string) => {
    const key = `${name} ${major}`;
    const known = buckets.get(key);
    if (known && known.resetAt > now()) return known;
    const fresh = { left: rate.limit, resetAt: now() + rate.per };
    buckets.set(key, fresh);
    return fresh;
  };
  const refuse = (name: RateName, refused: Refusal): Refusal => {
    counters.limited[name] = (counters.limited[name] ?? 0) + 1;
    return refused;
  };

  return {
    counters,
    set: (name, rate) => void (rate ? rates.set(name, rate) : rates.delete(name)),
    take(name, major) {
      const rate = rates.get(name);
      if (!rate) return { headers: {} };
      const bucket = bucketOf(name, rate, major);
      const full = bucket.left <= 0;
      if (!full) bucket.left--;
      const after = bucket.resetAt - now();
      const headers = {
        'X-RateLimit-Limit': String(rate.limit),
        'X-RateLimit-Remaining': String(bucket.left),
        'X-RateLimit-Reset': String(bucket.resetAt / 1000),
        'X-RateLimit-Reset-After': String(after / 1000),
        'X-RateLimit-Bucket': Buffer.from(name).toString('hex'),
      };
      return full ? { headers, refused: refuse(name, tooFast(after, 'user')) } : { headers };
    },
    takeGlobal() {
      const rate = rates.get('global');
      if (!rate) return undefined;
      const bucket = bucketOf('global', rate, '');
      if (bucket.left-- > 0) return undefined;
      return refuse('global', tooFast(bucket.resetAt - now(), 'global'));
    },
    takeOldEdit(channel) {
      const rate = rates.get('oldEdits');
      if (!rate) return undefined;
      const bucket = bucketOf('oldEdits', rate, channel);
      if (bucket.left-- > 0) return undefined;
      const message = 'Maximum number of edits to messages older than 1 hour reached. Try again later';
      return refuse('oldEdits', tooFast(bucket.resetAt - now(), 'user', { code: 30046, message }));
    },
  };
}

function entries(rates: Partial<Record<RateName, Rate>>): readonly (readonly [RateName, Rate])[] {
  // The keys of the record are exactly the names: it was written as a table of them.
  return Object.entries(rates) as [RateName, Rate][];
}
