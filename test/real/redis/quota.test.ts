import { afterAll, beforeAll, it } from 'vitest';
import { exactlySeven } from '../../commands/quota-storm.ts';
import { placeOfFile } from '../../store/file-place.ts';
import { placesOn } from '../../store/redis-place.ts';
import { redisThere, type There } from './there.ts';

let there: There;
beforeAll(async () => {
  there = await redisThere();
});
afterAll(() => there.end());

it('lets exactly 7 of 1,000 starts begin against a quota of 7, by four processes on one file', () =>
  exactlySeven(placeOfFile(), 1_000));

it('lets exactly 7 of 1,000 starts begin against a quota of 7, by four processes on Redis', async () => {
  const place = placesOn(
    () => there.url,
    (prefix) => there.sweep(prefix),
  );
  await exactlySeven(await place(), 1_000);
});
