import type { Kept } from '../store.ts';
import { courseOf } from './course.ts';
import type { AnyOperation } from './operation.ts';
import { stepsOf } from './outline.ts';

/** How long each step took in past operations of the same likeness. */
export type History = Readonly<Record<string, readonly number[]>>;

export interface Progress {
  /** From 0 to 1. */
  readonly share: number;
  /** Milliseconds left as far as the past can tell; undefined where it cannot. */
  readonly remaining?: number;
}

/** How far an operation is, for a bar. Steps nobody has timed yet count as equally long. */
export function progressOf(operation: AnyOperation, kept: Kept, history: History, now: number): Progress {
  const { steps, going, ended } = courseOf(kept.entries);
  if (going === 'ended' && ended?.outcome === 'done') return { share: 1, remaining: 0 };
  const names = stepsOf(operation, kept.head.input);
  const medians = names.map((name) => quantile(history[name] ?? [], 0.5));
  const known = medians.filter((median) => median !== undefined);
  const typical = known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) / known.length : 1_000;
  let total = 0;
  let past = 0;
  for (const [i, name] of names.entries()) {
    const usual = Math.max(medians[i] ?? typical, 1);
    const passed = steps.get(name);
    total += usual;
    if (passed?.did || passed?.answered) past += usual;
    // A step that takes longer than ever does not pretend to be over.
    else if (passed && !passed.began.asked) past += Math.min(now - passed.since, usual * 0.95);
  }
  const share = total === 0 ? 0 : past / total;
  return known.length === names.length && names.length > 0 ? { share, remaining: total - past } : { share };
}

/** What is usual: the middle three fifths, once there are three of them. */
export function usual(times: readonly number[]): { readonly low: number; readonly high: number } | undefined {
  if (times.length < 3) return undefined;
  const [low, high] = [quantile(times, 0.2), quantile(times, 0.8)];
  return low === undefined || high === undefined ? undefined : { low, high };
}

function quantile(times: readonly number[], share: number): number | undefined {
  const sorted = times.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}
