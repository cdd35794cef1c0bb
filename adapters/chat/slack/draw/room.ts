import type { Invocation } from '#kit';

/** What goes into a button, at most so many characters; the chat keeps what does not fit. */
export type Write = (invocation: Invocation, most: number) => string;

/** How much of each thing is drawn. */
export interface Room {
  /** Blocks of the view that are drawn at all. */
  readonly parts: number;
  readonly text: number;
  readonly facts: number;
  readonly steps: number;
  readonly rows: number;
  readonly cell: number;
  /** Rows that are offered in one select. */
  readonly options: number;
}

/**
 * From all there is to the least that still says it. What does not fit at one is drawn at the next, so that a view of any
 * size becomes a message, and the same view always the same one.
 */
export const rooms: readonly Room[] = [
  { parts: 40, text: 2900, facts: 50, steps: 30, rows: 100, cell: 300, options: 100 },
  { parts: 40, text: 2000, facts: 40, steps: 25, rows: 60, cell: 120, options: 60 },
  { parts: 30, text: 1000, facts: 30, steps: 20, rows: 40, cell: 80, options: 40 },
  { parts: 24, text: 500, facts: 20, steps: 15, rows: 25, cell: 60, options: 25 },
  { parts: 16, text: 250, facts: 12, steps: 10, rows: 15, cell: 40, options: 15 },
  { parts: 8, text: 80, facts: 4, steps: 4, rows: 5, cell: 30, options: 5 },
];

/** The drawing in the most generous room in which it fits. */
export function fitted<T>(draw: (room: Room) => T, fits: (drawn: T) => boolean): T {
  const [widest, ...narrower] = rooms;
  // The list above is not empty.
  let drawn = draw(widest!);
  for (const room of narrower) {
    if (fits(drawn)) return drawn;
    drawn = draw(room);
  }
  return drawn;
}
