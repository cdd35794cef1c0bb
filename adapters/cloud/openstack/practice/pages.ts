import { type Refusal, refuse } from './answer.ts';
import type { Json } from './json.ts';
import type { Call } from './routes.ts';

const most = 1000;

export interface Page<T> {
  readonly rows: readonly T[];
  /** The query of the next page, when this one is full. */
  readonly next: URLSearchParams | undefined;
}

/** A slice after `marker`, `limit` long, as Nova, Cinder and Glance cut it. */
export function page<T extends { readonly id: string }>(
  call: Call,
  rows: readonly T[],
  missing: (id: string) => Refusal,
): Page<T> {
  const marker = call.query.get('marker');
  const asked = call.query.get('limit');
  if (asked !== null && !/^\d+$/.test(asked)) throw badLimit(call, asked);
  const limit = Math.min(asked === null ? most : Number(asked), most);
  let start = 0;
  if (marker !== null) {
    start = rows.findIndex(({ id }) => id === marker) + 1;
    if (start === 0) throw missing(marker);
  }
  const taken = rows.slice(start, start + limit);
  const last = taken.at(-1);
  // A full page always has a next one, even when that one turns out to be empty.
  if (!last || asked === null || taken.length < limit) return { rows: taken, next: undefined };
  const next = new URLSearchParams(call.query);
  next.delete('marker');
  next.append('marker', last.id);
  return { rows: taken, next };
}

const badLimit = ({ service }: Call, asked: string): Refusal =>
  service === 'compute'
    ? refuse(400, `Invalid input for query parameters limit. Value: ${asked}. '${asked}' does not match '^[0-9]*$'`)
    : refuse(400, 'limit param must be an integer');

/** `[{rel: 'next', href}]` in the field Nova and Cinder name after the collection. */
export const links = (name: string, href: string, next: URLSearchParams | undefined): { [name: string]: Json } =>
  next ? { [`${name}_links`]: [{ rel: 'next', href: `${href}?${next}` }] } : {};

type Sortable = string | number | boolean | null | undefined;

/** Newest first unless asked otherwise; understands `sort=a:asc,b` and `sort_key`/`sort_dir`. */
export function sorted<T>(query: URLSearchParams, rows: readonly T[], value: (row: T, key: string) => Sortable): T[] {
  const keys = query.has('sort')
    ? (query.get('sort') ?? '').split(',').map((part) => part.split(':'))
    : query.getAll('sort_key').map((key, n) => [key, query.getAll('sort_dir')[n]]);
  const orders = keys.length > 0 ? keys : [['created_at', 'desc']];
  return [...rows].reverse().sort((a, b) => {
    for (const [key = 'created_at', way = 'desc'] of orders) {
      const order = compare(value(a, key), value(b, key));
      if (order !== 0) return way.startsWith('asc') ? order : -order;
    }
    return 0;
  });
}

function compare(a: Sortable, b: Sortable): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return -1;
  if (b === undefined || b === null) return 1;
  return a < b ? -1 : 1;
}
