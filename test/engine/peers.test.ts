import { expect, it } from 'vitest';
import { type Inbox, openInbox } from '../../src/inbox.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { createPeers } from '../../src/peers.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { virtualClock } from './virtual-clock.ts';

/** Processes that keep what they heard in one place. */
function office() {
  const clock = virtualClock();
  const memory = mapMemory();
  const gone = new Set<string>();
  /** A store as far as this is about: facts under names. */
  const store: Pick<Store, 'jot' | 'get' | 'all' | 'forget'> = memory;

  function open(who: string) {
    let dead = false;
    const mortal = { ...clock, after: (ms: number, call: () => void) => clock.after(ms, () => dead || call()) };
    const peers = createPeers({ store, clock: mortal, log: silent, who, isGone: (name) => gone.has(name) });
    const inbox: Inbox = openInbox({ ...memory, peers }, { now: clock.now, log: silent });
    const inherited: string[] = [];
    const takeUp = async () => {
      for (const [key] of await inbox.left()) if (!dead) inherited.push(key);
    };
    inbox.watch(() => void takeUp());
    return {
      ...{ inbox, inherited, takeUp },
      close: () => peers.close(),
      kill() {
        dead = true;
      },
    };
  }
  return { clock, memory, gone, open };
}

it('leaves alone what a living process has in hand', async () => {
  const on = office();
  const [first, second] = [on.open('a'), on.open('b')];

  await first.inbox.take('cmd:1', { words: 'gpu list' });
  await second.takeUp();
  await on.clock.pass(60_000);

  expect(await second.inbox.take('cmd:1', {})).toBe(false);
  expect([first.inherited, second.inherited]).toEqual([[], []]);
});

it('inherits what a process had in hand that dies, within six seconds and once', async () => {
  const on = office();
  const all = [on.open('a'), on.open('b'), on.open('c')];
  await all[0]?.inbox.take('cmd:1', { words: 'gpu list' });
  await all[0]?.inbox.take('cmd:2', {});
  await all[0]?.inbox.done('cmd:2');
  await on.clock.pass(10_000);

  all[0]?.kill();
  await on.clock.pass(6_000);

  expect(all.flatMap(({ inherited }) => inherited)).toEqual(['cmd:1']);
});

it('inherits within two seconds where it can be seen that the other is gone', async () => {
  const on = office();
  const [first, second] = [on.open('a'), on.open('b')];
  await first.inbox.take('cmd:1', {});
  await on.clock.pass(10_000);

  first.kill();
  on.gone.add('a');
  await on.clock.pass(2_000);

  expect(second.inherited).toEqual(['cmd:1']);
});

it('inherits at once what a process left that ended', async () => {
  const on = office();
  const [first, second] = [on.open('a'), on.open('b')];
  await first.inbox.take('cmd:1', {});
  await on.clock.pass(3_000);

  await first.close();
  first.kill();
  await on.clock.pass(1_000);

  expect(second.inherited).toEqual(['cmd:1']);
});

it('inherits from an heir that dies as well', async () => {
  const on = office();
  const [first, second] = [on.open('a'), on.open('b')];
  await first.inbox.take('cmd:1', {});
  first.kill();
  await on.clock.pass(10_000);
  expect(second.inherited).toEqual(['cmd:1']);

  second.kill();
  const third = on.open('c');
  await on.clock.pass(10_000);

  expect(third.inherited).toEqual(['cmd:1']);
});

it('does not inherit what an heir has dealt with', async () => {
  const on = office();
  const [first, second] = [on.open('a'), on.open('b')];
  await first.inbox.take('cmd:1', {});
  first.kill();
  await on.clock.pass(10_000);
  await second.inbox.done('cmd:1');
  second.kill();

  const third = on.open('c');
  await third.takeUp();
  await on.clock.pass(10_000);

  expect(third.inherited).toEqual([]);
});

it('shows that it lives before it takes anything, also when it stood still', async () => {
  const on = office();
  const frozen = on.open('a');
  await frozen.inbox.take('cmd:1', {});
  frozen.kill();
  await on.clock.pass(60_000);

  await frozen.inbox.take('cmd:2', {});

  expect(await on.memory.get('process/a')).toEqual({ until: on.clock.now() + 4_000 });
});

it('answers no more what another inherited while it stood still, and what nobody did', async () => {
  const on = office();
  const [frozen, other] = [on.open('a'), on.open('b')];
  await frozen.inbox.take('cmd:1', {});
  await on.clock.pass(3_000);
  expect(await frozen.inbox.isMine('cmd:1')).toBe(true);

  frozen.kill();
  await on.clock.pass(10_000);
  await frozen.inbox.take('cmd:2', {});
  await frozen.inbox.done('cmd:1');

  expect(other.inherited).toEqual(['cmd:1']);
  expect(await frozen.inbox.isMine('cmd:1')).toBe(false);
  expect(await frozen.inbox.isMine('cmd:2')).toBe(true);
  expect(await on.memory.get('in/cmd:1')).toMatchObject({ event: {} });
});

it('has an event of an earlier version, which does not say who took it', async () => {
  const on = office();
  await on.memory.put('in/cmd:1', { at: on.clock.now(), event: {} });
  const [first, second] = [on.open('a'), on.open('b')];

  await Promise.all([first.takeUp(), second.takeUp()]);

  expect([...first.inherited, ...second.inherited]).toEqual(['cmd:1']);
});
