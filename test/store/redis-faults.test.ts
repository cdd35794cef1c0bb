import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redisStore } from '../../adapters/store/redis/store.ts';
import type { Entry, Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { fresh as freshAt, here } from '../contract/fresh.ts';
import { type LossyLine, lossyLine } from './lossy-line.ts';
import { keeps, onEachServer } from './redis-server.ts';

const now = Date.UTC(2026, 10, 20);
const going = { state: 'going' } as const;
const began = (step: string): Entry => ({ at: now, kind: 'began', step });
const fresh = (id: string) => freshAt(id, { at: now });

onEachServer(
  (server) => {
    let prefix: string;
    let ends: (() => Promise<void>)[];
    beforeEach(() => {
      prefix = `test-${randomBytes(6).toString('hex')}`;
      ends = [];
    });
    afterEach(async () => {
      for (const end of ends.toReversed()) await end();
      await server().start();
    });

    async function open(url = server().url): Promise<Store> {
      const store = await redisStore({ url, prefix }, silent);
      ends.push(() => store.close());
      return store;
    }

    it('waits out a restart of Redis and writes once', async () => {
      const store = await open();
      await store.begin(fresh('op-1'), 'event 1', now);
      await server().kill();
      const writing = store.append('op-1', 0, began('a'), going);

      await server().start();
      await writing;

      expect((await store.read('op-1'))?.entries).toEqual([began('a')]);
    });

    it('says that Redis is away, and goes on when it is back', async () => {
      const store = await open();
      await store.put('before', 1);
      await server().kill();

      await expect(store.get('before')).rejects.toMatchObject({
        code: 'unavailable',
        message: 'Redis does not answer',
      });
      await server().start();

      await expect.poll(() => store.get('before').catch(() => undefined)).toBe(1);
    });

    describe('a reply that gets lost with its line', () => {
      let line: LossyLine;
      beforeEach(async () => {
        const dir = mkdtempSync(join(tmpdir(), 'hoist-line-'));
        line = await lossyLine(server().url, dir);
        ends.push(async () => {
          await line.close();
          rmSync(dir, { recursive: true });
        });
      });

      /** The server knows the scripts: what gets lost is the reply to what was done. */
      async function openWarm(): Promise<Store> {
        const store = await open(line.url);
        await store.begin(fresh('op-0'), 'event 0', now);
        await store.append('op-0', 0, { at: now, kind: 'ended', outcome: 'done' }, { state: 'done' });
        await store.heard('event 0', now);
        await store.add('zero', 0);
        await store.prune(now + 1);
        return store;
      }

      it('does not make our own entry look like that of another', async () => {
        const store = await openWarm();
        await store.begin(fresh('op-1'), 'event 1', now);
        const lost = line.loseReply();

        await store.append('op-1', 0, began('a'), { ...going, ping: here });

        await lost;
        expect((await store.read('op-1'))?.entries).toEqual([began('a')]);
        expect(await store.unsent(10)).toHaveLength(2);
      });

      it('does not make our own event look like one that was heard before', async () => {
        const store = await openWarm();
        const first = line.loseReply();
        expect(await store.begin(fresh('op-1'), 'event 1', now)).toEqual({ id: 'op-1', fresh: true });
        await first;
        const second = line.loseReply();
        expect(await store.heard('event 2', now)).toBe(true);
        await second;
        const third = line.loseReply();
        expect(await store.add('fact', 1)).toBe(true);
        await third;

        expect(await store.heads({ limit: 5 })).toHaveLength(1);
        expect(await store.heard('event 2', now)).toBe(false);
        expect(await store.add('fact', 2)).toBe(false);
      });
    });

    it('knows its scripts again when Redis has forgotten them', async () => {
      const store = await open();
      await store.put('before', 1);

      await server().say('SCRIPT', 'FLUSH');
      await store.put('after', 2);

      expect(await store.all('')).toEqual([
        ['after', 2],
        ['before', 1],
      ]);
    });

    it('leaves nothing of a write that Redis had no room for, and says so', async () => {
      const store = await open();
      await store.begin(fresh('op-1'), 'event 1', now);
      await server().say('CONFIG', 'SET', 'maxmemory', '1000');

      const refused = [store.begin(fresh('op-2'), 'event 2', now), store.append('op-1', 0, began('a'), going)];

      for (const each of refused) {
        await expect(each).rejects.toMatchObject({ code: 'unavailable', message: 'Redis has no room for more' });
      }
      await server().say('CONFIG', 'SET', 'maxmemory', '0');
      expect(await store.heads({ limit: 5 })).toMatchObject([{ id: 'op-1', length: 0 }]);
      expect(await store.unsent(5)).toHaveLength(1);
      expect(await store.heard('event 2', now)).toBe(true);
    });

    it('never repeats a password that Redis refuses', async () => {
      await server().say('CONFIG', 'SET', 'requirepass', 'right');

      const error: unknown = await open(`${server().url}?password=canary-1c9e`).catch((each: unknown) => each);

      expect(error).toMatchObject({ code: 'denied', message: 'Redis refuses the credentials' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary-1c9e');
      await server().kill();
      await server().start();
    });
  },
  ...keeps,
);
