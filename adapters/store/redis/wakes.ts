import type { Lane, Log, OperationId } from '#kit';
import type { Address } from './connection.ts';
import type { Due, WakeQueue } from './queue.ts';

/**
 * Calls a process of any host as soon as an operation is due. What is due is in the store; this only saves the time
 * until the next look, so nobody waits for it, and what gets lost of it is found by looking.
 */
export interface Wakes {
  announce(due: Due): void;
  /** This process carries it now: nobody else has to be called. */
  taken(id: OperationId): void;
  /** Called for these lanes, and for the one without a cloud. */
  listen(lanes: readonly Lane[], call: (lane: Lane) => Promise<void>): () => void;
  close(): Promise<void>;
}

export interface Rhythm {
  /** A process that only says one line is over before BullMQ is loaded. */
  readonly loadAfter: number;
  /** How often it is looked for what is due and called nobody. */
  readonly sweepEvery: number;
  /** What is due for so long has no job, or one that nobody answers. */
  readonly overdueAfter: number;
  /** So long a process that carries may take what it has made due itself, before others are called. */
  readonly ownFirst: number;
}

const usual: Rhythm = { loadAfter: 1_000, sweepEvery: 5_000, overdueAfter: 1_000, ownFirst: 5 };

interface Options {
  readonly address: Address;
  readonly log: Log;
  now(): number;
  /** What should have been carried by then and is not, some of it. */
  overdue(by: number): Promise<readonly Due[]>;
  readonly rhythm?: Partial<Rhythm>;
}

export function createWakes({ address, log, now, overdue, ...options }: Options): Wakes {
  const rhythm = { ...usual, ...options.rhythm };
  const calls = new Map<(lane: Lane) => Promise<void>, readonly Lane[]>();
  const stops = new Map<Lane, () => Promise<void>>();
  const called = new Set<Lane>();
  let waiting: Due[] = [];
  let queue: WakeQueue | undefined;
  let adding: Promise<void> = Promise.resolve();
  let open = true;
  let stopped: Promise<unknown> = Promise.resolve();
  let sweeping: NodeJS.Timeout | undefined;

  const loading = setTimeout(() => {
    opening = load().catch((error: Error) => log.warn({ why: error.message }, 'no queue of wake-ups'));
  }, rhythm.loadAfter).unref();
  let opening: Promise<void> = Promise.resolve();

  async function load() {
    const { openQueue } = await import('./queue.ts');
    if (!open) return;
    queue = openQueue(address, log);
    if (waiting.length > 0) flush();
    listenOrNot();
  }

  /** A lane for which nobody is called here is left to others. */
  function listenOrNot() {
    const wanted = new Set(open && calls.size > 0 ? ['', ...[...calls.values()].flat()] : []);
    for (const lane of wanted) {
      if (queue && !stops.has(lane))
        stops.set(
          lane,
          queue.listen(lane, () => callAll(lane)),
        );
    }
    for (const [lane, stop] of stops) {
      if (wanted.has(lane)) continue;
      stops.delete(lane);
      stopped = Promise.all([stopped, stop()]);
    }
    if (stops.size > 0) sweeping ??= setInterval(sweep, rhythm.sweepEvery).unref();
    else {
      clearInterval(sweeping);
      sweeping = undefined;
    }
  }

  async function callAll(lane: Lane) {
    const mine = [...calls].filter(([, lanes]) => lane === '' || lanes.includes(lane));
    called.add(lane);
    await Promise.all(mine.map(([call]) => call(lane))).finally(() => called.delete(lane));
  }

  /** Those of one turn go together. */
  function flush() {
    const due = waiting;
    waiting = [];
    if (due.length === 0) return;
    adding = adding.then(async () => {
      await queue?.add(due, now()).catch((error: Error) => log.debug({ why: error.message }, 'wake-ups not announced'));
    });
  }

  /** Of a lane that is full here others will know that it is late, should they have room for it. */
  async function sweep() {
    try {
      const late = await overdue(now() - rhythm.overdueAfter);
      for (const due of late) if (!called.has(due.lane)) announce(due);
    } catch (error) {
      log.debug({ why: error instanceof Error ? error.message : 'unknown' }, 'overdue operations not looked for');
    }
  }

  function announce(due: Due) {
    if (!open) return;
    waiting.push(due);
    if (!queue || waiting.length > 1) return;
    if (stops.size > 0) setTimeout(flush, rhythm.ownFirst).unref();
    else setImmediate(flush);
  }

  return {
    announce,
    taken(id) {
      const at = waiting.findIndex((due) => due.id === id);
      if (at >= 0) waiting.splice(at, 1);
    },
    listen(lanes, call) {
      calls.set(call, lanes);
      listenOrNot();
      return () => {
        calls.delete(call);
        listenOrNot();
      };
    },
    async close() {
      if (!open) return;
      open = false;
      clearTimeout(loading);
      await opening;
      listenOrNot();
      // What was handed over a moment ago: others hear of it before we are gone.
      flush();
      if (queue?.ready()) await adding;
      await stopped;
      await queue?.close();
    },
  };
}
