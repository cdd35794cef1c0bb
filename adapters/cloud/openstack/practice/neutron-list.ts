import { type Answer, ok, refuse } from './answer.ts';
import { fields, type Json } from './json.ts';
import type { NetworkThing } from './network-model.ts';
import type { Call } from './routes.ts';
import type { Table } from './table.ts';
import type { World } from './world.ts';

/** What a list needs to know of a kind of thing. */
export interface Listed<T extends NetworkThing> {
  /** What the collection is called. */
  readonly many: string;
  table(world: World): Table<T>;
  shown(world: World, row: T): { [name: string]: Json };
  missing(id: string | undefined): Error;
  /** Fields that may be filtered by though they are not shown. */
  readonly filters?: readonly string[];
}

const paging = new Set(['limit', 'marker', 'page_reverse', 'sort_key', 'sort_dir', 'fields']);
const tagging = new Set(['tags', 'tags-any', 'not-tags', 'not-tags-any']);

/** Those that fit the query, in pages, with the fields asked for. */
export function list<T extends NetworkThing>(call: Call, kind: Listed<T>): Answer {
  const { world, query } = call;
  const rows = kind.table(world).all();
  const shown = rows.map((row) => ({ row, fields: kind.shown(world, row) }));
  const known = new Set([...Object.keys(shown[0]?.fields ?? {}), ...(kind.filters ?? []), ...always]);
  for (const name of query.keys())
    if (!paging.has(name) && !tagging.has(name) && shown.length > 0 && !known.has(name))
      throw refuse(400, `['${name}'] is invalid attribute for filtering`);
  if (query.getAll('sort_key').length !== query.getAll('sort_dir').length)
    throw refuse(400, 'The number of sort_keys and sort_dirs must be same');
  const found = order(
    shown.filter(({ row, fields: one }) => matches(one, row.tags, query)),
    query,
  );
  const marker = query.get('marker');
  const start = marker === null ? 0 : found.findIndex(({ row }) => row.id === marker) + 1;
  if (marker !== null && start === 0) throw kind.missing(marker);
  const asked = query.get('limit') ?? '0';
  if (!/^\d+$/.test(asked))
    throw refuse(400, `Bad limit request: Limit must be an integer 0 or greater and not '${asked}'.`, 'BadRequest');
  const limit = Number(asked) || found.length;
  const taken = found.slice(start, start + limit);
  const href = `${world.base}/network${call.path}`;
  return ok({
    [kind.many]: taken.map(({ fields: one }) => only(one, query.getAll('fields'))),
    ...(query.has('limit') && taken.length === limit && taken.length > 0
      ? { [`${kind.many}_links`]: [{ rel: 'next', href: `${href}?${nextPage(query, taken.at(-1)?.row.id ?? '')}` }] }
      : {}),
  });
}

const always = [
  'id',
  'name',
  'project_id',
  'tenant_id',
  'description',
  'status',
  'admin_state_up',
  'shared',
  'revision_number',
];

function order<R extends { fields: { [name: string]: Json } }>(rows: R[], query: URLSearchParams): R[] {
  const [key] = query.getAll('sort_key');
  // Pages need an order that lasts; Neutron takes the id.
  const by = key ?? (query.has('limit') || query.has('marker') ? 'id' : undefined);
  if (by === undefined) return rows;
  const down = query.get('sort_dir') === 'desc' ? -1 : 1;
  return [...rows].sort((a, b) => (String(a.fields[by]) < String(b.fields[by]) ? -down : down));
}

function nextPage(query: URLSearchParams, marker: string): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete('marker');
  next.append('marker', marker);
  return next;
}

function matches(shown: { [name: string]: Json }, tags: readonly string[], query: URLSearchParams): boolean {
  const wanted = (name: string): string[] => (query.get(name) ?? '').split(',').filter(Boolean);
  if (query.has('tags') && !wanted('tags').every((tag) => tags.includes(tag))) return false;
  if (query.has('tags-any') && !wanted('tags-any').some((tag) => tags.includes(tag))) return false;
  if (query.has('not-tags') && wanted('not-tags').every((tag) => tags.includes(tag))) return false;
  if (query.has('not-tags-any') && wanted('not-tags-any').some((tag) => tags.includes(tag))) return false;
  return [...new Set(query.keys())].every((name) => {
    if (paging.has(name) || tagging.has(name)) return true;
    return fits(name, shown[name], query.getAll(name));
  });
}

function fits(name: string, value: Json | undefined, wanted: readonly string[]): boolean {
  if (name === 'fixed_ips')
    return wanted.every((one) => {
      const [key = '', is = ''] = one.split('=');
      return Array.isArray(value) && value.some((ip) => String(fields(ip)[key]) === is);
    });
  if (Array.isArray(value)) return value.some((one) => wanted.includes(String(one)));
  if (typeof value === 'boolean') return wanted.some((one) => ['true', '1'].includes(one.toLowerCase()) === value);
  return wanted.includes(value === null || value === undefined ? '' : String(value));
}

export function only(shown: { [name: string]: Json }, names: readonly string[]): { [name: string]: Json } {
  if (names.length === 0) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([name]) => names.includes(name)));
}
