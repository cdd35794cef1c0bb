import { type Answer, empty, ok, refuse } from './answer.ts';
import { type Fields, fields, type Json, text, texts } from './json.ts';
import type { NetworkThing } from './model.ts';
import { type Call, type Route, routes } from './routes.ts';
import type { Table } from './table.ts';
import { seconds } from './times.ts';
import { born, type World } from './world.ts';

/** What Neutron does in the same way for every kind of thing: list with any field as filter, show, tags. */
export interface Kind<T extends NetworkThing> {
  readonly one: string;
  readonly many: string;
  /** `/v2.0/security-groups` when the path is spelt otherwise than the collection. */
  readonly path?: string;
  table(world: World): Table<T>;
  shown(world: World, row: T): { [name: string]: Json };
  missing(id: string | undefined): Error;
  create(call: Call, wish: Fields): T;
  update(call: Call, row: T, wish: Fields): Partial<T>;
  remove(call: Call, row: T): void;
  /** Fields only the answer to a create has. */
  readonly news?: Fields;
  /** Fields that may be filtered by though they are not shown. */
  readonly filters?: readonly string[];
}

export function resource<T extends NetworkThing>(kind: Kind<T>): Route[] {
  const path = `/v2.0/${kind.path ?? kind.many}`;
  const rowOf = ({ world, params }: Call): T => {
    const row = kind.table(world).get(params.id ?? '');
    if (!row) throw kind.missing(params.id);
    return row;
  };
  const change = (call: Call, row: T, set: Partial<T>): T => {
    const revised = { ...row, ...set, revision: row.revision + 1, updatedAt: call.world.now() };
    return kind.table(call.world).put(revised);
  };
  const retag = (call: Call, tags: readonly string[]): T => {
    const row = rowOf(call);
    // Only tags are set here; the other fields of T stay as they are.
    return change(call, row, { tags: [...tags].sort() } as unknown as Partial<T>);
  };
  return routes('network', {
    [`GET ${path}`]: (call) => list(call, kind),
    [`POST ${path}`]: (call) =>
      ok({ [kind.one]: { ...kind.shown(call.world, kind.create(call, wished(call, kind))), ...kind.news } }, 201),
    [`GET ${path}/:id`]: (call) => {
      const shown = kind.shown(call.world, rowOf(call));
      return ok({ [kind.one]: only(shown, call.query.getAll('fields')) });
    },
    [`PUT ${path}/:id`]: (call) => {
      const row = rowOf(call);
      const set = kind.update(call, row, wished(call, kind));
      // `update` may have changed the row's neighbours, never the row: it is changed here, once.
      return ok({ [kind.one]: kind.shown(call.world, change(call, row, set)) });
    },
    [`DELETE ${path}/:id`]: (call) => {
      kind.remove(call, rowOf(call));
      return empty(204);
    },
    [`GET ${path}/:id/tags`]: (call) => ok({ tags: rowOf(call).tags }),
    [`PUT ${path}/:id/tags`]: (call) => ok({ tags: retag(call, texts(call.body.tags)).tags }),
    [`DELETE ${path}/:id/tags`]: (call) => {
      retag(call, []);
      return empty(204);
    },
    [`PUT ${path}/:id/tags/:tag`]: (call) => {
      retag(call, [...new Set([...rowOf(call).tags, call.params.tag ?? ''])]);
      return { status: 201, body: null };
    },
    [`DELETE ${path}/:id/tags/:tag`]: (call) => {
      const word = call.params.tag ?? '';
      const { tags } = rowOf(call);
      if (!tags.includes(word)) throw refuse(404, `Tag ${word} could not be found.`, 'TagNotFound');
      retag(
        call,
        tags.filter((one) => one !== word),
      );
      return empty(204);
    },
  });
}

/** Fields every network thing begins with. */
export const bornInNetwork = (world: World, wish: Fields): NetworkThing => ({
  ...born(world, text(wish.name) ?? ''),
  description: text(wish.description) ?? '',
  tags: [],
  revision: 1,
});

/** Fields every network thing ends with on the wire. */
export const common = (world: World, row: NetworkThing, foreign = false): { [name: string]: Json } => {
  const owner = foreign ? 'f'.repeat(32) : world.me.project;
  return {
    description: row.description,
    tags: row.tags,
    created_at: seconds(row.createdAt),
    updated_at: seconds(row.updatedAt),
    revision_number: row.revision,
    tenant_id: owner,
    project_id: owner,
  };
};

/** Name and description of an update, where they are given. */
export const renamed = (wish: Fields): { name?: string; description?: string } => ({
  ...(text(wish.name) === undefined ? {} : { name: text(wish.name) ?? '' }),
  ...(text(wish.description) === undefined ? {} : { description: text(wish.description) ?? '' }),
});

const wished = <T extends NetworkThing>(call: Call, kind: Kind<T>): Fields => {
  const wish = call.body[kind.one];
  if (wish === undefined) throw refuse(400, `Unable to find '${kind.one}' in request body`);
  return fields(wish);
};

const paging = new Set(['limit', 'marker', 'page_reverse', 'sort_key', 'sort_dir', 'fields']);
const tagging = new Set(['tags', 'tags-any', 'not-tags', 'not-tags-any']);

function list<T extends NetworkThing>(call: Call, kind: Kind<T>): Answer {
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

function only(shown: { [name: string]: Json }, names: readonly string[]): { [name: string]: Json } {
  if (names.length === 0) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([name]) => names.includes(name)));
}

/** Refuses a field Neutron does not know of this kind. */
export function checkFields(wish: Fields, known: readonly string[]): void {
  const odd = Object.keys(wish).filter((name) => ![...known, ...everywhere].includes(name));
  if (odd.length > 0) throw refuse(400, `Unrecognized attribute(s) '${odd.join("', '")}'`);
}
const everywhere = ['name', 'description', 'tenant_id', 'project_id', 'admin_state_up', 'tags'];
