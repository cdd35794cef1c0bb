import { expect, it } from 'vitest';
import { namesIn } from '../../src/command/names.ts';
import { mapMemory } from '../contract/map-memory.ts';

it('knows people by what they were last called, in another process too', async () => {
  const store = mapMemory();
  await namesIn(store).called({ id: 'slack:T1:U1', name: 'ann' });
  await namesIn(store).called({ id: 'slack:T1:U1', name: 'Ann Lee' });

  expect(await namesIn(store).of('slack:T1:U1')).toBe('Ann Lee');
});

it('says the end of the id of somebody who never spoke', async () => {
  expect(await namesIn(mapMemory()).of('web:local:bob')).toBe('bob');
});

it('writes a name once, however often the person speaks', async () => {
  const store = mapMemory();
  let puts = 0;
  const names = namesIn({
    ...store,
    put: (key, value) => {
      puts++;
      return store.put(key, value);
    },
  });
  for (let i = 0; i < 3; i++) await names.called({ id: 'slack:T1:U1', name: 'ann' });

  expect(puts).toBe(1);
});
