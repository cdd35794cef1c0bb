import { defineConfig } from 'vitest/config';

/** Most of the time everybody waits for the cloud, so a few files run at once. */
export default defineConfig({
  test: {
    root: new URL('../../..', import.meta.url).pathname,
    include: ['test/real/openstack/**/*.test.ts'],
    globalSetup: ['test/real/openstack/ground.ts'],
    pool: 'forks',
    maxWorkers: 4,
    testTimeout: 10 * 60_000,
    hookTimeout: 5 * 60_000,
    teardownTimeout: 2 * 60_000,
  },
});
