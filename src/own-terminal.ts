import { appendFile, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Terminal, terminalChat } from '../adapters/chat/terminal/terminal.ts';
import type { Person } from './chat.ts';
import { settingsIn } from './command/settings.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine/engine.ts';
import type { OperationId, Store } from './store.ts';
import { watchOperation } from './work.ts';

interface Own {
  readonly line: string | undefined;
  /** Operations that somebody else has to carry on. */
  readonly left: Set<OperationId>;
  readonly engine: Promise<Engine>;
}

/** The terminal that this process runs in. */
export async function ownTerminal(config: Config, store: Store, { line, left, engine }: Own): Promise<Terminal> {
  const { username } = userInfo();
  const who: Person = { id: `terminal:local:${username}`, name: username };
  const past = join(config.data, 'history');
  return terminalChat({
    streams: { in: process.stdin, out: process.stdout, err: process.stderr, interrupts },
    env: config.env,
    locale: (await settingsIn(store).locale(who)) ?? config.locale,
    who,
    now: Date.now,
    line,
    prefix: config.prefix,
    work: {
      async *watch(id, signal) {
        yield* watchOperation(await engine, id, signal);
      },
      view: async (kept, locale) => (await engine).view(kept, locale),
      question: async (kept, locale) => (await engine).question(kept, locale),
      leave: (id) => void left.add(id),
    },
    history: {
      read: async () =>
        (await readFile(past, 'utf8').catch(() => '')).split('\n').filter(Boolean).reverse().slice(0, 500),
      add: (typed) => appendFile(past, `${typed}\n`, { mode: 0o600 }),
    },
  });
}

function interrupts(listener: () => void): () => void {
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return () => {
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
}
