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
  let sweeping: NodeJS.Timeout | undefined;

  const loading = setTimeout(() => {
    opening = load();
  }, rhythm.loadAfter).unref();
  let opening: Promise<void> = Promise.resolve();

  async function load() {
    const { openQueue } = await import('./queue.ts');
    if (!open) return;
    queue = openQueue(address, log);
    if (waiting.length > 0) flush();
    if (calls.size > 0) listenNow(queue);
  }

  function listenNow(to: WakeQueue) {
    to.listen(async () => {
      await Promise.all([...calls].map((call) => call()));
    });
    sweeping = setInterval(sweep, rhythm.sweepEvery).unref();
  }

  /** Those of one turn go together. */
  function flush() {
    const due = waiting;
    waiting = [];
    adding = adding.then(async () => {
      if (!queue || !open) return;
      await queue.add(due).catch((error: Error) => log.debug({ why: error.message }, 'wake-ups not announced'));
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
      if (queue && calls.size === 1 && sweeping === undefined) listenNow(queue);
      return () => calls.delete(call);
    },
    async close() {
      if (!open) return;
      open = false;
      clearTimeout(loading);
      clearInterval(sweeping);
      await opening;
      await queue?.close();
    },
  };
}
