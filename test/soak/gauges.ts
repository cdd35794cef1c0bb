import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Sample } from './slope.ts';

export const gauges = ['rss', 'heap', 'lag', 'store'] as const;
export type Gauge = (typeof gauges)[number];
export type Series = Readonly<Record<Gauge, readonly Sample[]>>;

const MiB = 2 ** 20;
const resolution = 10;

interface Wish {
  /** Milliseconds between two samples. */
  readonly every: number;
  /** How large the store is, in bytes. */
  size(): Promise<number>;
}

/** Memory, lag of the event loop and size of the store, looked at again and again until it is told to stop. */
export function gauge({ every, size }: Wish): { readonly series: Series; stop(): Promise<void> } {
  const series = { rss: [] as Sample[], heap: [] as Sample[], lag: [] as Sample[], store: [] as Sample[] };
  const began = performance.now();
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  // What is garbage is no leak: each sample looks behind a collection.
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const at = (performance.now() - began) / 60_000;
    // The timer of the histogram is itself so late.
    const lag = Math.max(0, delay.percentile(99) / 1e6 - resolution);
    if (typeof collect === 'function') collect();
    const { rss, heapUsed } = process.memoryUsage();
    series.rss.push({ at, value: rss / MiB });
    series.heap.push({ at, value: heapUsed / MiB });
    series.lag.push({ at, value: lag });
    series.store.push({ at, value: (await size()) / MiB });
    delay.reset();
  }

  const timer = setInterval(() => {
    looking = look();
  }, every);
  return {
    series,
    async stop() {
      clearInterval(timer);
      await looking;
      delay.disable();
    },
  };
}
