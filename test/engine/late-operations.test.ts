import { expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { startThing, tinyWorld } from './tiny-world.ts';
import { bench, here } from './workbench.ts';

/** The operations of a tiny world, and how often they were loaded. */
function loading() {
  const operation = startThing(tinyWorld());
  const loads: string[] = [];
  const operations = async () => {
    loads.push('all');
    return [operation];
  };
  return { operation, operations, loads };
}

it('loads no operation while there is none to carry or to show', async () => {
  const { operations, loads } = loading();
  const { engine } = bench([], { operations });

  expect(await engine.list({ limit: 10 })).toEqual([]);
  await expect(engine.read('nothing')).rejects.toThrow();

  expect(loads).toEqual([]);
});

it('loads all operations once, when the first is carried', async () => {
  const { operation, operations, loads } = loading();
  const { begin, rest, view } = bench([], { operations });

  const ids = [await begin(operation, { name: 'web-1' }), await begin(operation, { name: 'web-2' })];
  const ended = await Promise.all(ids.map(rest));

  expect(ended.map(({ head }) => head.state)).toEqual(['done', 'done']);
  expect((await view(ids[0] ?? '')).title).toContain('web-1');
  expect(loads).toEqual(['all']);
});

it('knows the words of an operation that an earlier process has begun', async () => {
  const { operation, operations } = loading();
  const store = sqliteStore(':memory:');
  const asked = { who: { id: 'web:local:ann', name: 'ann' }, where: here, locale: 'en', event: 'one' } as const;
  await bench([operation], { store }).engine.begin(operation, { name: 'web-1' }, asked);

  const { engine } = bench([], { store, operations });
  const [head] = await engine.list({ limit: 10 });

  expect(head && engine.title(head)('en')).toContain('web-1');
});
