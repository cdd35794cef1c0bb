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
 * Each lane may have half of what the others leave, and one place is kept for each that has none: a cloud that hangs
 * fills its own half and no more, and a second one half of the rest. Where there is one cloud, all is for it.
 */
export function roomBeside(carried: readonly Lane[], atOnce: number, lanes: number): Room {
  const free = atOnce - carried.length;
  const counts = Map.groupBy(carried, (lane) => lane);
  const more = (mine: number): number => {
    if (lanes < 2) return free;
    const half = Math.floor((free + mine) / 2) - mine;
    const kept = Math.max(0, lanes - counts.size - (mine === 0 ? 1 : 0));
    return Math.min(free, Math.max(mine === 0 ? 1 : 0, Math.min(half, free - kept)));
  };
  const open = [more(0), ...[...counts.values()].map(({ length }) => more(length))].filter((room) => room > 0);
  return {
    of: (lane) => more(counts.get(lane)?.length ?? 0),
    full: [...counts].filter(([, { length }]) => more(length) === 0).map(([lane]) => lane),
    forAny: open.length === 0 ? 0 : Math.min(...open),
  };
}
