import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import sqliteStore from '../../../adapters/store/sqlite/index.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { smallDisk } from '../../chaos/small-disk.ts';
import { cards, fakeChat, shown } from '../../engine/fake-chat.ts';
import { noWorld, startThing, tinyWorld } from '../../engine/tiny-world.ts';

const ann = { id: 'web:local:ann', name: 'ann' };
const where = { chat: 'web', channel: 'general' };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

it('begins nothing on a disk that is full, and ends what was going once there is room again', async ({ skip }) => {
  // Its log alone takes four before it is read back into the file.
  const disk = smallDisk('16m');
  if (!disk) return skip('this process may mount no disk');
  ends.push(disk.end);
  const store = sqliteStore(join(disk.dir, 'hoist.sqlite'));
  ends.push(store.close);
  const world = tinyWorld();
  const operation = startThing(world);
  const chat = fakeChat();
  const engine = createEngine({ store, operations: [operation], world: noWorld, chats: [chat], lease: 1_000 });
  ends.push(engine.close);
  engine.start();
  const begin = (nth: number) =>
    engine.begin(operation, { name: `web-${nth}` }, { who: ann, where, locale: 'en', event: `event ${nth}` });
  const ids: string[] = [];
  const refused: unknown[] = [];

  for (let nth = 0; nth < 40; nth++) {
    if (nth === 10) disk.fill();
    if (nth === 30) disk.empty();
    await begin(nth).then(
      ({ id }) => ids.push(id),
      (error: unknown) => refused.push(error),
    );
    await sleep(20);
  }

  await expect.poll(async () => (await store.counts()).done, { timeout: 20_000 }).toBe(ids.length);
  await expect.poll(async () => (await store.unsent(1)).length, { timeout: 10_000 }).toBe(0);
  expect(refused.length).toBeGreaterThan(5);
  expect(refused[0]).toMatchObject({ code: 'unavailable', message: 'The disk of Hoist is full' });
  expect([...world.things.keys()].sort()).toEqual(ids.flatMap((id) => [`${id}.disk`, `${id}.machine`]).sort());
  expect([...cards(chat)].sort()).toEqual(ids.map((id) => `${id}.card`).sort());
  for (const id of ids) expect(shown(chat, `${id}.card`).tone).toBe('good');
});
