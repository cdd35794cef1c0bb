import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { checkup } from '../../src/command/checkup.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { EngineOptions } from '../../src/engine/engine-options.ts';
import type { Store } from '../../src/kit.ts';
import { type FakeChat, fakeChat, shown } from './fake-chat.ts';
import { noWorld, startThing, tinyWorld } from './tiny-world.ts';
import { drive, virtualClock } from './virtual-clock.ts';
import { ann, here } from './workbench.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Processes with the same chat on one store; none of them is in the same process as another, as far as they can tell. */
function several(store = sqliteStore(':memory:')) {
  const clock = virtualClock();
  const world = tinyWorld();
  const operation = startThing(world);
  const gone = new Set<string>();
  closing.push(() => store.close());

  function open(who: string, more: Partial<EngineOptions> = {}): { readonly engine: Engine; readonly chat: FakeChat } {
    const chat = fakeChat();
    const engine = createEngine({
      ...{ store, operations: [operation], world: noWorld, chats: [chat], clock },
      leading: { who, isGone: (name) => gone.has(name) },
      ...more,
    });
    closing.push(() => engine.close());
    engine.start();
    return { engine, chat };
  }

  const asked = { who: ann, where: here, locale: 'en' } as const;
  return {
    ...{ store, clock, open, gone, world },
    begin: (on: Engine, event: string) => on.begin(operation, { name: 'web-1' }, { ...asked, event }),
    until: (there: () => boolean) =>
      drive(
        clock,
        async () => there(),
        () => false,
      ),
    said: async () =>
      drive(
        clock,
        async () => (await store.unsent(1)).length === 0,
        () => false,
      ),
  };
}

it('lets the first speak, and the others be silent', async () => {
  const on = several();
  const [first, second] = [on.open('a'), on.open('b')];

  const { id } = await on.begin(second.engine, 'event 1');
  await second.engine.settled(id, AbortSignal.timeout(1)).catch(() => undefined);
  await on.said();

  expect(await first.engine.leaders.first('web')).toBe(true);
  expect(await second.engine.leaders.first('web')).toBe(false);
  expect(shown(first.chat, `${id}.card`).blocks.length).toBeGreaterThan(0);
  expect(second.chat.messages.size).toBe(0);
});

it('has another go on within five seconds when the one who speaks is killed', async () => {
  const on = several();
  const [first, second] = [on.open('a'), on.open('b')];
  const { id } = await on.begin(first.engine, 'event 1');
  await on.until(() => first.chat.messages.size > 0);

  first.engine.abandon();
  const since = on.clock.now();
  await on.until(() => second.engine.leaders.leads('web'));

  expect(on.clock.now() - since).toBeLessThanOrEqual(5_000);
  await on.said();
  expect(second.chat.messages.has(`${id}.card`)).toBe(true);
  expect(first.chat.messages.get(`${id}.card`)?.length).toBe(1);
});

it('goes on within a second where it can be seen that the other is gone', async () => {
  const on = several();
  const [first, second] = [on.open('a'), on.open('b')];
  await on.until(() => first.engine.leaders.leads('web'));

  first.engine.abandon();
  on.gone.add('a');
  const since = on.clock.now();
  await second.engine.leaders.first('web');
  await on.until(() => second.engine.leaders.leads('web'));

  expect(on.clock.now() - since).toBeLessThanOrEqual(1_000);
});

it('goes on within a second when the other leaves in good order', async () => {
  const on = several();
  const [first, second] = [on.open('a'), on.open('b')];
  await on.until(() => first.engine.leaders.leads('web'));

  await first.engine.close();
  const since = on.clock.now();
  await on.until(() => second.engine.leaders.leads('web'));

  expect(on.clock.now() - since).toBeLessThanOrEqual(1_000);
});

it('does not say what it had ready when it stood still for too long', async () => {
  const on = several();
  let frozen: PromiseWithResolvers<void> | undefined;
  const still: Store = {
    ...on.store,
    async read(id) {
      const kept = await on.store.read(id);
      await frozen?.promise;
      return kept;
    },
  };
  const first = on.open('a', { store: still });
  await on.until(() => first.engine.leaders.leads('web'));
  const second = on.open('b');

  frozen = Promise.withResolvers();
  // Nothing of the first happens while the clock goes on: neither is its lease renewed nor does its sending end.
  first.engine.leaders.leads('web');
  const { id } = await on.begin(second.engine, 'event 1');
  await on.clock.settle();
  await on.store.leave('chat/web', 'a');
  await on.store.hold('chat/web', 'b', on.clock.now(), on.clock.now() + 60_000);
  await on.until(() => second.engine.leaders.leads('web') && !first.engine.leaders.leads('web'));
  await on.said();
  frozen.resolve();
  await on.clock.pass(10_000);

  expect(first.chat.messages.size).toBe(0);
  expect(second.chat.messages.has(`${id}.card`)).toBe(true);
});

it('says to the end what it is saying when it drains, and nothing more', async () => {
  const on = several();
  const first = on.open('a');
  const slow = Promise.withResolvers<void>();
  first.chat.before = () => slow.promise;
  const { id } = await on.begin(first.engine, 'event 1');
  await on.clock.pass(100);

  const drained = first.engine.drain();
  await on.clock.settle();
  slow.resolve();
  await drained;

  expect(first.chat.messages.get(`${id}.card`)?.length).toBe(1);
  expect((await on.store.unsent(5)).every(({ ref }) => ref === `ref ${id}.card`)).toBe(true);
  expect(await on.store.get('office/chat/web')).toBeUndefined();
});

it('lets the doctor say who speaks where', async () => {
  const on = several();
  on.open('chat-1.4711.home.rest');
  await on.clock.settle();

  const [itself] = await checkup({ store: on.store, clouds: ['one'], now: on.clock.now });
  const found = await itself?.check(new AbortController().signal);

  expect(found?.map(({ what }) => what('en'))).toContain('Chats: chat-1.4711 speaks in web');
});

it('shows in a process that only talks what another carries', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-leader-'));
  // Two connections: on one of its own each sees what the other has written.
  const [store, other] = [sqliteStore(join(dir, 'one')), sqliteStore(join(dir, 'one'))];
  closing.push(() => rmSync(dir, { recursive: true }), other.close, store.close);
  const on = several(store);
  const talks = on.open('a', { atOnce: 0 });
  const { id } = await on.begin(talks.engine, 'event 1');
  await on.clock.pass(60_000);
  expect(await on.store.read(id)).toMatchObject({ head: { state: 'going' }, entries: [] });

  const carries = on.open('b', { store: other, chats: [] });
  await on.clock.pass(60_000);

  expect((await on.store.read(id))?.head.state).toBe('done');
  expect(await on.store.unsent(1)).toEqual([]);
  expect(shown(talks.chat, `${id}.card`).tone).toBe('good');
  expect(carries.chat.messages.size).toBe(0);
});
