import type { Cloud } from '../cloud.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import type { Timetable } from '../timetable.ts';
import type { Policy } from './policy.ts';
import { ownedIn } from './standings.ts';
import { writeUsed } from './used.ts';

interface Parts {
  readonly timetable: Pick<Timetable, 'every'>;
  readonly store: Pick<Store, 'get' | 'put'>;
  readonly clouds: readonly Cloud[];
  readonly log: Log;
  policy(): Policy;
  now(): number;
}

/** What was used between two looks by a machine that is gone at the second is lost: so much at most. */
const every = 5 * 60_000;

/** Writes down what machines use, as long as a quota wants to know that. */
export function keepUsed({ timetable, store, clouds, log, policy, now }: Parts): void {
  timetable.every('used', every, async ({ signal }) => {
    const quotas = policy().quotas.filter(({ most }) => Object.keys(most).some((measure) => measure.includes(' per ')));
    if (quotas.length === 0) return;
    const applied = quotas.map((quota) => ({ quota }));
    for (const cloud of clouds) {
      try {
        await writeUsed(store, cloud.name, await ownedIn(cloud, applied, signal), now());
      } catch (error) {
        // The next look catches up: it begins where the last one ended.
        log.warn({ err: error, cloud: cloud.name }, 'what machines use could not be written down');
      }
    }
  });
}
