import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Terminal } from '../adapters/chat/terminal/terminal.ts';
import { assemble } from './assemble.ts';
import { cannotStart } from './cannot-start.ts';
import { lineOf } from './command/print.ts';
import { type Config, readConfig } from './config.ts';
import { allCommands } from './discover.ts';
import type { Engine } from './engine/engine.ts';
import { lateLog } from './late-log.ts';
import { ownTerminal } from './own-terminal.ts';
import type { OperationId, Store } from './store.ts';

/** One line from a shell, or a prompt: `hoist gpu start base-image`, `hoist`. */
process.exit(await run(process.argv.slice(2)));

async function run(words: readonly string[]): Promise<number> {
  try {
    return await hear(readConfig(), words);
  } catch (error) {
    return cannotStart(error);
  }
}

async function hear(config: Config, words: readonly string[]): Promise<number> {
  const commands = await allCommands();
  const prompts = words.length === 0 && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const line = prompts ? undefined : lineOf(meant(words));
  const log = lateLog({ level: config.log.level, file: config.log.file ?? join(config.data, 'hoist.log') });
  const left = new Set<OperationId>();
  const opened = Promise.withResolvers<Engine>();
  const made = Promise.withResolvers<Terminal>();
  const hoist = await assemble(config, {
    log,
    commands,
    helps: true,
    alsoHears: prompts ? [] : [{ name: 'terminal' }],
    alsoChecks: async (ground) => (await import('./unheard-chats.ts')).unheardChats(config, ground, log),
    async openChats({ store }) {
      const terminal = await ownTerminal(config, store, { line, left, engine: opened.promise });
      made.resolve(terminal);
      // One line draws its own operation from the journal; a prompt also wants to hear of those it left running.
      return prompts ? [terminal] : [];
    },
  });
  opened.resolve(hoist.engine);
  const terminal = await made.promise;
  const forsaken = await overdue(hoist.store);
  hoist.engine.start();
  await terminal.listen(hoist.desk);
  const status = await terminal.ended;
  await hoist.close();
  if (left.size > 0 || forsaken) carryOn();
  await log.flushed();
  return status;
}

/** Work of a process that was killed in the middle, and nobody to take it up: a bot beside us would have at once. */
async function overdue(store: Store): Promise<boolean> {
  const due = await store.nextDue();
  return due !== undefined && due < (store.now?.() ?? Date.now()) - 1_000;
}

/** What was left running is carried by a process of its own, until nothing is left to carry. */
function carryOn(): void {
  const args = ['--import', join(import.meta.dirname, 'node-guard.mjs'), join(import.meta.dirname, 'carry-on.ts')];
  spawn(process.execPath, args, { detached: true, stdio: 'ignore' }).unref();
}

/** Nothing at all means help; a flag alone is what other tools would take it for. */
function meant(words: readonly string[]): readonly string[] {
  if (words.length === 0) return ['help'];
  return words[0] === '--version' ? ['version', ...words.slice(1)] : words;
}
