import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import { silent } from '../../src/log.ts';
import { observedCloud } from '../../src/observe/clouds.ts';
import { unobserved } from '../../src/observe/observer.ts';
import { observedStore } from '../../src/observe/stores.ts';
import { cloudContract } from '../contract/cloud.ts';
import { storeContract } from '../contract/store.ts';
import { underTest } from '../openstack/practice-cloud.ts';
import { placeOfFile } from '../store/file-place.ts';

cloudContract('selectel, observed', async () => {
  const on = await underTest(selectelProfile);
  return { ...on, cloud: observedCloud(on.cloud, { observer: unobserved, log: silent, now: Date.now }) };
});

storeContract('sqlite, observed', async () => placeOfFile((store) => observedStore(store, unobserved, Date.now)));
