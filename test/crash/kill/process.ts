import { flushCompileCache } from 'node:module';
import { assemble } from '../../../src/assemble.ts';
import type { Chat } from '../../../src/chat.ts';
import { openChats } from '../../../src/chats.ts';
import { readConfig } from '../../../src/config.ts';
import { allCommands } from '../../../src/discover.ts';
import { openLog } from '../../../src/log.ts';

/** The bot as src/main.ts starts it, but that the next takes over soon after this one is killed. */
const config = readConfig();
const log = await openLog(config.log);
const chats: Chat[] = [];
const hoist = await assemble(config, {
  log,
  commands: await allCommands(),
  lease: 600,
  async openChats(ground) {
    chats.push(...(await openChats(config, ground, log)));
    return chats;
  },
});
hoist.engine.start();
for (const chat of chats) await chat.listen(hoist.desk);
// At its end nobody asks a killed process.
flushCompileCache();
console.log(chats.flatMap((chat) => chat.address?.() ?? []).join());
