import type { Store } from '../store.ts';
import type { Timetable } from '../timetable.ts';
import type { Clock } from './clock.ts';

const day = 24 * 3_600_000;
/** What ended is kept so long, with what was heard in that time. */
const keepFor = 90 * day;

/** Forgets once a day what ended long ago. */
export function keepHouse(timetable: Timetable, store: Pick<Store, 'prune'>, clock: Clock): void {
  timetable.every('housekeeping', day, () => store.prune(clock.now() - keepFor));
}
