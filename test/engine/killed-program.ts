import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { redisStore } from '../../adapters/store/redis/store.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Chat } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { moment } from '../contract/kill.ts';
import { noWorld, startThing, type TinyWorld } from './tiny-world.ts';

/** A bot with a world of files, to be killed: it says each moment that is worth dying at. */
const [dir = '', redis] = process.argv.slice(2);
const things = join(dir, 'things');
const messages = join(dir, 'messages');
for (const folder of [things, messages]) mkdirSync(folder, { recursive: true });

const world: Pick<TinyWorld, 'make' | 'remove' | 'ready'> = {
  async make(kind, key) {
    moment();
    writeFileSync(join(things, key), kind);
    moment();
    return key;
  },
  async remove(key) {
    rmSync(join(things, key), { force: true });
    moment();
  },
  async ready() {
    moment();
    return readdirSync(things).length >= 2 ? '91.123.45.67' : undefined;
  },
};
const chat: Chat = {
  name: 'web',
  listen: async () => undefined,
  async post(_where, view, key) {
    writeFileSync(join(messages, key), view.title);
    moment();
    return key;
  },
  async edit(_where, ref, view) {
    writeFileSync(join(messages, ref), view.title);
    moment();
  },
  ask: async () => undefined,
  close: async () => undefined,
};

const operation = startThing({ ...world, things: new Map(), calls: [], fault: () => undefined });
const store =
  redis === undefined
    ? sqliteStore(join(dir, 'hoist.sqlite'))
    : await redisStore({ url: redis, prefix: basename(dir) }, silent);
const engine = createEngine({ store, operations: [operation], world: noWorld, chats: [chat], lease: 150 });
engine.watch('all', () => moment());
engine.start();
const asked = { who: { id: 'ann', name: 'ann' }, where: { chat: 'web', channel: 'c' }, locale: 'en' } as const;
const { id } = await engine.begin(operation, { name: 'web-1' }, { ...asked, event: 'the words' });
await engine.settled(id, AbortSignal.timeout(15_000));
while ((await store.unsent(1)).length > 0) await new Promise((resolve) => setImmediate(resolve));
await engine.close();
await store.close();
