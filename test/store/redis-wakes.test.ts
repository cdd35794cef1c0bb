import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redisStore } from '../../adapters/store/redis/store.ts';
import type { Rhythm } from '../../adapters/store/redis/wakes.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { fresh as freshAt } from '../contract/fresh.ts';
import { keeps, onEachServer, type Server } from './redis-server.ts';

const fresh = (id: string, input: unknown = {}) => freshAt(id, { input, at: Date.now() });
const quick: Partial<Rhythm> = { loadAfter: 0, sweepEvery: 10_000, overdueAfter: 0 };

onEachServer(
  (server) => {
    let prefix: string;
    let ends: (() => Promise<void>)[];
    beforeEach(() => {
      prefix = `test-${randomBytes(6).toString('hex')}`;
      ends = [];
    });
    afterEach(async () => {
      for (const end of ends) await end();
      await server().start();
    });

    async function open(rhythm: Partial<Rhythm> = {}): Promise<Store> {
      const store = await redisStore({ url: server().url, prefix }, silent, { ...quick, ...rhythm });
      ends.push(() => store.close());
      return store;
    }

    /** A process that says when it is called, and answers when it is told to. */
    async function listener(rhythm?: Partial<Rhythm>, lanes: readonly string[] = []) {
      const called = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<void>();
      let calls = 0;
      const lanesCalled: string[] = [];
      (await open(rhythm)).woken?.(lanes, (lane) => {
        calls += 1;
        lanesCalled.push(lane);
        called.resolve();
        return answer.promise;
      });
      return {
        called: called.promise,
        answer: answer.resolve,
        calls: () => calls,
        lanes: () => lanesCalled.toSorted(),
      };
    }

    it('calls a process that waits when another has begun an operation', async () => {
      const waiting = await listener();

      await (await open()).begin(fresh('op-1'), 'event 1', Date.now());

      await waiting.called;
    });

    it('calls the next process while the first has not answered', async () => {
      const both = [await listener(), await listener()];
      const store = await open();

      await store.begin(fresh('op-1'), 'event 1', Date.now());
      await Promise.race(both.map(({ called }) => called));
      await store.begin(fresh('op-2'), 'event 2', Date.now());

      await Promise.all(both.map(({ called }) => called));
      expect(both.map(({ calls }) => calls())).toEqual([1, 1]);
    });

    it('calls a process for one lane while it has no room for another, which goes to the next', async () => {
      const full = await listener({}, ['dead', 'quick']);
      const store = await open();
      await store.begin(fresh('op-1', { cloud: 'dead' }), 'event 1', Date.now());
      await full.called;
      const next = await listener({}, ['dead']);

      await store.begin(fresh('op-2', { cloud: 'dead' }), 'event 2', Date.now());
      await store.begin(fresh('op-3', { cloud: 'quick' }), 'event 3', Date.now());
      await store.begin(fresh('op-4', { cloud: 'unknown' }), 'event 4', Date.now());

      await expect.poll(full.lanes, { timeout: 10_000 }).toEqual(['dead', 'quick']);
      await expect.poll(next.lanes, { timeout: 10_000 }).toEqual(['dead']);
    });

    it('makes no job of what the process that begins it takes itself', async () => {
      const store = await open({ ownFirst: 300 });
      const called = Promise.withResolvers<void>();
      store.woken?.([], async () => called.resolve());
      await store.begin(fresh('op-0'), 'op-0', Date.now());
      await called.promise;
      await store.claim('w1', Date.now(), 60_000);

      await store.begin(fresh('op-1'), 'op-1', Date.now());
      await store.claim('w1', Date.now(), 60_000);
      await store.begin(fresh('op-2'), 'op-2', Date.now());

      await expect.poll(() => jobsMade(server(), prefix)).toContain('op-2');
      expect(await jobsMade(server(), prefix)).not.toContain('op-1');
    });

    it('makes no jobs of what is late in a lane that is full here', async () => {
      const full = await listener({ sweepEvery: 10 }, ['dead', 'quick']);
      const silentOne = await open({ loadAfter: 3_600_000 });
      await silentOne.begin(fresh('op-1', { cloud: 'dead' }), 'event 1', Date.now());
      await full.called;
      const at = Date.now();
      await silentOne.begin(fresh('op-2', { cloud: 'dead' }), 'event 2', at);
      await silentOne.begin(fresh('op-3', { cloud: 'quick' }), 'event 3', at);

      await expect.poll(full.lanes, { timeout: 10_000 }).toEqual(['dead', 'quick']);

      expect(await server().say('EXISTS', `{${prefix}}:wakes-dead:op-2.${at}`)).toBe(':0\r\n');
    });

    it('leaves the calls to others when nobody listens any more', async () => {
      const leaving = await open();
      const store = await open();
      let calls = 0;
      const called = Promise.withResolvers<void>();
      const stop = leaving.woken?.([], async () => {
        calls += 1;
        called.resolve();
      });
      await store.begin(fresh('op-0'), 'op-0', Date.now());
      await called.promise;
      stop?.();
      const waiting = await listener();

      for (const id of ['op-1', 'op-2', 'op-3']) await store.begin(fresh(id), id, Date.now());
      waiting.answer();

      await expect.poll(waiting.calls, { timeout: 10_000 }).toBe(3);
      expect(calls).toBe(1);
    });

    it('calls when an answer wakes an operation that nobody carries', async () => {
      const store = await open({ loadAfter: 3_600_000 });
      await store.begin(fresh('op-1'), 'event 1', Date.now());
      const claim = (await store.claim('w1', Date.now(), 1_000))!;
      await store.release(claim, undefined);
      const waiting = await listener();

      const other = await open();
      await other.append('op-1', 0, { at: Date.now(), kind: 'began', step: 'a' }, { state: 'going', wake: Date.now() });

      await waiting.called;
    });

    it('calls for what a process hands over in the moment it closes', async () => {
      const waiting = await listener();
      const leaving = await open();
      await leaving.begin(fresh('op-1'), 'event 1', Date.now());
      await waiting.called;
      const claim = (await leaving.claim('w1', Date.now(), 60_000))!;
      waiting.answer();
      expect(waiting.calls()).toBe(1);

      await leaving.release(claim, Date.now());
      await leaving.close();

      await expect.poll(waiting.calls, { timeout: 10_000 }).toBe(2);
    });

    it('calls for what is overdue although nothing of the queue is left', async () => {
      const store = await open({ loadAfter: 3_600_000 });
      await store.begin(fresh('op-1'), 'event 1', Date.now());

      const waiting = await listener({ sweepEvery: 10 });

      await waiting.called;
    });

    it('goes on calling after the whole queue was lost', async () => {
      const waiting = await listener({ sweepEvery: 10 });
      const store = await open();
      await store.begin(fresh('op-1'), 'event 1', Date.now());
      await waiting.called;

      await loseQueue(server(), prefix);
      waiting.answer();
      const claim = await store.claim('w1', Date.now(), 60_000);
      await store.begin(fresh('op-2'), 'event 2', Date.now());

      await expect.poll(waiting.calls, { timeout: 10_000 }).toBeGreaterThan(1);
      expect(claim?.id).toBe('op-1');
      expect(await store.heads({ limit: 5 })).toHaveLength(2);
    });

    it('goes on calling after Redis was started anew', async () => {
      const waiting = await listener({ sweepEvery: 10 });
      const store = await open();
      await store.begin(fresh('op-1'), 'event 1', Date.now());
      await waiting.called;
      waiting.answer();
      const before = waiting.calls();

      await server().kill();
      await server().start();
      await store.begin(fresh('op-2'), 'event 2', Date.now());

      await expect.poll(waiting.calls, { timeout: 10_000 }).toBeGreaterThan(before);
    });

    it('closes at once although Redis is away', async () => {
      const store = await open();
      await listener();
      await store.begin(fresh('op-1'), 'event 1', Date.now());
      await server().kill();

      const since = performance.now();
      for (const end of ends.splice(0)) await end();

      expect(performance.now() - since).toBeLessThan(2_000);
      await server().start();
    });

    it('puts the ids of operations into the queue and nothing of them', async () => {
      const store = await open();

      await store.begin({ ...fresh('op-1'), input: { word: 'canary-77aa' } }, 'event 1', Date.now() + 60_000);

      const jobs =
        "local all = '' for _, key in ipairs(redis.call('KEYS', ARGV[1])) do if redis.call('TYPE', key).ok == 'hash' then all = all .. table.concat(redis.call('HGETALL', key), ' ') end end return all";
      await expect.poll(() => server().say('EVAL', jobs, '0', `{${prefix}}:wakes:*`)).toContain('{"operation":"op-1"}');
      expect(await server().say('EVAL', jobs, '0', `{${prefix}}:wakes:*`)).not.toContain('canary');
    });
  },
  ...keeps,
);

async function loseQueue(server: Server, prefix: string): Promise<void> {
  const script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1";
  expect(await server.say('EVAL', script, '0', `{${prefix}}:wakes:*`)).toBe(':1\r\n');
}

/** What BullMQ has told of its jobs, also of those that are over. */
function jobsMade(server: Server, prefix: string): Promise<string> {
  const script =
    "local all = '' for _, key in ipairs(redis.call('KEYS', ARGV[1])) do for _, event in ipairs(redis.call('XRANGE', key, '-', '+')) do all = all .. table.concat(event[2], ' ') end end return all";
  return server.say('EVAL', script, '0', `{${prefix}}:*:events`);
}
