import { assemble } from './assemble.ts';
import { cannotStart } from './cannot-start.ts';
import type { Chat } from './chat.ts';
import { openChats } from './chats.ts';
import { readConfig } from './config.ts';
import { allCommands } from './discover.ts';
import { openLog } from './log.ts';

/** The bot: every configured chat, until it is told to stop. */
try {
  const config = readConfig();
  const log = await openLog(config.log);
  const stop = stopped();
  const commands = await allCommands();
  const chats: Chat[] = [];
  const hoist = await assemble(config, {
    log,
    commands,
    async openChats(ground) {
      chats.push(...(await openChats(config, ground, log)));
      return chats;
    },
  });
  const watched = await hoist.observing.serve({ store: hoist.store, chats });
  hoist.engine.start();
  for (const chat of chats) await chat.listen(hoist.desk);
  const clouds = hoist.clouds.map((cloud) => cloud.name).join(', ');
  const addresses = chats.flatMap((chat) => chat.address?.() ?? []);
  console.log(`Hoist ${hoist.version} is ready: ${[...addresses, `clouds: ${clouds}`].join(' · ')}`);
  log.info({ clouds, chats: chats.map((chat) => chat.name), addresses, watched }, 'ready');
  await stop;
  log.info({}, 'stopping');
  hoist.observing.drains();
  await hoist.close();
  process.exit(0);
} catch (error) {
  process.exit(cannotStart(error));
}

/** SIGTERM or Ctrl-C; the second one ends the process as it would without us. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
