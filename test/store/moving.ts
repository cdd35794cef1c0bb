import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { redisEnd } from '../../adapters/store/redis/copy.ts';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { sqliteEnd } from '../../adapters/store/sqlite/copy.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import type { Store, StoreEnd } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { type Moved, moveBetween } from '../../src/move-store-between.ts';

type Kind = StoreEnd['kind'];

/** A file and a Redis, and moves between them. */
export interface Places {
  readonly file: string;
  /** What the keys in Redis begin with. */
  readonly prefix: string;
  store(kind: Kind): Promise<Store>;
  end(kind: Kind): Promise<StoreEnd>;
  /** Each end as the test wants it, if it wants it another way. */
  move(to: Kind, change?: (end: StoreEnd) => StoreEnd, now?: () => number): Promise<Moved>;
  close(): Promise<void>;
}

let count = 0;

export function places(url: string): Places {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-move-'));
  const file = join(dir, 'hoist.sqlite');
  const address = { url, prefix: `move-${process.pid}-${count++}` };
  const end = async (kind: Kind) => (kind === 'redis' ? redisEnd(address, silent) : sqliteEnd(file));
  return {
    file,
    prefix: address.prefix,
    end,
    store: async (kind) => (kind === 'redis' ? redisStore(address, silent) : sqliteStore(file)),
    async move(to, change = (each) => each, now = Date.now) {
      const [redis, sqlite] = [await end('redis'), await end('sqlite')];
      const [source, target] = to === 'redis' ? [sqlite, redis] : [redis, sqlite];
      try {
        return await moveBetween(change(source), change(target), { move: `move ${count++}`, now });
      } finally {
        await redis.close();
        await sqlite.close();
      }
    },
    async close() {
      rmSync(dir, { recursive: true });
    },
  };
}

const tables = {
  operation: 'id',
  entry: 'operation, number',
  event: 'event',
  thing: 'thing, operation',
  message: 'number',
  took: 'likeness, step, number',
  memory: 'key',
};

/** Every column of every table; without claims, which no move takes along, and what is true of this file alone. */
export function contents(file: string): unknown {
  const db = new DatabaseSync(file);
  try {
    return Object.fromEntries(
      Object.entries(tables).map(([table, order]) => {
        const rows = db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all();
        return [table, rows.filter(moves).map((row) => plain(table, row))];
      }),
    );
  } finally {
    db.close();
  }
}

const moves = ({ key }: Record<string, unknown>): boolean => !/^(?:store|office)\//.test(String(key));

function plain(table: string, { worker: _, lease: __, ...row }: Record<string, unknown>): unknown {
  if (table === 'operation') return { ...row, wake: row.due };
  // These count up from wherever the table is.
  const { number: ___, ...rest } = row;
  return table === 'took' ? rest : row;
}
