import { defineConfig } from 'vitest/config';

// test/real talks to systems that somebody has to start first: `npm run test:real` runs it.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
