import { defineConfig } from 'vitest/config';

// test/real talks to systems that somebody has to start first: `npm run test:real` runs it.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'node_modules/**'],
    pool: 'forks',
    // Some wait for processes and sockets of their own: two cores have time for a third.
    maxWorkers: 3,
    testTimeout: 20_000,
    // What a process of its own does comes when it comes.
    expect: { poll: { timeout: 10_000 } },
  },
});
