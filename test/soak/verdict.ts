import { type Gauge, gauges, type Series } from './gauges.ts';
import { slope } from './slope.ts';

/** What still counts as flat, each minute behind the warm-up. The store may only breathe. */
const bounds: Readonly<Record<Exclude<Gauge, 'store'>, number>> = { rss: 0.5, heap: 0.1, lag: 0.1 };
const breath = 1.25;
const units: Readonly<Record<Gauge, string>> = { rss: 'MiB', heap: 'MiB', lag: 'ms', store: 'MiB' };

export interface Verdict {
  readonly gauge: Gauge;
  readonly words: string;
  readonly flat: boolean;
}

/** The first third is the warm-up: caches fill, code is compiled, and retention has not begun to take away. */
export function verdicts(series: Series): readonly Verdict[] {
  return gauges.map((gauge) => {
    const samples = series[gauge];
    const warm = samples.slice(Math.floor(samples.length / 3));
    const values = warm.map(({ value }) => value);
    const half = Math.floor(values.length / 2);
    const [before, after] = [Math.max(...values.slice(0, half)), Math.max(...values.slice(half))];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const told = `mean ${mean.toFixed(2)} ${units[gauge]}, slope ${slope(warm).toFixed(3)} ${units[gauge]}/min`;
    if (gauge === 'store') {
      const words = `${told}, largest ${after.toFixed(2)} in the last third after ${before.toFixed(2)} (≤ ${breath} ×)`;
      return { gauge, words, flat: after <= before * breath };
    }
    return { gauge, words: `${told} (≤ ${bounds[gauge]})`, flat: slope(warm) <= bounds[gauge] };
  });
}
