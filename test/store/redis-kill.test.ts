import { basename } from 'node:path';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { silent } from '../../src/log.ts';
import { killSuite } from '../engine/kill-suite.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  killSuite('redis', {
    redis: () => server().url,
    open: (dir) => redisStore({ url: server().url, prefix: basename(dir) }, silent),
  });
});
