import { type Daily, type DueTimes, dueDaily, dueEvery } from './due-times.ts';
import type { Clock } from './engine/clock.ts';
import type { Log } from './log.ts';
import type { Store } from './store.ts';
import { createTries, type Taken } from './timetable-tries.ts';

/** One time at which work was due. */
export interface Due {
  /** Names work and time, the same at every try: what is made or begun under it is made once. */
  readonly key: string;
  readonly at: number;
  /** It begins more than two minutes behind its time. Of several that were missed only the last one comes. */
  readonly late: boolean;
  /** The process ends, or somebody else does it now. */
  readonly signal: AbortSignal;
}

/**
 * Work by the clock, done by one of all processes on a store.
 *
 * Of one work only one time is done at a time. It must not matter when `run` happens again: where a process dies in the middle another begins anew, with the same
 * key, and one that slept through its lease may still be at it. What throws is tried again too, five times in all.
 */
export interface Timetable {
  daily(name: string, times: Daily, run: (due: Due) => Promise<void>): void;
  /** From midnight UTC on, each `ms`. */
  every(name: string, ms: number, run: (due: Due) => Promise<void>): void;
  start(): void;
  /** Tells what is being done to stop, and leaves it to others. */
  close(): Promise<void>;
  /** Stops as a killed process does; only for tests of what comes after. */
  abandon(): void;
}

interface Options {
  readonly store: Pick<Store, 'add' | 'jot' | 'get' | 'all' | 'forget'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds after which another may begin anew what this process was doing, when it dies. */
  readonly lease?: number;
}

interface Job {
  readonly name: string;
  /** Other times under the same name count from when they were first seen. */
  readonly times: string;
  readonly due: DueTimes;
  run(due: Due): Promise<void>;
  /** When it was first seen by anybody: nothing was due before. */
  since?: number;
  /** When this process looks again. */
  looksAt: number;
  stop(): void;
}

/** The clock of the wall may have been set, or the host have slept, while a long timer ran. */
const longest = 5 * 60_000;
const shortest = 1_000;
const lateAfter = 2 * 60_000;
/** How long a store or work that failed is left alone. */
const again = 10_000;
const mostTries = 5;

export function createTimetable({ store, clock, log, lease = 30_000 }: Options): Timetable {
  const tries = createTries({ store, clock, log, lease, dead: () => state === 'dead' });
  const jobs = new Map<string, Job>();
  const running = new Map<Promise<void>, AbortController>();
  let state: 'new' | 'open' | 'closing' | 'dead' = 'new';

  function put(name: string, times: string, due: DueTimes, run: Job['run']) {
    if (jobs.has(name) || /[/@]/.test(name)) throw new Error(`"${name}" is no name for one more work by the clock`);
    const job: Job = { name, times, due, run, looksAt: Number.POSITIVE_INFINITY, stop: () => {} };
    jobs.set(name, job);
    if (state === 'open') void look(job);
  }

  /** Does what is due, and comes back when there may be something again. */
  async function look(job: Job) {
    if (state !== 'open') return;
    try {
      wakeAt(job, Math.min(await seeTo(job), job.due.next(clock.now())));
    } catch (error) {
      if (state === 'open') log.warn({ err: error, name: job.name }, 'clock work not looked at');
      wakeAt(job, clock.now() + again);
    }
  }

  function wakeAt(job: Job, at: number) {
    if (state !== 'open' || at >= job.looksAt) return;
    job.stop();
    job.looksAt = at;
    job.stop = clock.after(Math.min(Math.max(at - clock.now(), 1), longest), () => {
      job.looksAt = Number.POSITIVE_INFINITY;
      if (clock.now() >= at) void look(job);
      else wakeAt(job, at);
    });
  }

  /** When it is worth another look, apart from the next time it is due. */
  async function seeTo(job: Job): Promise<number> {
    const now = clock.now();
    const at = job.due.latest(now);
    job.since ??= await tries.firstSeen(job.name, job.times, now);
    if (at < job.since) return Number.POSITIVE_INFINITY;
    const all = await tries.of(job.name);
    // A newer one was seen to already: our clock is behind, or the times were other ones before.
    if (all.some((each) => each.at > at)) return Number.POSITIVE_INFINITY;
    const mine = all.filter((each) => each.at === at);
    if (mine.some((each) => each.until === undefined)) return Number.POSITIVE_INFINITY;
    const last = mine.toSorted((a, b) => a.nth - b.nth).at(-1);
    if (last?.until !== undefined && last.until > now) return last.until;
    // Two times of one work are never done at once, however long one takes.
    const held = all.filter((each) => each.held).map(({ until = now }) => until);
    if (held.some((until) => until > now)) return Math.max(...held);
    if (last && last.nth >= mostTries) {
      log.error({ name: job.name, due: new Date(at).toISOString() }, 'clock work given up');
      await tries.giveUp(last.key);
      return Number.POSITIVE_INFINITY;
    }
    const nth = (last?.nth ?? 0) + 1;
    const life = new AbortController();
    const taken = state === 'open' ? await tries.take(job.name, at, nth, life) : undefined;
    if (taken && state === 'open') begin(job, at, nth, life, taken);
    else await taken?.letGo(now);
    return now + lease;
  }

  function begin(job: Job, at: number, nth: number, life: AbortController, taken: Taken) {
    const doing = doIt(job, at, life.signal)
      .then(
        async () => {
          if (!(await taken.done())) return;
          wakeAt(job, clock.now());
          await tries.forget(job.name, at - job.due.remembered);
        },
        async (error: unknown) => {
          if (state === 'open') log.warn({ err: error, name: job.name, nth }, 'clock work failed');
          const until = clock.now() + (state === 'open' ? again * 2 ** nth : 0);
          await taken.letGo(until);
          wakeAt(job, until);
        },
      )
      .catch((error: unknown) => log.warn({ err: error, name: job.name }, 'clock work left until its lease ends'))
      .finally(() => running.delete(doing));
    running.set(doing, life);
  }

  async function doIt({ name, run }: Job, at: number, signal: AbortSignal) {
    const since = clock.now();
    const key = `${name}@${new Date(at).toISOString()}`;
    const late = since - at > lateAfter;
    await run({ key, at, late, signal });
    log.info({ name, due: key, late, took: clock.now() - since }, 'clock work done');
  }

  const stopAll = (as: 'closing' | 'dead') => {
    state = as;
    for (const job of jobs.values()) job.stop();
    for (const life of running.values()) life.abort(new Error('the process ends'));
  };

  return {
    daily: (name, times, run) => put(name, JSON.stringify(times), dueDaily(times), run),
    every: (name, ms, run) => {
      if (!(ms >= shortest)) throw new Error(`"${name}" is to come too often`);
      put(name, String(ms), dueEvery(ms), run);
    },
    start() {
      if (state !== 'new') return;
      state = 'open';
      for (const job of jobs.values()) void look(job);
    },
    async close() {
      if (state === 'dead') return;
      stopAll('closing');
      await Promise.all(running.keys());
    },
    abandon: () => stopAll('dead'),
  };
}
