/** One line of the performance table. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  /** undefined: only told, there is no goal. */
  readonly ok?: boolean;
}

/** What one file of bench/rows measures. */
export interface Bench {
  readonly name: string;
  measure(): AsyncIterable<Row>;
}

/** A ratio that should not be above the goal. */
export const atMost = (name: string, ratio: number, goal: number, detail = ''): Row => ({
  name,
  value: `${ratio.toFixed(2)}${detail ? ` (${detail})` : ''}`,
  goal: `≤ ${goal}`,
  ok: ratio <= goal,
});

/** A ratio that should not be below the goal. */
export const atLeast = (name: string, ratio: number, goal: number, detail = ''): Row => ({
  name,
  value: `${ratio.toFixed(2)}${detail ? ` (${detail})` : ''}`,
  goal: `≥ ${goal}`,
  ok: ratio >= goal,
});

/** A row that cannot be there, and why. */
export const missing = (name: string, goal: string, why: string): Row => ({ name, value: why, goal, ok: false });

/** A number that stands beside a ratio, without a goal of its own. */
export const told = (name: string, value: string): Row => ({ name, value, goal: '–' });

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
