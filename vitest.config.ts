import { defineConfig } from 'vitest/config';

const real = ['test/real/**', 'node_modules/**'];
/** Nothing outlives a test there, and nobody's process is touched: its files share one, which loads everything once. */
const light = [
  'test/{access,audit,command,commands,files,golden,terminal,view}/**/*.test.ts',
  'test/{discord,slack}/{draw,limits}/**/*.test.ts',
  'test/discord/commands/**/*.test.ts',
];

// test/real talks to systems that somebody has to start first: `npm run test:real` runs it.
export default defineConfig({
  test: {
    pool: 'forks',
    // Some wait for processes and sockets of their own: two cores have time for a third.
    maxWorkers: 3,
    testTimeout: 20_000,
    // What a process of its own does comes when it comes.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      { extends: true, test: { name: 'light', include: light, exclude: real, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: [...real, ...light] } },
    ],
  },
});
