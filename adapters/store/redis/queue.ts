import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Lane, Log, OperationId } from '#kit';
import { type Address, patience } from './connection.ts';

/** An operation that somebody should look at, and when. */
export interface Due {
  readonly id: OperationId;
  readonly lane: Lane;
  readonly at: number;
}

/**
 * A queue of BullMQ for each lane, so that a process with no room for one is still called for another. Jobs say which
 * operation is due and nothing else; all of it can be lost without loss.
 */
export interface WakeQueue {
  /** Would a job reach it now? */
  ready(): boolean;
  /** One job for each, at its time. What is in the queue already is not put there twice. */
  add(due: readonly Due[], now: number): Promise<void>;
  /** Calls for one job after the other; the next goes to somebody else while the call is not answered. Answers how to stop. */
  listen(lane: Lane, call: () => Promise<void>): () => Promise<void>;
  close(): Promise<void>;
}

/** BullMQ takes no colon in a name. */
const nameOf = (lane: Lane): string => (lane === '' ? 'wakes' : `wakes-${encodeURIComponent(lane)}`);

export function openQueue({ url, prefix }: Address, log: Log): WakeQueue {
  const line = new Redis(url, { ...patience, connectionName: 'hoist-wakes' });
  const quiet = (error: Error) => log.warn({ why: error.message }, 'queue of wake-ups');
  line.on('error', quiet);
  const where = { prefix: `{${prefix}}`, skipVersionCheck: true };
  const queues = new Map<Lane, Queue>();
  let patient: Redis | undefined;

  /** Whoever is called waits for ever, through every restart of Redis. */
  function openPatient(): Redis {
    const opened = new Redis(url, { maxRetriesPerRequest: null, connectionName: 'hoist-woken' });
    opened.on('error', quiet);
    return opened;
  }

  function queueOf(lane: Lane): Queue {
    const known = queues.get(lane);
    if (known) return known;
    const queue = new Queue(nameOf(lane), {
      ...where,
      connection: line,
      streams: { events: { maxLen: 100 } },
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
    queue.on('error', quiet);
    queues.set(lane, queue);
    return queue;
  }

  return {
    ready: () => line.status === 'ready',
    async add(due, now) {
      const lanes = [...Map.groupBy(due, ({ lane }) => lane)];
      await Promise.all(lanes.map(([lane, some]) => queueOf(lane).addBulk(some.map((one) => jobOf(one, now)))));
    },
    listen(lane, call) {
      const worker = new Worker(nameOf(lane), call, {
        ...where,
        // All lanes share it; beside it each has one of its own on which it waits.
        connection: (patient ??= openPatient()),
        // What is known of an operation is in its journal, so a job may begin as often as it likes.
        maxStalledCount: 50,
      });
      worker.on('error', quiet);
      return () => worker.close(true).catch(quiet);
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      line.disconnect();
      patient?.disconnect();
    },
  };
}

const jobOf = ({ id, at }: Due, now: number) => ({
  name: 'due',
  data: { operation: id },
  opts: { jobId: `${id}.${at}`, delay: Math.max(0, at - now) },
});
