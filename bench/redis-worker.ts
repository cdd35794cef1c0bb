import { redisStore } from '../adapters/store/redis/store.ts';
import { silent } from '../src/log.ts';
import { benchEngine } from './five-steps.ts';

// A worker as a process of its own: `redis-worker.ts <url> <prefix>`. Begins when it is told to; says when operations began.
const [url = '', prefix = ''] = process.argv.slice(2);
const began: [nth: number, at: number][] = [];
const store = await redisStore({ url, prefix }, silent);
const { engine } = benchEngine(store, 64, (nth) => began.push([nth, performance.timeOrigin + performance.now()]));
setInterval(() => {
  if (began.length > 0) process.send?.(began.splice(0));
}, 100);
process.once('message', () => engine.start());
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
