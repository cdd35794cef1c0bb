import { it } from 'vitest';
import { placeOfFile } from '../store/file-place.ts';
import { placesOn } from '../store/redis-place.ts';
import { onEachServer } from '../store/redis-server.ts';
import { exactlySeven } from './quota-storm.ts';

// A thousand of them are in test/real/redis, and in the contract of every store.
it('lets exactly 7 starts of many begin against a quota of 7, by four processes on one file', () =>
  exactlySeven(placeOfFile(), 40));

onEachServer((server) => {
  it('lets exactly 7 starts of many begin against a quota of 7, by four processes on Redis', async () =>
    exactlySeven(await placesOn(() => server().url)(), 40));
});
