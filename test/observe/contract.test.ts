import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { observedCloud } from '../../src/observe/clouds.ts';
import { unobserved } from '../../src/observe/observer.ts';
import { observedStore } from '../../src/observe/stores.ts';
import { cloudContract } from '../contract/cloud.ts';
import { storeContract } from '../contract/store.ts';
import { underTest } from '../openstack/practice-cloud.ts';

cloudContract('selectel, observed', async () => {
  const on = await underTest(selectelProfile);
  return { ...on, cloud: observedCloud(on.cloud, { observer: unobserved, log: silent, now: Date.now }) };
});

storeContract('sqlite, observed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-observed-'));
  const opened: Store[] = [];
  return {
    async open() {
      const store = observedStore(sqliteStore(join(folder, 'hoist.sqlite')), unobserved, Date.now);
      opened.push(store);
      return store;
    },
    async end() {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
