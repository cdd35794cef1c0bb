import type { Lane } from '../store.ts';

/** What a worker has room for beside what it carries. */
export interface Room {
  /** How many more of this lane. */
  of(lane: Lane): number;
  /** Lanes of which it takes no more. */
  readonly full: readonly Lane[];
  /** So many may be claimed at once, whatever lanes they turn out to be of. */
  readonly forAny: number;
}

/**
 * A lane may have half of all places. The same share of the other half is kept for each: whichever clouds hang, and
 * however many, the last one still has its own. Where there is one cloud, all is for it.
 */
export function roomBeside(carried: readonly Lane[], atOnce: number, lanes: number): Room {
  const free = atOnce - carried.length;
  const half = Math.floor(atOnce / 2);
  const own = Math.max(1, Math.floor(half / lanes));
  const counts = new Map([...Map.groupBy(carried, (lane) => lane)].map(([lane, { length }]) => [lane, length]));
  const lacking = (mine: number) => Math.max(0, own - mine);
  const absent = Math.max(0, lanes - counts.size);
  const kept = absent * own + [...counts.values()].reduce((sum, mine) => sum + lacking(mine), 0);
  const more = (mine: number): number => {
    if (lanes < 2) return free;
    const keptForOthers = kept - (mine > 0 || absent > 0 ? lacking(mine) : 0);
    return Math.max(0, Math.min(free, Math.max(lacking(mine), Math.min(half - mine, free - keptForOthers))));
  };
  const open = [0, ...counts.values()].map(more).filter((room) => room > 0);
  return {
    of: (lane) => more(counts.get(lane) ?? 0),
    full: [...counts].filter(([, mine]) => more(mine) === 0).map(([lane]) => lane),
    forAny: open.length === 0 ? 0 : Math.min(...open),
  };
}
