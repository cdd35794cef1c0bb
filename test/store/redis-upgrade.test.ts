import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redisStore } from '../../adapters/store/redis/store.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { fresh, now } from '../contract/fresh.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  let prefix: string;
  let store: Store;
  beforeEach(async () => {
    prefix = `test-${randomBytes(6).toString('hex')}`;
    store = await redisStore({ url: server().url, prefix }, silent);
  });
  afterEach(() => store.close());

  const key = (name: string) => `{${prefix}}:${name}`;

  /** As it stood there before there were lanes: everything due in one set, nothing said of what it is about. */
  async function asBefore(due: Readonly<Record<string, number>>) {
    for (const name of ['lanes', 'held', 'due:', 'due:slow', 'due:quick']) await server().say('DEL', key(name));
    for (const [id, at] of Object.entries(due)) {
      await server().say('HDEL', key(`operation:${id}`), 'lane', 'about');
      await server().say('ZADD', key('due'), String(at), id);
    }
  }

  it('carries on what a version without lanes has begun, each in its lane', async () => {
    await store.begin(fresh('op-1', { input: { cloud: 'slow' } }), 'event 1', now);
    await store.begin(fresh('op-2', { input: { cloud: 'quick' } }), 'event 2', now);
    await store.begin(fresh('op-3'), 'event 3', now);
    await asBefore({ 'op-1': now, 'op-2': now + 1, 'op-3': now + 2 });

    expect(await store.nextDue({ without: ['slow'] })).toBe(now + 1);
    const claims = [
      await store.claim('w1', now + 5, 100, { without: ['slow'] }),
      await store.claim('w1', now + 5, 100, { without: ['slow'] }),
      await store.claim('w1', now + 5, 100),
    ];

    expect(claims.map((claim) => [claim?.id, claim?.lane])).toEqual([
      ['op-2', 'quick'],
      ['op-3', ''],
      ['op-1', 'slow'],
    ]);
    await store.append('op-1', 0, { at: now, kind: 'ended', outcome: 'done' }, { state: 'done' });
    await store.release(claims[2]!, undefined);
    expect(await store.nextDue({ without: ['quick', ''] })).toBeUndefined();
  });

  it('leaves an operation to the worker of that version as long as it is renewed', async () => {
    await store.begin(fresh('op-1', { input: { cloud: 'slow' } }), 'event 1', now);
    const carried = (await store.claim('w-old', now, 100))!;
    await asBefore({ 'op-1': now + 100 });
    expect(await store.claim('w1', now + 50, 100)).toBeUndefined();

    await server().say('ZADD', key('due'), String(now + 200), 'op-1');

    expect(await store.claim('w1', now + 150, 100)).toBeUndefined();
    expect(await store.renew(carried, now + 300)).toBe(true);
    expect(await store.claim('w1', now + 300, 100)).toMatchObject({ id: 'op-1', taken: true });
  });

  it('ends and forgets such an operation like any other', async () => {
    await store.begin(fresh('op-1', { input: { cloud: 'slow' }, about: ['machine 1'] }), 'event 1', now);
    await asBefore({ 'op-1': now });

    await store.begin(fresh('op-2', { input: { cloud: 'slow' }, about: ['machine 1'] }), 'event 2', now + 9);
    await store.append('op-1', 0, { at: now, kind: 'ended', outcome: 'done' }, { state: 'done' });
    await store.prune(now + 1);

    expect(await store.read('op-1')).toBeUndefined();
    expect(await store.nextDue()).toBe(now + 9);
    expect((await store.claim('w1', now + 9, 100))?.id).toBe('op-2');
  });
});
