import type { Log, OperationId } from '#kit';
import type { Address } from './connection.ts';
import type { Due, WakeQueue } from './queue.ts';

/**
 * Calls a process of any host as soon as an operation is due. What is due is in the store; this only saves the time
 * until the next look, so nobody waits for it, and what gets lost of it is found by looking.
 */
export interface Wakes {
  announce(id: OperationId, at: number): void;
  listen(call: () => Promise<void>): () => void;
  close(): Promise<void>;
}

export interface Rhythm {
  /** A process that only says one line is over before BullMQ is loaded. */
  readonly loadAfter: number;
  /** How often it is looked for what is due and called nobody. */
  readonly sweepEvery: number;
  /** What is due for so long has no job, or one that nobody answers. */
  readonly overdueAfter: number;
}

const usual: Rhythm = { loadAfter: 1_000, sweepEvery: 5_000, overdueAfter: 1_000 };

interface Options {
  readonly address: Address;
  readonly log: Log;
  /** What should have been carried by then and is not, some of it. */
  overdue(by: number): Promise<readonly Due[]>;
  readonly rhythm?: Rhythm;
}

export function createWakes({ address, log, overdue, rhythm = usual }: Options): Wakes {
  const calls = new Set<() => Promise<void>>();
  let waiting: Due[] = [];
  let queue: WakeQueue | undefined;
  let adding: Promise<void> = Promise.resolve();
  let open = true;
  let stop: (() => Promise<void>) | undefined;
  let stopped: Promise<void> = Promise.resolve();

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

  /** Whoever is called by nobody here leaves the jobs to others. */
  function listenOrNot() {
    if (calls.size > 0 && queue && open && !stop) {
      const end = queue.listen(async () => {
        await Promise.all([...calls].map((call) => call()));
      });
      const sweeping = setInterval(sweep, rhythm.sweepEvery).unref();
      stop = () => {
        clearInterval(sweeping);
        return end();
      };
    }
    if ((calls.size === 0 || !open) && stop) {
      stopped = stop();
      stop = undefined;
    }
  }

  /** Those of one turn go together. */
  function flush() {
    const due = waiting;
    waiting = [];
    adding = adding.then(async () => {
      if (due.length > 0)
        await queue?.add(due).catch((error: Error) => log.debug({ why: error.message }, 'wake-ups not announced'));
    });
  }

  async function sweep() {
    try {
      for (const { id, at } of await overdue(Date.now() - rhythm.overdueAfter)) announce(id, at);
    } catch (error) {
      log.debug({ why: error instanceof Error ? error.message : 'unknown' }, 'overdue operations not looked for');
    }
  }

  function announce(id: OperationId, at: number) {
    if (!open) return;
    waiting.push({ id, at });
    if (queue && waiting.length === 1) setImmediate(flush);
  }

  return {
    announce,
    listen(call) {
      calls.add(call);
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
