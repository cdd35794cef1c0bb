import type { Change } from './storage.ts';

export interface Row {
  readonly id: string;
}

/** Objects of one kind in the order they were made. Rows are never changed in place: a change is a new row. */
export interface Table<T extends Row> {
  readonly name: string;
  get(id: string): T | undefined;
  all(): T[];
  where(test: (row: T) => boolean): T[];
  first(test: (row: T) => boolean): T | undefined;
  put(row: T): T;
  /** Changes some fields; undefined when the row is gone. */
  set(id: string, change: Partial<T>): T | undefined;
  remove(id: string): void;
  load(body: string): void;
  readonly size: number;
}

/** Collects what changed until it is written, so that one call is one transaction. */
export class Changes {
  readonly #waiting = new Map<string, { readonly table: string; readonly id: string; readonly row: Row | undefined }>();

  note(table: string, id: string, row: Row | undefined): void {
    this.#waiting.set(`${table}/${id}`, { table, id, row });
  }

  take(): Change[] {
    const changes = [...this.#waiting.values()].map(({ table, id, row }) => ({
      table,
      id,
      body: row && JSON.stringify(row),
    }));
    this.#waiting.clear();
    return changes;
  }
}

export function table<T extends Row>(name: string, changes: Changes): Table<T> {
  const rows = new Map<string, T>();
  const put = (row: T): T => {
    rows.set(row.id, row);
    changes.note(name, row.id, row);
    return row;
  };
  return {
    name,
    get: (id) => rows.get(id),
    all: () => [...rows.values()],
    where: (test) => [...rows.values()].filter(test),
    first: (test) => [...rows.values()].find(test),
    put,
    set(id, change) {
      const row = rows.get(id);
      return row && put({ ...row, ...change });
    },
    remove(id) {
      if (rows.delete(id)) changes.note(name, id, undefined);
    },
    load(body) {
      // Only this table's own rows were written under its name.
      const row = JSON.parse(body) as T;
      rows.set(row.id, row);
    },
    get size() {
      return rows.size;
    },
  };
}
