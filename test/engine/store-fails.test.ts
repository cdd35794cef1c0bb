import { afterEach, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../src/kit.ts';
import { shown } from './fake-chat.ts';
import { startThing, tinyWorld, unavailable } from './tiny-world.ts';
import { type Bench, bench } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

/** A store of which one method fails for as long as `broken` says so. */
function failing(method: 'claim' | 'unsent') {
  const store = sqliteStore(':memory:');
  const state = { broken: true };
  const fails: Store = {
    ...store,
    [method]: (...args: never[]) =>
      state.broken ? Promise.reject(new Error('disk is full')) : Reflect.apply(store[method], store, args),
  };
  return { store: fails, state };
}

it.each(['claim', 'unsent'] as const)(
  'goes on by itself once the store that failed at "%s" is well',
  async (method) => {
    const operation = startThing(tinyWorld());
    const { store, state } = failing(method);
    const on = (open = bench([operation], { store }));
    const id = await on.begin(operation, { name: 'web-1' });
    await on.clock.pass(60_000);
    expect(on.chat.messages.get(`${id}.card`)?.at(-1)?.title).not.toBe('web-1 is ready');

    state.broken = false;
    await on.clock.pass(60_000);

    expect(shown(on.chat, `${id}.card`).title).toBe('web-1 is ready');
  },
);

it('sends what can be sent, however many messages before it cannot', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));
  const post = on.chat.post.bind(on.chat);
  on.chat.post = async (where, view, key) => {
    if (where.channel === 'gone') throw unavailable();
    return post(where, view, key);
  };
  const who = { id: 'web:local:ann', name: 'ann' };
  const gone = { chat: 'web', channel: 'gone' };
  for (let n = 0; n < 120; n++) {
    await on.engine.begin(operation, { name: `lost-${n}` }, { who, where: gone, locale: 'en', event: `lost ${n}` });
  }
  await on.clock.pass(60_000);

  const id = await on.begin(operation, { name: 'web-1' });
  await on.clock.pass(120_000);

  expect(shown(on.chat, `${id}.card`).title).toBe('web-1 is ready');
});
