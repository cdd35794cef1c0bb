import { join } from 'node:path';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { killSuite } from './kill-suite.ts';

killSuite('sqlite', { open: async (dir) => sqliteStore(join(dir, 'hoist.sqlite')) });
