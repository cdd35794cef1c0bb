import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { assemble } from '../src/assemble.ts';
import { readConfig } from '../src/config.ts';
import { allCommands } from '../src/discover.ts';
import { silent } from '../src/log.ts';

// The product without a chat, in a process whose memory can be weighed. Each line it reads is words of a person;
// each line it answers says how long the operation took and how far memory rose above what it was before.
const config = readConfig(process.env.HOIST_DATA);
const hoist = await assemble(config, { log: silent, commands: await allCommands(), openChats: async () => [] });
hoist.engine.start();
const who = { id: 'bench:local:one', name: 'one' };
const where = { chat: 'bench', channel: 'bench' };
let event = 0;
const forever = new AbortController().signal;
await hear('image list');
console.log('ready');

for await (const words of createInterface({ input: process.stdin })) {
  const before = status('VmRSS');
  // The system counts the highest mark anew from here.
  writeFileSync('/proc/self/clear_refs', '5');
  const began = performance.now();
  const answer = await hear(words);
  if (answer.kind !== 'began') throw new Error(`refused: ${JSON.stringify(answer)}`);
  const { head, entries } = await hoist.engine.settled(answer.operation, forever);
  const took = performance.now() - began;
  if (head.state !== 'done') throw new Error(`${words} ended ${head.state}: ${JSON.stringify(entries.at(-1))}`);
  console.log(JSON.stringify({ took, grown: (status('VmHWM') - before) / 1024 }));
}
process.exit(0);

function hear(words: string) {
  return hoist.desk.hear({ id: `stream ${event++}`, who, where, locale: 'en', body: { words } }, forever);
}

/** KiB. */
function status(name: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
