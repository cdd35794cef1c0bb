import { afterEach, expect, it } from 'vitest';
import { cards, shown } from './fake-chat.ts';
import { startThing, tinyWorld } from './tiny-world.ts';
import { type Bench, bench, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

it('carries an operation from its first step to its end, and shows it as one card and one ping', async () => {
  const world = tinyWorld();
  const operation = startThing(world);
  const on = (open = bench([operation]));

  const id = await on.begin(operation, { name: 'web-1' });
  const kept = await on.rest(id);

  expect(kinds(kept)).toEqual([
    'began disk',
    'did disk',
    'began machine',
    'did machine',
    'began address',
    'did address',
    'ended',
  ]);
  expect(kept.entries.at(-1)).toMatchObject({ outcome: 'done', value: '91.123.45.67' });
  expect([...world.things.values()]).toEqual(['disk', 'machine']);
  expect(cards(on.chat)).toEqual([`${id}.card`]);
  expect(shown(on.chat, `${id}.card`)).toMatchObject({ title: 'web-1 is ready', tone: 'good' });
  expect(shown(on.chat, `${id}.ping.7`)).toMatchObject({
    title: 'web-1 is ready: 91.123.45.67',
    to: [{ name: 'ann' }],
  });
});

it('begins one operation however often the same event arrives', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));

  const first = await on.begin(operation, { name: 'web-1' }, 'press 1');
  const second = await on.begin(operation, { name: 'web-1' }, 'press 1');

  expect(second).toBe(first);
  expect(await on.engine.list({ limit: 10 })).toHaveLength(1);
});
