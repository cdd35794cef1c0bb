import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Store } from '../../src/kit.ts';
import { crashSuite } from './crash-suite.ts';

crashSuite('sqlite', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-crash-'));
  const opened: Store[] = [];
  return {
    async open() {
      const store = sqliteStore(join(dir, 'hoist.sqlite'));
      opened.push(store);
      return store;
    },
    async end() {
      for (const store of opened) await store.close();
      rmSync(dir, { recursive: true });
    },
  };
});
