import { empty, ok, refuse } from './answer.ts';
import { type Fields, fields, type Json, text, texts } from './json.ts';
import type { NetworkThing } from './network-model.ts';
import { type Listed, list, only } from './neutron-list.ts';
import { type Call, type Route, routes } from './routes.ts';
import { seconds } from './times.ts';
import { born, type World } from './world.ts';

/** What Neutron does in the same way for every kind of thing: list with any field as filter, show, tags. */
export interface Kind<T extends NetworkThing> extends Listed<T> {
  readonly one: string;
  /** `/v2.0/security-groups` when the path is spelt otherwise than the collection. */
  readonly path?: string;
  create(call: Call, wish: Fields): T;
  update(call: Call, row: T, wish: Fields): Partial<T>;
  remove(call: Call, row: T): void;
  /** Fields only the answer to a create has. */
  readonly news?: Fields;
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

/** Refuses a field Neutron does not know of this kind. */
export function checkFields(wish: Fields, known: readonly string[]): void {
  const odd = Object.keys(wish).filter((name) => ![...known, ...everywhere].includes(name));
  if (odd.length > 0) throw refuse(400, `Unrecognized attribute(s) '${odd.join("', '")}'`);
}
const everywhere = ['name', 'description', 'tenant_id', 'project_id', 'admin_state_up', 'tags'];
