import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const entry = JSON.stringify({ at: 1_795_000_000_000, kind: 'did', step: 's0', made: 1 });

/** How a job spends a round trip: as BullMQ's guide keeps the step of a job, or with the cheapest write that there is. */
export type Trip = 'updateData' | 'hsetnx';

/** So many BullMQ jobs, each making so many round trips one after the other and nothing else: jobs a second. */
export async function rawJobs(url: string, count: number, trips: number, atOnce: number, by: Trip): Promise<number> {
  const line = new Redis(url);
  const blocking = new Redis(url, { maxRetriesPerRequest: null });
  const where = { prefix: '{raw}', skipVersionCheck: true };
  const queue = new Queue('raw', { ...where, connection: line });
  const all = Promise.withResolvers<void>();
  let left = count;
  const worker = new Worker(
    'raw',
    async (job) => {
      const { nth } = job.data;
      for (let trip = 0; trip < trips; trip++) {
        if (by === 'updateData') await job.updateData({ nth, step: trip, entry });
        else await line.hsetnx(`{raw}:journal:${nth}`, `${trip}`, entry);
      }
      left -= 1;
      if (left === 0) all.resolve();
    },
    { ...where, connection: blocking, concurrency: atOnce },
  );
  await Promise.all([worker.waitUntilReady(), queue.waitUntilReady()]);
  const since = performance.now();
  await together(count, atOnce, (nth) =>
    queue.add('do', { nth }, { attempts: 1, removeOnComplete: true, removeOnFail: true }),
  );
  await all.promise;
  const rate = (count / (performance.now() - since)) * 1_000;
  await worker.close();
  await queue.close();
  line.disconnect();
  blocking.disconnect();
  return rate;
}

/** Does it so often, a number of them at once. */
export async function together(count: number, atOnce: number, work: (nth: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
