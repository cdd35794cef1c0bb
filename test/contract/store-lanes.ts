import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Busy, type Entry, type OperationState, type Store } from '../../src/kit.ts';
import { ann, fresh, now } from './fresh.ts';
import type { StorePlace } from './store.ts';

const ended: Entry = { at: now, kind: 'ended', outcome: 'done' };
const again: Entry = { at: now, kind: 'again', by: ann };

/** The third part of what every store must do: lanes that do not hold each other up, and one operation on one thing. */
export function storeLanesContract(name: string, place: () => Promise<StorePlace>): void {
  describe(`store ${name}`, () => {
    let on: StorePlace;
    let store: Store;
    beforeEach(async () => {
      on = await place();
      store = await on.open();
    });
    afterEach(() => on.end());

    describe('lanes', () => {
      const begin = (id: string, cloud: string | undefined, wake = now) =>
        store.begin(fresh(id, { input: cloud === undefined ? {} : { cloud } }), `event ${id}`, wake);

      it('says of what it gives in which lane it is', async () => {
        await begin('op-1', 'slow');
        await begin('op-2', undefined, now + 1);
        await store.begin(fresh('op-3', { input: { cloud: 7 } }), 'event 3', now + 2);

        const claims = [
          await store.claim('w1', now + 5, 100),
          await store.claim('w1', now + 5, 100),
          await store.claim('w1', now + 5, 100),
        ];

        expect(claims.map((claim) => [claim?.id, claim?.lane])).toEqual([
          ['op-1', 'slow'],
          ['op-2', ''],
          ['op-3', ''],
        ]);
      });

      it('gives the one that has been due the longest in lanes that are wanted', async () => {
        for (let i = 0; i < 5; i++) await begin(`op-slow${i}`, 'slow', now);
        await begin('op-b', 'quick', now + 2);
        await begin('op-a', 'other', now + 1);
        await begin('op-none', undefined, now + 3);
        const next = async (without: readonly string[]) => (await store.claim('w1', now + 5, 100, { without }))?.id;

        expect(await next(['slow', 'never heard of'])).toBe('op-a');
        expect(await next(['slow'])).toBe('op-b');
        expect(await next(['slow', ''])).toBeUndefined();
        expect(await next(['slow'])).toBe('op-none');
        expect(await next(['slow'])).toBeUndefined();
        expect(await next([])).toMatch('op-slow');
      });

      it('says when the next is due in lanes that are wanted', async () => {
        await begin('op-1', 'slow', now);
        expect(await store.nextDue({ without: ['slow'] })).toBeUndefined();
        await begin('op-2', 'quick', now + 50);

        expect(await store.nextDue({ without: ['slow'] })).toBe(now + 50);
        expect(await store.nextDue({ without: ['quick'] })).toBe(now);
        expect(await store.nextDue({ without: ['slow', 'quick'] })).toBeUndefined();
      });

      it('keeps an operation in its lane, however often it is carried', async () => {
        await begin('op-1', 'slow', now);
        const first = (await store.claim('w1', now, 100))!;
        await store.renew(first, now + 200);
        expect(await store.nextDue({ without: ['slow'] })).toBeUndefined();
        await store.release(first, now + 300);
        await store.append('op-1', 0, { at: now, kind: 'began', step: 'a' }, { state: 'going', wake: now + 250 });

        expect(await store.nextDue({ without: ['slow'] })).toBeUndefined();
        expect(await store.nextDue()).toBe(now + 250);
        expect(await store.claim('w2', now + 400, 100)).toMatchObject({ id: 'op-1', lane: 'slow' });
      });
    });

    describe('what operations are about', () => {
      const begin = (id: string, ...about: readonly string[]) =>
        store.begin(fresh(id, { about }), `event ${id}`, now).then(() => id);
      const end = (id: string, state: OperationState = 'done', length = 0) =>
        store.append(id, length, ended, { state });
      const held = (thing: string, by: string) => expect.objectContaining({ held: { thing, by } });

      it('keeps it with the operation', async () => {
        await begin('op-1', 'machine «1»', 'name "q"');

        expect((await store.read('op-1'))?.head.about).toEqual(['machine «1»', 'name "q"']);
        expect((await store.heads({ limit: 1 }))[0]?.about).toEqual(['machine «1»', 'name "q"']);
      });

      it('refuses a second operation on one of the same things, whoever begins it', async () => {
        await begin('op-1', 'disk 1', 'machine 1');

        const second = (await on.open()).begin(fresh('op-2', { about: ['machine 2', 'machine 1'] }), 'event 2', now);

        await expect(second).rejects.toBeInstanceOf(Busy);
        await expect(second).rejects.toEqual(held('machine 1', 'op-1'));
        expect(await store.heads({ limit: 5 })).toHaveLength(1);
        expect(await store.unsent(5)).toHaveLength(1);
        await begin('op-3', 'machine 2');
      });

      it('begins one of many that come in the same moment', async () => {
        const doors = [store, await on.open(), await on.open()];

        const begun = await Promise.allSettled(
          doors.map((door, i) => door.begin(fresh(`op-${i}`, { about: ['machine 1'] }), `event ${i}`, now)),
        );

        expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await store.heads({ limit: 5 })).toHaveLength(1);
      });

      it('answers the same event with the operation it began, and lets a refused one begin later', async () => {
        await begin('op-1', 'machine 1');
        const late = () => store.begin(fresh('op-2', { about: ['machine 1'] }), 'event 2', now);
        expect(await store.begin(fresh('op-9', { about: ['machine 1'] }), 'event op-1', now)).toEqual({
          id: 'op-1',
          fresh: false,
        });
        await expect(late()).rejects.toBeInstanceOf(Busy);

        await end('op-1');

        expect(await late()).toEqual({ id: 'op-2', fresh: true });
      });

      it.each<[OperationState, boolean]>([
        ['going', true],
        ['waiting', true],
        ['done', false],
        ['undone', false],
        ['stuck', false],
      ])('holds it while the operation is %s: %s', async (state, holds) => {
        await begin('op-1', 'machine 1');
        await store.append('op-1', 0, { at: now, kind: 'began', step: 'a' }, { state });

        const found = await store.holder(['machine 2', 'machine 1']);

        expect(found).toEqual(holds ? { thing: 'machine 1', by: 'op-1' } : undefined);
        expect(await store.holder([])).toBeUndefined();
      });

      it('takes it again for one that goes on after it has ended, or refuses that', async () => {
        await begin('op-1', 'machine 1');
        await end('op-1', 'stuck');
        await begin('op-2', 'machine 1');

        const early = store.append('op-1', 1, again, { state: 'going', wake: now });
        await expect(early).rejects.toEqual(held('machine 1', 'op-2'));
        expect(await store.read('op-1')).toMatchObject({ head: { state: 'stuck' }, entries: [ended] });
        await end('op-2');
        await store.append('op-1', 1, again, { state: 'going', wake: now });

        await expect(begin('op-3', 'machine 1')).rejects.toEqual(held('machine 1', 'op-1'));
      });

      it('still holds it when it is opened again, and nothing more of what was forgotten', async () => {
        await begin('op-old', 'machine 1');
        await end('op-old');
        await begin('op-1', 'machine 1');
        await store.close();

        store = await on.open();
        await store.prune(now + 1);

        await expect(begin('op-2', 'machine 1')).rejects.toEqual(held('machine 1', 'op-1'));
        expect(await store.read('op-old')).toBeUndefined();
      });
    });
  });
}
