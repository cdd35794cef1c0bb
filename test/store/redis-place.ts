import { randomBytes } from 'node:crypto';
import { redisStore } from '../../adapters/store/redis/store.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import type { StorePlace } from '../contract/store.ts';

/** Places on one server, each with keys of its own: nothing else that is there is touched. */
export const placesOn =
  (url: () => string, sweep?: (prefix: string) => Promise<void>) => async (): Promise<StorePlace> => {
    const address = { url: url(), prefix: `test-${randomBytes(6).toString('hex')}` };
    const opened: Store[] = [];
    return {
      async open() {
        const store = await redisStore(address, silent);
        opened.push(store);
        return store;
      },
      async end() {
        for (const store of opened) await store.close();
        await sweep?.(address.prefix);
      },
    };
  };
