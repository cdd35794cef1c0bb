import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, Stale, type Store } from '../../src/kit.ts';
import { ann, fresh, here, now } from './fresh.ts';

/** One place where a store keeps things; every `open` is a connection of its own, as another process has. */
export interface StorePlace {
  open(): Promise<Store>;
  /** Closes what was opened and leaves nothing. */
  end(): Promise<void>;
}

const began = (step: string, at = now): Entry => ({ at, kind: 'began', step });
const going = { state: 'going' } as const;

/** What every store must do. Runs unchanged against each. */
export function storeContract(name: string, place: () => Promise<StorePlace>): void {
  describe(`store ${name}`, () => {
    let on: StorePlace;
    let store: Store;
    beforeEach(async () => {
      on = await place();
      store = await on.open();
    });
    afterEach(() => on.end());

    describe('journal', () => {
      it('keeps an operation as it was begun', async () => {
        const begun = fresh('op-1', { input: { name: '이름 «x» \u0000 "q"' } });
        await store.begin(begun, 'event 1', now);

        expect(await store.read('op-1')).toEqual({
          head: { ...begun, state: 'going', length: 0 },
          entries: [],
        });
      });

      it('keeps who has to agree to it', async () => {
        const approval = { rule: 'two admins', by: ['admins'], count: 2, self: false, within: 60_000 };
        await store.begin(fresh('op-1', { approval }), 'event 1', now);

        expect((await store.read('op-1'))?.head.approval).toEqual(approval);
        expect((await store.heads({ limit: 1 }))[0]?.approval).toEqual(approval);
      });

      it('knows nothing of an operation that was never begun', async () => {
        expect(await store.read('op-1')).toBeUndefined();
        await expect(store.append('op-1', 0, began('a'), going)).rejects.toBeInstanceOf(Stale);
      });

      it('adds several entries at once, or none of them', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const first: readonly Entry[] = [began('a'), { at: now, kind: 'did', step: 'a' }];
        const done: Entry = { at: now, kind: 'did', step: 'b' };
        const ended: Entry = { at: now, kind: 'ended', outcome: 'done' };
        await store.append('op-1', 0, began('b'), { ...going, first });
        expect(await store.read('op-1')).toMatchObject({ head: { length: 3 }, entries: [...first, began('b')] });

        await expect(store.append('op-1', 2, began('c'), { ...going, first })).rejects.toBeInstanceOf(Stale);
        await store.append('op-1', 3, ended, { state: 'done', ping: here, first: [done] });

        expect(await store.read('op-1')).toMatchObject({
          head: { length: 5, state: 'done' },
          entries: [...first, began('b'), done, ended],
        });
        const wanted = (await store.unsent(10)).map(({ kind, wanted }) => [kind, wanted]);
        expect(wanted).toEqual([
          ['card', 5],
          ['ping', 5],
        ]);
      });

      it('begins one operation for one event', async () => {
        const first = await store.begin(fresh('op-1'), 'event 1', now);
        const second = await (await on.open()).begin(fresh('op-2'), 'event 1', now);

        expect([first, second]).toEqual([
          { id: 'op-1', fresh: true },
          { id: 'op-1', fresh: false },
        ]);
        expect(await store.heads({ limit: 10 })).toHaveLength(1);
      });

      it('says which operation an event began, before anything is begun again', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.heard('event 2', now);

        expect(await (await on.open()).begun('event 1')).toBe('op-1');
        expect([await store.begun('event 2'), await store.begun('event 3')]).toEqual([undefined, undefined]);
      });

      it('begins an operation for an event that was only heard so far', async () => {
        await store.heard('event 1', now);

        expect(await store.begin(fresh('op-1'), 'event 1', now)).toEqual({ id: 'op-1', fresh: true });
        expect(await store.heard('event 1', now)).toBe(false);
      });

      it('refuses a writer whose view of the journal is old', async () => {
        const other = await on.open();
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.append('op-1', 0, began('a'), going);

        await expect(other.append('op-1', 0, began('b'), going)).rejects.toBeInstanceOf(Stale);
        await expect(other.append('op-1', 2, began('b'), going)).rejects.toBeInstanceOf(Stale);
        expect((await other.read('op-1'))?.entries).toEqual([began('a')]);
      });

      it('lets exactly one of many writers at once be the next', async () => {
        const writers = [store, await on.open(), await on.open()];
        await store.begin(fresh('op-1'), 'event 1', now);

        const wrote = await Promise.allSettled(
          writers.map((writer, i) => writer.append('op-1', 0, began(`step ${i}`), going)),
        );

        expect(wrote.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect((await store.read('op-1'))?.head.length).toBe(1);
      });

      it('leaves nothing of a write that broke half-way', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const unwritable = { ...began('a'), made: 1n };

        await expect(store.begin(fresh('op-2', { input: 1n }), 'event 2', now)).rejects.toThrow();
        await expect(store.append('op-1', 0, unwritable, { state: 'waiting', ping: here })).rejects.toThrow();

        expect(await store.read('op-1')).toMatchObject({ head: { state: 'going', length: 0 }, entries: [] });
        expect(await store.heads({ limit: 10 })).toHaveLength(1);
        expect(await store.unsent(10)).toHaveLength(1);
        expect(await store.heard('event 2', now)).toBe(true);
      });

      it('still has everything when it is opened again', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.append('op-1', 0, began('a'), { state: 'waiting', wake: now + 5 });
        await store.close();

        const again = await on.open();

        expect(await again.read('op-1')).toMatchObject({ head: { state: 'waiting' }, entries: [began('a')] });
        expect(await again.begin(fresh('op-2'), 'event 1', now)).toEqual({ id: 'op-1', fresh: false });
        expect(await again.nextDue()).toBe(now + 5);
      });
    });

    describe('heads', () => {
      beforeEach(async () => {
        await store.begin(fresh('op-ab1', { at: now }), 'event 1', now);
        await store.begin(fresh('op-ab2', { at: now + 1, who: { id: 'bob', name: 'bob' } }), 'event 2', now);
        await store.begin(fresh('op-c%3', { at: now + 2 }), 'event 3', now);
        await store.append('op-c%3', 0, { at: now, kind: 'ended', outcome: 'done' }, { state: 'done' });
      });
      it.each<[Parameters<Store['heads']>[0], readonly string[]]>([
        [{ limit: 10 }, ['op-c%3', 'op-ab2', 'op-ab1']],
        [{ limit: 1 }, ['op-c%3']],
        [{ limit: 10, states: ['going', 'waiting'] }, ['op-ab2', 'op-ab1']],
        [{ limit: 10, states: ['done'] }, ['op-c%3']],
        [{ limit: 10, owner: 'bob' }, ['op-ab2']],
        [{ limit: 10, begins: 'op-ab' }, ['op-ab2', 'op-ab1']],
        [{ limit: 10, begins: 'op-%' }, []],
        [{ limit: 10, before: now + 2 }, ['op-ab2', 'op-ab1']],
      ])('lists %j', async (filter, ids) => {
        expect((await store.heads(filter)).map((head) => head.id)).toEqual(ids);
      });

      it('are counted by state', async () => {
        expect(await store.counts()).toEqual({ going: 2, waiting: 0, done: 1, undone: 0, stuck: 0 });
      });
    });

    describe('claims', () => {
      it('gives an operation to one worker only, when it is due', async () => {
        const other = await on.open();
        await store.begin(fresh('op-1'), 'event 1', now);

        expect(await store.claim('w1', now - 1, 100)).toBeUndefined();
        expect(await store.claim('w1', now, 100)).toMatchObject({ id: 'op-1', until: now + 100, taken: false });
        expect(await other.claim('w2', now, 100)).toBeUndefined();
      });

      it('gives an operation to one of many that ask at once', async () => {
        const workers = [store, await on.open(), await on.open()];
        await store.begin(fresh('op-1'), 'event 1', now);

        const claims = await Promise.all(workers.map((worker, i) => worker.claim(`w${i}`, now, 100)));

        expect(claims.filter((claim) => claim)).toHaveLength(1);
      });

      it('gives the one that has been due the longest first', async () => {
        await store.begin(fresh('op-1'), 'event 1', now + 5);
        await store.begin(fresh('op-2'), 'event 2', now);

        expect((await store.claim('w1', now + 10, 100))?.id).toBe('op-2');
        expect((await store.claim('w1', now + 10, 100))?.id).toBe('op-1');
      });

      it('lets another take over when the lease has run out, and says so', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const lost = (await store.claim('w1', now, 100))!;

        expect(await store.claim('w2', now + 99, 100)).toBeUndefined();
        const taken = (await store.claim('w2', now + 100, 100))!;

        expect([lost.due, taken.due]).toEqual([now, now + 100]);
        expect(taken).toMatchObject({ worker: 'w2', taken: true });
        expect(taken.fence).toBeGreaterThan(lost.fence);
      });

      it('lets a lost claim neither renew nor let go, even under the same name', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const lost = (await store.claim('w1', now, 100))!;
        const held = (await store.claim('w1', now + 100, 100))!;

        expect(await store.renew(lost, now + 900)).toBe(false);
        await store.release(lost, now);

        expect(await store.claim('w3', now + 150, 100)).toBeUndefined();
        expect(await store.renew(held, now + 900)).toBe(true);
        expect(await store.nextDue()).toBe(now + 900);
      });

      it('is due again when it was let go with a time, and not without one', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.release((await store.claim('w1', now, 100))!, now + 500);
        expect(await store.nextDue()).toBe(now + 500);
        expect(await store.claim('w2', now + 499, 100)).toBeUndefined();

        await store.release((await store.claim('w2', now + 500, 100))!, undefined);

        expect(await store.nextDue()).toBeUndefined();
        expect(await store.claim('w2', now + 10_000_000, 100)).toBeUndefined();
      });

      it('keeps a wake-up that came while it was carried', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const claim = (await store.claim('w1', now, 100))!;
        await store.append('op-1', 0, began('a'), { ...going, wake: now + 1 });

        expect(await store.claim('w2', now + 50, 100)).toBeUndefined();
        await store.release(claim, now + 60_000);

        expect(await store.nextDue()).toBe(now + 1);
      });

      it('wakes nobody for an operation that ended', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.append('op-1', 0, { at: now, kind: 'ended', outcome: 'done' }, { state: 'done' });

        expect(await store.nextDue()).toBeUndefined();
        await store.append('op-1', 1, { at: now, kind: 'again', by: ann }, { ...going, wake: now });
        expect((await store.claim('w1', now, 100))?.id).toBe('op-1');
      });

      it('says when the next is due, be it a wake-up or a lease', async () => {
        expect(await store.nextDue()).toBeUndefined();
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.begin(fresh('op-2'), 'event 2', now + 50);
        expect(await store.nextDue()).toBe(now);
        await store.claim('w1', now, 100);
        expect(await store.nextDue()).toBe(now + 50);
        await store.claim('w1', now + 50, 200);
        expect(await store.nextDue()).toBe(now + 100);
      });

      it('lets another notice that something was written', async () => {
        const other = await on.open();
        const before = await other.elsewhere();
        expect(await other.elsewhere()).toBe(before);

        await store.begin(fresh('op-1'), 'event 1', now);

        expect(await other.elsewhere()).not.toBe(before);
      });
    });
  });
}
