import type { Standing } from '../../src/observe/readiness.ts';

/** A store in which nothing happens. */
export const quietStore: Standing['store'] = {
  counts: async () => ({ going: 0, waiting: 0, done: 0, undone: 0, stuck: 0 }),
  unsent: async () => [],
  get: async () => undefined,
};
