import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/kit.ts';
import type { StorePlace } from './store.ts';

const now = 1_000_000;

/** What every store must do for those of whom only one may do a thing at a time. */
export function storeOfficesContract(name: string, place: () => Promise<StorePlace>): void {
  describe(`store ${name}: offices`, () => {
    let on: StorePlace;
    let store: Store;
    let other: Store;
    beforeEach(async () => {
      on = await place();
      store = await on.open();
      other = await on.open();
    });
    afterEach(() => on.end());

    it('gives an office to the first of all that try at once', async () => {
      const names = ['a', 'b', 'c', 'd'];

      const held = await Promise.all(names.map((who, i) => (i % 2 ? store : other).hold('web', who, now, now + 10)));

      expect(new Set(held).size).toBe(1);
      expect(names).toContain(held[0]);
    });

    it('keeps it for whoever has it, and longer when they ask', async () => {
      expect(await store.hold('web', 'a', now, now + 10)).toBe('a');
      expect(await other.hold('web', 'b', now + 9, now + 19)).toBe('a');
      expect(await store.hold('web', 'a', now + 9, now + 19)).toBe('a');

      expect(await other.hold('web', 'b', now + 18, now + 28)).toBe('a');
    });

    it('gives it to another when its time is over, and not back', async () => {
      await store.hold('web', 'a', now, now + 10);

      expect(await other.hold('web', 'b', now + 10, now + 20)).toBe('b');
      expect(await store.hold('web', 'a', now + 11, now + 21)).toBe('b');
    });

    it('gives it at once to another when it was left, and only by whoever has it', async () => {
      await store.hold('web', 'a', now, now + 10);

      await other.leave('web', 'b');
      expect(await other.hold('web', 'b', now, now + 10)).toBe('a');
      await store.leave('web', 'a');
      expect(await other.hold('web', 'b', now, now + 10)).toBe('b');
    });

    it('keeps offices apart', async () => {
      await store.hold('web', 'a', now, now + 10);

      expect(await other.hold('slack', 'b', now, now + 10)).toBe('b');
      await other.leave('never held', 'b');
    });

    it('shows who has it as a fact', async () => {
      await store.hold('web', 'host|1 "ü"', now, 1_800_000_000_123);

      expect(await other.get('office/web')).toEqual({ who: 'host|1 "ü"', until: 1_800_000_000_123 });
      expect(await other.all('office/')).toHaveLength(1);
      await store.leave('web', 'host|1 "ü"');
      expect(await other.all('office/')).toEqual([]);
    });
  });
}
