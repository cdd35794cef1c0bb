import type { Fields } from './model.ts';

/** So many calls in any stretch of `per` milliseconds; or `burst` at once and then one every so often. */
export type Rate =
  | { readonly calls: number; readonly per: number }
  | { readonly every: number; readonly burst: number; readonly each: 'channel' };

export type RateTable = Readonly<Record<string, readonly Rate[]>>;

const minute = 60_000;
const tier2: readonly Rate[] = [{ calls: 20, per: minute }];
const tier3: readonly Rate[] = [{ calls: 50, per: minute }];
const tier4: readonly Rate[] = [{ calls: 100, per: minute }];

/**
 * Per method and workspace. Slack promises "50+ per minute" and keeps the plus to itself,
 * so only what is promised is allowed here: docs.slack.dev/apis/web-api/rate-limits.
 */
export const slackRates: RateTable = {
  'apps.connections.open': tier3,
  'auth.test': [{ calls: 300, per: minute }],
  'chat.delete': tier3,
  'chat.postEphemeral': tier4,
  'chat.postMessage': [
    { every: 1_000, burst: 5, each: 'channel' },
    { calls: 300, per: minute },
  ],
  'chat.update': tier3,
  'conversations.history': tier3,
  'conversations.info': tier3,
  'conversations.open': tier3,
  'conversations.replies': tier3,
  'reactions.add': tier3,
  'usergroups.list': tier2,
  'usergroups.users.list': tier2,
  'users.info': tier4,
  'users.list': tier2,
  'views.open': tier4,
  'views.publish': tier4,
  'views.push': tier4,
  'views.update': tier4,
};

export interface Meter {
  /** Milliseconds to wait before this call is allowed; undefined when it is, and then it counts. */
  take(method: string, args: Fields): number | undefined;
}

export function createMeter(table: RateTable, now: () => number): Meter {
  const taken = new Map<string, readonly number[]>();
  return {
    take(method, args) {
      const at = now();
      const looks = (table[method] ?? []).map((rate, nth) => {
        const key = 'each' in rate ? `${method} ${nth} ${args.channel}` : `${method} ${nth}`;
        return { key, ...('each' in rate ? dripped(rate, taken.get(key), at) : counted(rate, taken.get(key), at)) };
      });
      const wait = Math.max(0, ...looks.map((look) => look.wait));
      if (wait > 0) return wait;
      for (const { key, next } of looks) taken.set(key, next);
      return undefined;
    },
  };
}

interface Look {
  readonly wait: number;
  /** What is remembered when the call is allowed. */
  readonly next: readonly number[];
}

function counted({ calls, per }: { calls: number; per: number }, before: readonly number[] = [], at: number): Look {
  const within = before.filter((time) => time > at - per);
  const oldest = within[within.length - calls];
  return { wait: oldest === undefined ? 0 : oldest + per - at, next: [...within, at] };
}

/** Remembers one number: when all that was taken will have dripped away. */
function dripped(rate: { every: number; burst: number }, before: readonly number[] = [], at: number): Look {
  const next = Math.max(before[0] ?? 0, at) + rate.every;
  return { wait: Math.max(0, next - at - rate.every * rate.burst), next: [next] };
}
