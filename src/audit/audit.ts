import { z } from 'zod';
import type { Store } from '../store.ts';
import { type Fact, type Flaw, flawOf, type Row, readRow, seal } from './chain.ts';

/** Who did what, in an order nobody can change unnoticed. Rows are facts of the store, so they go where it goes. */
export interface Audit {
  /** Writes it down before it answers. */
  write(said: Fact): Promise<Row>;
  /** The newest rows, newest first. */
  newest(most: number): Promise<readonly Row[]>;
  /** All rows from the first on, as they are kept. */
  rows(): AsyncIterable<unknown>;
  verify(): Promise<Verdict>;
  /** Forgets rows that are older, from the first on; the chain then begins behind them. */
  prune(before: number): Promise<void>;
}

export type Verdict =
  | { readonly whole: true; readonly rows: number; readonly first: number; readonly head: string | undefined }
  | { readonly whole: false; readonly seq: number; readonly flaw: Flaw };

type Kept = Pick<Store, 'add' | 'jot' | 'put' | 'get' | 'all' | 'forget'>;

/** The end as it was last seen. */
const endKey = 'audit-end';
const end = z.object({ seq: z.number(), hash: z.string() });
type End = z.infer<typeof end>;
/** The last row that was forgotten, and up to which that has been done. */
const beginKey = 'audit-begin';
const begin = end.extend({ swept: z.number() });

/** Whoever wrote nothing for so long asks the store anew where the end is. */
const longAgo = 3_600_000;

const digits = 12;
/** Rows that share all but their last digits are read at once. */
const pageDigits = 3;
const keyOf = (seq: number): string => `audit/${String(seq).padStart(digits, '0')}`;

export function openAudit(store: Kept): Audit {
  let last: Row | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  /** Each process adds behind the last row that it knows; where another was faster, behind that one. */
  async function writeNow(said: Fact): Promise<Row> {
    if (!last || said.at - last.at > longAgo) last = await newestRow(store);
    for (;;) {
      const row = seal(said, last);
      if (await store.add(keyOf(row.seq), row)) {
        last = row;
        await store.jot(endKey, { seq: row.seq, hash: row.hash } satisfies End);
        return row;
      }
      last = readRow(await store.get(keyOf(row.seq)));
    }
  }

  return {
    write(said) {
      const written = writing.then(() => writeNow(said));
      writing = written.catch(() => undefined);
      return written;
    },
    async newest(most) {
      const newest = (await newestRow(store))?.seq ?? 0;
      const there = newest - ((await beginOf(store))?.seq ?? 0);
      const seqs = Array.from({ length: Math.min(most, there) }, (_, nth) => newest - nth);
      return Promise.all(seqs.map(async (seq) => readRow(await store.get(keyOf(seq)))));
    },
    rows: () => everyRow(store),
    verify: () => verified(store),
    async prune(before) {
      const known = await beginOf(store);
      const newest = (await endOf(store))?.seq;
      let gone: End | undefined = known;
      for await (const value of everyRow(store)) {
        const row = readRow(value);
        // The last row stays: whoever writes next needs it.
        if (row.at >= before || row.seq === newest) break;
        gone = { seq: row.seq, hash: row.hash };
      }
      if (!gone) return;
      // First where the chain begins from now on: a process that dies behind this leaves rows that nobody reads any more.
      await store.put(beginKey, { ...gone, swept: known?.swept ?? 0 });
      for (let seq = (known?.swept ?? 0) + 1; seq <= gone.seq; seq++) await store.forget(keyOf(seq));
      await store.put(beginKey, { ...gone, swept: gone.seq });
    },
  };
}

async function verified(store: Kept): Promise<Verdict> {
  const [seen, forgotten] = [await endOf(store), await beginOf(store)];
  let before: End | undefined = forgotten;
  for await (const value of everyRow(store)) {
    const flaw = flawOf(value, before);
    if (flaw) return { whole: false, seq: (before?.seq ?? 0) + 1, flaw };
    before = readRow(value);
    if (before.seq === seen?.seq && before.hash !== seen.hash)
      return { whole: false, seq: before.seq, flaw: 'changed' };
  }
  const [last, first] = [before?.seq ?? 0, (forgotten?.seq ?? 0) + 1];
  // Rows cut off at the end break no chain; that there were more is written elsewhere.
  if (last < (seen?.seq ?? 0)) return { whole: false, seq: last + 1, flaw: 'missing' };
  if (last >= first && !seen) return { whole: false, seq: last, flaw: 'missing' };
  return { whole: true, rows: last - first + 1, first, head: before?.hash };
}

/** Where the end was last seen; from there on row by row, since whoever wrote last may not have come to say so. */
async function newestRow(store: Kept): Promise<Row | undefined> {
  let newest: End | undefined = (await endOf(store)) ?? (await beginOf(store));
  for (;;) {
    const next = await store.get(keyOf((newest?.seq ?? 0) + 1));
    if (next === undefined) return newest && readRow(await store.get(keyOf(newest.seq)));
    newest = readRow(next);
  }
}

async function endOf(store: Kept): Promise<End | undefined> {
  return end.optional().parse(await store.get(endKey));
}

async function beginOf(store: Kept): Promise<z.infer<typeof begin> | undefined> {
  return begin.optional().parse(await store.get(beginKey));
}

/** Page by page, at least as far as the end was seen: what is missing is a hole, and no end. */
async function* everyRow(store: Kept): AsyncIterable<unknown> {
  const perPage = 10 ** pageDigits;
  const seen = (await endOf(store))?.seq ?? 0;
  const forgotten = (await beginOf(store))?.seq ?? 0;
  for (let page = Math.floor((forgotten + 1) / perPage); ; page++) {
    const prefix = keyOf(page * perPage).slice(0, -pageDigits);
    const found = await rowsOf(store, prefix, page * perPage, perPage);
    if (found.length === 0 && page * perPage > seen) return;
    // Those before the beginning are only not swept yet.
    yield* found.filter((row) => !isBefore(row, forgotten));
  }
}

/** What cannot even be read is a row of its own: it has to be found, not to hide the others. */
async function rowsOf(store: Kept, prefix: string, first: number, count: number): Promise<readonly unknown[]> {
  try {
    return (await store.all(prefix)).map(([, row]) => row);
  } catch {
    const seqs = Array.from({ length: count }, (_, nth) => first + nth);
    const found = await Promise.all(seqs.map((seq) => store.get(keyOf(seq)).catch((): unknown => 'cannot be read')));
    return found.filter((row) => row !== undefined);
  }
}

const isBefore = (row: unknown, forgotten: number): boolean =>
  typeof row === 'object' && row !== null && 'seq' in row && typeof row.seq === 'number' && row.seq <= forgotten;
