import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log, OperationId } from '#kit';
import { type Address, patience } from './connection.ts';

/** An operation that somebody should look at, and when. */
export interface Due {
  readonly id: OperationId;
  readonly at: number;
}

/** A queue of BullMQ. Its jobs say which operation is due and nothing else; all of it can be lost without loss. */
export interface WakeQueue {
  /** Would a job reach it now? */
  ready(): boolean;
  /** One job for each, at its time. What is in the queue already is not put there twice. */
  add(due: readonly Due[]): Promise<void>;
  /** Calls for one job after the other; the next goes to somebody else while the call is not answered. Answers how to stop. */
  listen(call: () => Promise<void>): () => Promise<void>;
  close(): Promise<void>;
}

const name = 'wakes';

export function openQueue({ url, prefix }: Address, log: Log): WakeQueue {
  const line = new Redis(url, { ...patience, connectionName: 'hoist-wakes' });
  const quiet = (error: Error) => log.warn({ why: error.message }, 'queue of wake-ups');
  line.on('error', quiet);
  const where = { prefix: `{${prefix}}`, skipVersionCheck: true };
  const queue = new Queue(name, {
    ...where,
    connection: line,
    streams: { events: { maxLen: 100 } },
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  queue.on('error', quiet);

  return {
    ready: () => line.status === 'ready',
    async add(due) {
      const now = Date.now();
      await queue.addBulk(
        due.map(({ id, at }) => ({
          name: 'due',
          data: { operation: id },
          opts: { jobId: `${id}.${at}`, delay: Math.max(0, at - now) },
        })),
      );
    },
    listen(call) {
      // A blocking line has to wait for ever, through every restart of Redis.
      const blocking = new Redis(url, { maxRetriesPerRequest: null, connectionName: 'hoist-woken' });
      blocking.on('error', quiet);
      const worker = new Worker(name, call, {
        ...where,
        connection: blocking,
        // What is known of an operation is in its journal, so a job may begin as often as it likes.
        maxStalledCount: 50,
      });
      worker.on('error', quiet);
      return async () => {
        await worker.close(true).catch(quiet);
        blocking.disconnect();
      };
    },
    async close() {
      await queue.close();
      line.disconnect();
    },
  };
}
