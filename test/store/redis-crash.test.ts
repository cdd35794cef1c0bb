import { crashSuite } from '../engine/crash-suite.ts';
import { placesOn } from './redis-place.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  crashSuite(
    'redis',
    placesOn(() => server().url),
  );
});
