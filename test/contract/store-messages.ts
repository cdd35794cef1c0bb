import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry, Store } from '../../src/kit.ts';
import { fresh, here, now } from './fresh.ts';
import type { StorePlace } from './store.ts';

const began = (step: string): Entry => ({ at: now, kind: 'began', step });
const done: Entry = { at: now, kind: 'ended', outcome: 'done' };

/** The second half of what every store must do: messages, what was learnt, what is remembered and forgotten. */
export function storeMessagesContract(name: string, place: () => Promise<StorePlace>): void {
  describe(`store ${name}`, () => {
    let on: StorePlace;
    let store: Store;
    beforeEach(async () => {
      on = await place();
      store = await on.open();
    });
    afterEach(() => on.end());

    describe('messages', () => {
      it('wants a card from the first moment', async () => {
        await store.begin(fresh('op-1', { where: { ...here, thread: 't1' } }), 'event 1', now);

        const [card, ...more] = await store.unsent(10);

        expect(card).toMatchObject({ operation: 'op-1', kind: 'card', where: { ...here, thread: 't1' }, wanted: 0 });
        expect(card?.ref).toBeUndefined();
        expect(more).toEqual([]);
      });

      it('wants only the latest of what was written', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const id = (await store.unsent(10))[0]!.id;
        await store.sent(id, 0, 'ref 1');
        expect(await store.unsent(10)).toEqual([]);

        for (const [length, step] of ['a', 'b', 'c'].entries()) {
          await store.append('op-1', length, began(step), { state: 'going' });
        }

        expect(await store.unsent(10)).toMatchObject([{ id, wanted: 3, sent: 0, ref: 'ref 1' }]);
      });

      it('goes on wanting what was written while it was sent', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const id = (await store.unsent(10))[0]!.id;
        await store.append('op-1', 0, began('a'), { state: 'going' });
        await store.append('op-1', 1, began('b'), { state: 'going' });

        await store.sent(id, 1, 'ref 1');

        expect(await store.unsent(10)).toMatchObject([{ id, wanted: 2, sent: 1 }]);
      });

      it('never takes back what was sent', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const id = (await store.unsent(10))[0]!.id;
        await store.append('op-1', 0, began('a'), { state: 'going' });
        await store.sent(id, 1, 'ref 1');

        await store.sent(id, 0, 'ref 1');

        expect(await store.unsent(10)).toEqual([]);
      });

      it('wants one ping of the length it came with, and knows where its card is', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        const card = (await store.unsent(10))[0]!.id;
        await store.append('op-1', 0, done, { state: 'done', ping: here });
        expect((await store.unsent(10)).map((message) => [message.kind, message.card])).toEqual([
          ['card', undefined],
          ['ping', undefined],
        ]);
        await store.sent(card, 1, 'ref 1');

        const [ping] = await store.unsent(10);
        expect(ping).toMatchObject({ kind: 'ping', wanted: 1, where: here, card: 'ref 1' });
        await store.sent(ping!.id, 1, 'ref 2');
        await store.append('op-1', 1, began('b'), { state: 'going' });

        expect((await store.unsent(10)).map((message) => message.kind)).toEqual(['card']);
      });

      it('tells the messages of some chats only, oldest first', async () => {
        await store.begin(fresh('op-1'), 'event 1', now);
        await store.begin(fresh('op-2', { where: { chat: 'terminal', channel: 'tty' } }), 'event 2', now);
        await store.begin(fresh('op-3'), 'event 3', now);
        const of = async (chats: readonly string[], limit = 10) =>
          (await store.unsent(limit, chats)).map((message) => message.operation);

        expect(await of(['web'])).toEqual(['op-1', 'op-3']);
        expect(await of(['web'], 1)).toEqual(['op-1']);
        expect(await of(['terminal'])).toEqual(['op-2']);
        expect(await of([])).toEqual([]);
      });
    });

    describe('memory', () => {
      it('keeps the last twenty times of each step', async () => {
        for (let ms = 1; ms <= 25; ms++)
          await store.remember('like', { disk: ms, ...(ms === 1 ? { machine: 7 } : {}) });
        await store.remember('other', { disk: 99 });

        const took = await store.took('like');

        expect(took.disk).toEqual(Array.from({ length: 20 }, (_, i) => i + 6));
        expect(took.machine).toEqual([7]);
        expect(await store.took('never')).toEqual({});
      });

      it('hears an event once', async () => {
        expect(await store.heard('ev:1', now)).toBe(true);
        expect(await (await on.open()).heard('ev:1', now)).toBe(false);
        expect(await store.heard('ev:2', now)).toBe(true);
      });

      it('keeps small facts under their names, in the order of the names', async () => {
        await store.put('lang:b', 'ko');
        await store.put('lang:a', { deep: [1, 'ё'] });
        await store.put('lang:b', 'ru');
        await store.jot('lang%', 1);
        await store.put('other', 2);

        expect(await store.get('lang:b')).toBe('ru');
        expect(await store.get('never')).toBeUndefined();
        expect(await store.all('lang:')).toEqual([
          ['lang:a', { deep: [1, 'ё'] }],
          ['lang:b', 'ru'],
        ]);
        expect((await store.all('')).length).toBe(4);
        await store.forget('lang:a');
        await store.forget('never');
        expect(await store.get('lang:a')).toBeUndefined();
      });

      it('adds a fact under a name that is free, for one of all that try', async () => {
        const other = await on.open();

        const added = await Promise.all([
          store.add('in:1', 'first'),
          other.add('in:1', 'second'),
          store.add('in:2', 1),
        ]);

        expect(added.filter((isNew) => isNew)).toHaveLength(2);
        expect(await other.get('in:1')).toBe(added[0] ? 'first' : 'second');
        expect(await store.add('in:1', 'third')).toBe(false);
        await store.forget('in:1');
        expect(await store.add('in:1', 'fourth')).toBe(true);
        expect(await store.get('in:1')).toBe('fourth');
      });

      it('forgets what ended long ago, and nothing that still goes', async () => {
        await store.begin(fresh('op-old'), 'event old', now);
        await store.append('op-old', 0, done, { state: 'done' });
        await store.begin(fresh('op-going'), 'event going', now);
        await store.begin(fresh('op-new', { at: now + 100 }), 'event new', now);
        await store.append('op-new', 0, { ...done, at: now + 100 }, { state: 'done' });
        await store.heard('ev:old', now);
        await store.heard('ev:new', now + 100);

        await store.prune(now + 50);

        expect((await store.heads({ limit: 10 })).map((head) => head.id)).toEqual(['op-new', 'op-going']);
        expect(await store.read('op-old')).toBeUndefined();
        expect((await store.unsent(10)).map((message) => message.operation)).toEqual(['op-going', 'op-new']);
        expect([await store.heard('ev:old', now), await store.heard('ev:new', now)]).toEqual([true, false]);
        expect(await store.begin(fresh('op-2'), 'event going', now)).toEqual({ id: 'op-going', fresh: false });
      });
    });
  });
}
