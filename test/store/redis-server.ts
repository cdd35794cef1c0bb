import { afterAll, beforeAll, describe } from 'vitest';
import { has, programs, type Server, startServer } from './start-server.ts';

export { installed, keeps, type Server, startServer } from './start-server.ts';

/**
 * The same tests on each kind of server that is installed here. Where there is none they are skipped and say so;
 * a machine of our own installs Redis, so its absence there is a failure.
 */
export function onEachServer(tests: (server: () => Server) => void, ...settings: readonly string[]): void {
  for (const program of programs) {
    const here = has(program);
    const needed = program === 'redis-server' && process.env.CI === 'true';
    if (!here && !needed) console.warn(`skipped: ${program} is not installed`);
    describe.skipIf(!here && !needed)(here ? program : `${program} (not installed)`, () => {
      let server: Server;
      beforeAll(async () => {
        server = await startServer(program, ...settings);
      });
      afterAll(() => server.end());

      tests(() => server);
    });
  }
}
