import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, Full, type Limit, type OperationState, type Store } from '../../src/kit.ts';
import { fresh, now } from './fresh.ts';
import type { StorePlace } from './store.ts';

const ended: Entry = { at: now, kind: 'ended', outcome: 'done' };
const limit = (most: number, more: Partial<Limit> = {}): Limit => ({
  of: 'machines of «ann»',
  most,
  counted: 0,
  seen: [],
  since: 0,
  ...more,
});

/** The fifth part of what every store must do: no more is begun than there may be. */
export function storeTakesContract(name: string, place: () => Promise<StorePlace>): void {
  describe(`store ${name}: what operations take`, () => {
    let on: StorePlace;
    let store: Store;
    beforeEach(async () => {
      on = await place();
      store = await on.open();
    });
    afterEach(() => on.end());

    const takes = (amount = 1, more: { readonly as?: string } = {}) => [{ of: 'machines of «ann»', amount, ...more }];
    const begin = (id: string, limits: readonly Limit[], what = takes(), by = store) =>
      by.begin(fresh(id, { takes: what }), `event ${id}`, now, limits);
    const end = (id: string, state: OperationState = 'done', length = 0) => store.append(id, length, ended, { state });
    const full = (taken: number, ...by: readonly string[]) =>
      expect.objectContaining({ exceeded: [{ of: 'machines of «ann»', taken, by }] });

    it('keeps with the operation what it takes', async () => {
      await begin('op-1', [], takes(0.25, { as: 'machine 1' }));

      expect((await store.read('op-1'))?.head.takes).toEqual(takes(0.25, { as: 'machine 1' }));
      expect((await store.heads({ limit: 1 }))[0]?.takes).toEqual(takes(0.25, { as: 'machine 1' }));
    });

    it('refuses what would be more than there may be, and says who has it', async () => {
      await begin('op-1', [limit(2)]);
      await begin('op-2', [limit(2)]);

      const third = begin('op-3', [limit(2)], takes(), await on.open());

      await expect(third).rejects.toBeInstanceOf(Full);
      await expect(third).rejects.toEqual(full(2, 'op-1', 'op-2'));
      expect(await store.heads({ limit: 5 })).toHaveLength(2);
      expect(await store.unsent(5)).toHaveLength(2);
      expect(await begin('op-3', [limit(3)])).toEqual({ id: 'op-3', fresh: true });
    });

    it('answers the same event with the operation it began, however full it is', async () => {
      await begin('op-1', [limit(1)]);

      expect(await begin('op-1', [limit(1)])).toMatchObject({ id: 'op-1' });
    });

    it('adds what was counted outside, and counts nothing twice that was seen there', async () => {
      await begin('op-1', []);
      await begin('op-2', [], takes(1, { as: 'machine 2' }));
      await begin('op-3', []);

      const seen = ['op-1', 'machine 2'];
      await expect(begin('op-4', [limit(3, { counted: 2, seen })])).rejects.toEqual(full(1, 'op-3'));
      await begin('op-4', [limit(4, { counted: 2, seen })]);
    });

    it('says of every limit that it would exceed', async () => {
      const both = [
        { of: 'machines', amount: 1 },
        { of: 'gpus', amount: 8 },
      ];
      await begin('op-1', [], both);

      const limits = ['machines', 'gpus', 'money'].map((of) => limit(7, { of }));
      await expect(begin('op-2', limits, both)).rejects.toMatchObject({
        exceeded: [{ of: 'gpus', taken: 8, by: ['op-1'] }],
      });
      await expect(begin('op-2', [limit(1, { of: 'machines' }), ...limits.slice(1)], both)).rejects.toMatchObject({
        exceeded: [{ of: 'machines' }, { of: 'gpus' }],
      });
    });

    it('knows halves', async () => {
      await begin('op-1', [limit(1)], takes(0.5));
      await begin('op-2', [limit(1)], takes(0.5));

      await expect(begin('op-3', [limit(1)], takes(0.01))).rejects.toEqual(full(1, 'op-1', 'op-2'));
    });

    it.each<OperationState>(['done', 'undone', 'stuck'])(
      'counts what is %s for who began to count before',
      async (state) => {
        await begin('op-1', []);
        const before = await store.endings();
        await end('op-1', state);
        const after = await store.endings();

        expect(after).toBeGreaterThan(before);
        await expect(begin('op-2', [limit(1, { since: before })])).rejects.toEqual(full(1, 'op-1'));
        await begin('op-2', [limit(1, { since: after })]);
      },
    );

    it('takes again what goes on after it has ended', async () => {
      await begin('op-1', []);
      await end('op-1', 'stuck');
      await end('op-1', 'going', 1);

      await expect(begin('op-2', [limit(1, { since: await store.endings() })])).rejects.toEqual(full(1, 'op-1'));
      await end('op-1', 'undone', 2);
      await begin('op-2', [limit(1, { since: await store.endings() })]);
    });

    it('numbers no ending of what took nothing', async () => {
      await store.begin(fresh('op-1'), 'event op-1', now);
      await end('op-1');

      expect(await store.endings()).toBe(0);
    });

    it('goes on numbering when what ended is forgotten', async () => {
      await begin('op-1', []);
      await end('op-1');
      const before = await store.endings();
      await store.prune(now + 1);

      expect(await store.endings()).toBe(before);
      await begin('op-1b', [limit(1)]);
    });

    it('lets exactly 7 of 1,000 through that come in one moment by several doors', async () => {
      const doors = [store, await on.open(), await on.open(), await on.open()];

      const begun = await Promise.allSettled(
        Array.from({ length: 1_000 }, (_, i) => begin(`op-${i}`, [limit(7)], takes(), doors[i % 4])),
      );

      expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
      const refused = begun.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused.every((error) => error instanceof Full && error.exceeded[0]?.taken === 7)).toBe(true);
      expect(await store.heads({ limit: 20 })).toHaveLength(7);
    });
  });
}
