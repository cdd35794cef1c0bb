import { type Cloud, facetNames } from './cloud.ts';
import { type Clock, realClock } from './engine/clock.ts';
import { type Bid, createPace } from './pace.ts';

export interface CloudLimits {
  /** Calls that may be on their way at once. */
  readonly atOnce: number;
  readonly perSecond: number;
}

/** What is not asked of the cloud itself: price lists are kept, and guests answer on their own. */
const elsewhere: ReadonlySet<string> = new Set(['prices', 'guest']);
const parts = facetNames.filter((name) => !elsewhere.has(name));

/** What is read thing by thing; anything else that is given a signal answers once. */
const sequences: ReadonlySet<string> = new Set(['list', 'disks.list', 'addresses.list']);

/**
 * The same cloud, which never has more than so many calls of this process to answer. One that hangs keeps its place
 * here, and so keeps others waiting for this cloud only; whoever waits leaves with the signal.
 */
export function limitedCloud(cloud: Cloud, { atOnce, perSecond }: CloudLimits, clock: Clock = realClock): Cloud {
  const places = openPlaces(atOnce);
  const pace = createPace([{ key: () => '', atOnce: perSecond, every: 1_000 / perSecond }], clock);
  const call: Bid = { kind: 'call', channel: cloud.name, weight: () => 'step' };

  const inTurn = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    inPlace(signal, async () => {
      await pace.turn(call, signal);
      return work();
    });

  async function inPlace<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await places.take(signal);
    try {
      return await work();
    } finally {
      places.leave();
    }
  }

  async function* pages(signal: AbortSignal, all: AsyncIterable<unknown>) {
    const pages = all[Symbol.asyncIterator]();
    try {
      // Counted as one call: from outside nobody sees which thing is the first of a page, and pages come one by one.
      let next = await inTurn(signal, () => pages.next());
      while (!next.done) {
        yield next.value;
        next = await inPlace(signal, () => pages.next());
      }
    } finally {
      await pages.return?.();
    }
  }

  const limited = <T extends object>(part: T, before: string): T => {
    const entries = Object.entries(part).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value];
      const limitedCall = (...args: unknown[]): unknown => {
        const signal = args.findLast((arg) => arg instanceof AbortSignal);
        const run = () => value.apply(part, args);
        // What takes no signal answers at once, from what is known here.
        if (!signal) return run();
        return sequences.has(before + name) ? pages(signal, run()) : inTurn(signal, run);
      };
      return [name, limitedCall];
    });
    // Every part is there under its own name, each call taking and answering what it did.
    return Object.fromEntries(entries) as T;
  };

  const facets = parts.map((name) => [name, limited(cloud[name], `${name}.`)]);
  return { ...limited(cloud, ''), ...Object.fromEntries(facets) };
}

/** So many may be inside; the others wait in the order they came. */
function openPlaces(count: number) {
  let free = count;
  const waiting = new Set<() => void>();
  return {
    async take(signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const leave = () => {
        waiting.delete(enter);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(enter);
      signal.addEventListener('abort', leave, { once: true });
      return promise;
    },
    /** The place goes straight to whoever waits: nobody who comes in that moment is before them. */
    leave() {
      const [next] = waiting;
      if (!next) free += 1;
      else {
        waiting.delete(next);
        next();
      }
    },
  };
}
