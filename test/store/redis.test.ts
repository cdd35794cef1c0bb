import { storeContract } from '../contract/store.ts';
import { storeLanesContract } from '../contract/store-lanes.ts';
import { storeMessagesContract } from '../contract/store-messages.ts';
import { storeOfficesContract } from '../contract/store-offices.ts';
import { storeTakesContract } from '../contract/store-takes.ts';
import { placesOn } from './redis-place.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  const place = placesOn(() => server().url);

  storeContract('redis', place);
  storeMessagesContract('redis', place);
  storeLanesContract('redis', place);
  storeOfficesContract('redis', place);
  storeTakesContract('redis', place);
});
