import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redisStore } from '../../../adapters/store/redis/store.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { silent } from '../../../src/log.ts';
import { noWorld, startThing } from '../../engine/tiny-world.ts';

/** A worker as a process of its own, on a world of files: carries whatever is due until it is told to stop, or killed. */
const [dir = '', url = '', prefix = ''] = process.argv.slice(2);
const path = (key: string) => join(dir, 'things', key);
const operation = startThing({
  things: new Map(),
  calls: [],
  fault: () => undefined,
  async make(kind, key) {
    writeFileSync(path(key), kind);
    appendFileSync(join(dir, 'made'), `${Date.now()} ${key} ${kind}\n`);
    return key;
  },
  async remove(key) {
    rmSync(path(key), { force: true });
  },
  ready: async (key) => (existsSync(path(key)) ? '91.123.45.67' : undefined),
});
const store = await redisStore({ url, prefix }, silent, { loadAfter: 0, sweepEvery: 500, overdueAfter: 500 });
const engine = createEngine({ store, operations: [operation], world: noWorld, chats: [], lease: 2_000 });
engine.start();
process.send?.('ready');
process.once('SIGTERM', async () => {
  await engine.close();
  await store.close();
  process.exit(0);
});
