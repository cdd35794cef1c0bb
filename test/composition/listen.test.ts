import { afterEach, expect, it } from 'vitest';
import { openWeb } from '../../adapters/chat/web/chat.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { memoryOf } from '../../src/chats.ts';
import { createLeaders } from '../../src/engine/leader.ts';
import type { Chat, Desk } from '../../src/kit.ts';
import { listenAll } from '../../src/listen.ts';
import { silent } from '../../src/log.ts';
import { drive, virtualClock } from '../engine/virtual-clock.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

// Nobody says anything here.
const desk = {} as Desk;
const place = { chat: 'web', channel: 'general' };
const view = (title: string) => ({ title, tone: 'plain', blocks: [] }) as const;

/** Processes with a page each on one store. */
function pages() {
  const store = sqliteStore(':memory:');
  const clock = virtualClock();
  closing.push(() => store.close());
  return {
    clock,
    memory: memoryOf('web', store),
    async open(who: string, port = 0) {
      const config = { WEB_HOST: '127.0.0.1', WEB_PORT: port, WEB_REAL_CLOUDS: [] };
      const chat = await openWeb(config, memoryOf('web', store), silent, clock.now);
      const on = { store, clock, log: silent, chats: ['web'], gained: () => {} };
      const leaders = createLeaders({ ...on, who, isGone: () => false });
      closing.push(() => chat.close());
      closing.push(() => leaders.close());
      leaders.start();
      return { chat, leaders, waiting: await listenAll([chat], { leaders, desk, log: silent }) };
    },
    until: (there: () => boolean) =>
      drive(
        clock,
        async () => there(),
        () => false,
      ),
  };
}

const listens = async (chat: Chat): Promise<boolean> => {
  const address = chat.address?.();
  return (
    address !== undefined &&
    (await fetch(address).then(
      (page) => page.ok,
      () => false,
    ))
  );
};

it('opens a page once, and in the next process when the first is closed, with all that was said', async () => {
  const on = pages();
  const first = await on.open('a');
  const second = await on.open('b');
  expect([first.waiting, second.waiting]).toEqual([[], ['web']]);
  expect(second.chat.address?.()).toBeUndefined();
  const ref = await first.chat.post(place, view('It begins'), 'op-1.card');

  await first.chat.close();
  await first.leaders.close();
  await on.until(() => second.chat.address?.() !== undefined);
  await second.chat.edit(place, ref, view('It is done'));

  expect(await listens(second.chat)).toBe(true);
  const kept = await on.memory.all('message/');
  expect(kept.map(([, message]) => message)).toMatchObject([{ seq: 1, body: { view: view('It is done') } }]);
});

it('leaves the port to a process that stands still, and takes it when that is free', async () => {
  const on = pages();
  const first = await on.open('a');
  const port = Number(new URL(first.chat.address?.() ?? '').port);
  const second = await on.open('b', port);

  first.leaders.abandon();
  await on.clock.pass(30_000);
  expect(await listens(first.chat)).toBe(true);
  expect(second.chat.address?.()).toBeUndefined();
  await first.chat.close();
  await on.until(() => second.chat.address?.() !== undefined);

  expect(await listens(second.chat)).toBe(true);
});

it('closes the page of a process that somebody else has followed meanwhile', async () => {
  const on = pages();
  const first = await on.open('a');
  await on.clock.pass(3_000);

  first.leaders.pass('web');
  const second = await on.open('b');
  await on.clock.pass(3_000);

  expect(second.waiting).toEqual([]);
  await expect.poll(() => listens(first.chat)).toBe(false);
  expect(await listens(second.chat)).toBe(true);
});
