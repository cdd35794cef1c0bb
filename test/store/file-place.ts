import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../src/kit.ts';
import type { StorePlace } from '../contract/store.ts';

/** A file in a folder of its own, which goes with it. */
export function placeOfFile(around: (store: Store) => Store = (store) => store): StorePlace {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-store-'));
  const { open, end } = placeAt(join(folder, 'deep', 'hoist.sqlite'));
  return {
    open: async () => around(await open()),
    async end() {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The file stays, for others to look into. */
export function placeAt(file: string): StorePlace {
  const opened: Store[] = [];
  return {
    async open() {
      const store = sqliteStore(file);
      opened.push(store);
      return store;
    },
    async end() {
      for (const store of opened) await store.close();
    },
  };
}
