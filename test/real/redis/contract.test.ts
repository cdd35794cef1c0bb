import { basename } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { redisStore } from '../../../adapters/store/redis/store.ts';
import { silent } from '../../../src/log.ts';
import { storeContract } from '../../contract/store.ts';
import { storeLanesContract } from '../../contract/store-lanes.ts';
import { storeMessagesContract } from '../../contract/store-messages.ts';
import { storeOfficesContract } from '../../contract/store-offices.ts';
import { storeTakesContract } from '../../contract/store-takes.ts';
import { crashSuite } from '../../engine/crash-suite.ts';
import { killSuite } from '../../engine/kill-suite.ts';
import { placesOn } from '../../store/redis-place.ts';
import { keeps } from '../../store/redis-server.ts';
import { redisThere, type There } from './there.ts';

describe(process.env.REDIS_URL ? 'the server of REDIS_URL' : 'a server of our own', () => {
  let there: There;
  beforeAll(async () => {
    there = await redisThere(...keeps);
  });
  afterAll(() => there.end());
  const place = placesOn(
    () => there.url,
    (prefix) => there.sweep(prefix),
  );

  storeContract('redis', place);
  storeMessagesContract('redis', place);
  storeLanesContract('redis', place);
  storeOfficesContract('redis', place);
  storeTakesContract('redis', place);
  crashSuite('redis', place);
  killSuite('redis', {
    redis: () => there.url,
    async open(dir) {
      const store = await redisStore({ url: there.url, prefix: basename(dir) }, silent);
      return {
        ...store,
        async close() {
          await store.close();
          await there.sweep(basename(dir));
        },
      };
    },
  });
});
