import { PassThrough } from 'node:stream';
import { type TerminalOptions, terminalChat } from '../../adapters/chat/terminal/terminal.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../src/bot.ts';
import { type Catalogue, catalogueOf } from '../../src/command/command.ts';
import { allCommands } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import { silent } from '../../src/log.ts';
import { watchOperation } from '../../src/work.ts';
import { boxes } from './boxes.ts';
import { emulator } from './emulator.ts';

const ann = { id: 'terminal:local:ann', name: 'ann' };

interface Setting {
  readonly tty?: boolean;
  readonly line?: string;
  readonly locale?: TerminalOptions['locale'];
  readonly env?: TerminalOptions['env'];
}

/** A terminal on a real desk, engine and store; the streams are a screen in memory, or two pipes. */
export async function stage({ tty = false, line, locale = 'en', env = { NO_COLOR: '1' } }: Setting) {
  const files = hostFiles('/nowhere');
  const store = sqliteStore(':memory:');
  const { gate, commands, operations } = boxes();
  const screen = emulator();
  let piped = '';
  let complained = '';
  const out = tty ? screen : { isTTY: false, write: (text: string) => void (piped += text) };
  const err = tty ? screen : { isTTY: false, write: (text: string) => void (complained += text) };
  const keys = Object.assign(new PassThrough(), { isTTY: tty });
  const listeners = new Set<() => void>();
  const left: string[] = [];
  const remembered: string[] = [];
  const terminal = terminalChat({
    streams: {
      in: keys,
      out,
      err,
      interrupts(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    env,
    locale,
    who: ann,
    now: Date.now,
    line,
    prefix: 'hoist ',
    work: {
      watch: (id, signal) => watchOperation(engine, id, signal),
      view: (kept, l) => engine.view(kept, l),
      question: async (kept, l) => engine.question(kept, l),
      leave: (id) => void left.push(id),
    },
    history: { read: async () => ['op list'], add: async (typed) => void remembered.push(typed) },
  });
  const engine = createEngine({
    store,
    operations,
    // One line draws its own operation; a prompt is told of the others by messages, as any chat is.
    chats: line === undefined ? [terminal] : [],
    world: {
      cloud: () => {
        throw new Error('no cloud here');
      },
      files,
    },
  });
  const desk = createDesk({
    commands: besides(await allCommands(), catalogueOf(commands)),
    engine,
    clouds: [],
    store,
    files,
    version: '1.2.3',
    now: Date.now,
    log: silent,
  });
  engine.start();
  await terminal.listen(desk);
  return {
    terminal,
    store,
    engine,
    screen,
    left,
    remembered,
    gate,
    piped: () => piped,
    complained: () => complained,
    press: (text: string) => void keys.write(text),
    interrupt() {
      for (const listener of [...listeners]) listener();
    },
    ended: terminal.ended,
    async close() {
      await terminal.close();
      await engine.close();
      await store.close();
    },
  };
}

/** The product's own commands and these. */
const besides = (own: Catalogue, more: Catalogue): Catalogue => ({
  names: [...own.names, ...more.names],
  load: (name) => (more.names.includes(name) ? more : own).load(name),
});
