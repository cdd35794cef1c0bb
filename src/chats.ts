import type { Ground } from './assemble.ts';
import type { Chat, Memory } from './chat.ts';
import { type Config, checked, Misconfigured } from './config.ts';
import { chatAdapters } from './discover.ts';
import type { Log } from './log.ts';
import type { Peers } from './peers.ts';
import type { Store } from './store.ts';

/** Opens every chat that is configured and may stand beside these clouds. */
export async function openChats(config: Config, { store, clouds, peers }: Ground, log: Log): Promise<readonly Chat[]> {
  const wanted = (await chatAdapters()).filter((adapter) => adapter.configured(config.env));
  const settings = checked(wanted.map(({ name, config: shape }) => ({ of: name, shape, values: config.env })));
  const chats: Chat[] = [];
  const refused: { of: string; name: string; wrong: string }[] = [];
  for (const [at, adapter] of wanted.entries()) {
    const why = adapter.refuses?.(settings[at], clouds)?.(config.locale);
    if (why === undefined)
      chats.push(
        await adapter.open(settings[at], memoryOf(adapter.name, store, peers), log.child({ chat: adapter.name })),
      );
    else {
      refused.push({ of: adapter.name, name: adapter.name, wrong: why });
      log.warn({ chat: adapter.name, why }, 'chat not opened');
    }
  }
  // Without any chat nobody could say anything: that is a mistake of the configuration.
  if (chats.length === 0) throw new Misconfigured(wanted.length === 0 ? [noChat] : refused);
  for (const { name, wrong } of refused) console.error(`${name}: ${wrong}`);
  return chats;
}

const noChat = { of: 'hoist', name: 'WEB_PORT', wrong: 'is off, and no other chat is configured to talk in' };

/** A corner of the store for each chat. */
export function memoryOf(chat: string, store: Store, peers?: Peers): Memory {
  const own = `chat/${chat}/`;
  return {
    put: (key, value) => store.put(own + key, value),
    jot: (key, value) => store.jot(own + key, value),
    add: (key, value) => store.add(own + key, value),
    get: (key) => store.get(own + key),
    all: async (prefix) =>
      (await store.all(own + prefix)).map(([key, value]) => [key.slice(own.length), value] as const),
    forget: (key) => store.forget(own + key),
    ...(peers ? { peers } : {}),
  };
}
