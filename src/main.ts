import { assemble } from './assemble.ts';
import { cannotStart } from './cannot-start.ts';
import type { Chat } from './chat.ts';
import { openChats } from './chats.ts';
import { readConfig } from './config.ts';
import { allCommands } from './discover.ts';
import { endAnyway, stopped } from './ending.ts';
import { listenAll } from './listen.ts';
import { openLog } from './log.ts';
import { worthKnowing } from './role.ts';

/** The bot: every configured chat and all that goes on, or a part of it by its role, until it is told to stop. */
try {
  const config = readConfig(undefined, undefined, process.argv.slice(2));
  const { role } = config;
  const log = await openLog(config.log);
  const stop = stopped();
  const commands = await allCommands();
  const chats: Chat[] = [];
  const hoist = await assemble(config, {
    log,
    commands,
    role,
    async openChats(ground) {
      if (role === 'worker') return [];
      chats.push(...(await openChats(config, ground, log)));
      return chats;
    },
  });
  const { leaders } = hoist.engine;
  const watched = await hoist.observing.serve({ store: hoist.store, chats, leads: leaders.leads });
  hoist.engine.start();
  const waiting = await listenAll(chats, { leaders, desk: hoist.desk, log });
  const clouds = hoist.clouds.map((cloud) => cloud.name).join(', ');
  const addresses = chats.flatMap((chat) => chat.address?.() ?? []);
  const elsewhere = waiting.map((name) => `${name} is open in another process`);
  const as = role === 'all' ? '' : ` as ${role}`;
  console.log(`Hoist ${hoist.version} is ready${as}: ${[...addresses, ...elsewhere, `clouds: ${clouds}`].join(' · ')}`);
  const practice = hoist.clouds.some((cloud) => cloud.name === 'practice');
  for (const line of worthKnowing(role, { file: hoist.file, practice }, config.locale)) console.error(line);
  log.info({ role, clouds, chats: chats.map((chat) => chat.name), waiting, addresses, watched }, 'ready');
  await stop;
  log.info({}, 'stopping');
  hoist.observing.drains();
  endAnyway(log);
  await hoist.close();
  process.exit(0);
} catch (error) {
  process.exit(cannotStart(error));
}
