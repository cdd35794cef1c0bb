import { flushCompileCache } from 'node:module';

// A host whose clock is wrong: before anything looks at it.
const skew = Number(process.env.CHAOS_SKEW ?? 0);
if (skew !== 0) {
  const { now } = Date;
  Date.now = () => now() + skew;
}

const { assemble } = await import('../../src/assemble.ts');
const { readConfig } = await import('../../src/config.ts');
const { allCommands } = await import('../../src/discover.ts');
const { openLog } = await import('../../src/log.ts');

/** A worker as a process of its own: carries what is due and speaks to nobody, until it is told to stop, or killed. */
const config = readConfig(process.env.HOIST_DATA);
const hoist = await assemble(config, {
  log: await openLog(config.log),
  commands: await allCommands(),
  lease: Number(process.env.CHAOS_LEASE),
  openChats: async () => [],
});
hoist.engine.start();
// At its end nobody asks a killed process.
flushCompileCache();
process.send?.('ready');
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', async () => {
  await hoist.close();
  process.exit(0);
});
