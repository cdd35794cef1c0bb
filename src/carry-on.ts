import { join } from 'node:path';
import { assemble } from './assemble.ts';
import { readConfig } from './config.ts';
import { allCommands } from './discover.ts';
import { lateLog } from './late-log.ts';

/** Carries what a terminal has left running, without a terminal, and ends when nothing goes any more that it knows. */
const config = readConfig();
const log = lateLog({ level: config.log.level, file: config.log.file ?? join(config.data, 'hoist.log') });
const commands = await allCommands();
const hoist = await assemble(config, { log, commands, helps: true, openChats: async () => [] });
hoist.engine.start();
for (;;) {
  const going = (await hoist.store.heads({ states: ['going'], limit: 1_000 })).find(hoist.carries);
  if (!going) break;
  await hoist.engine.settled(going.id, new AbortController().signal);
}
await hoist.close();
await log.flushed();
process.exit(0);
