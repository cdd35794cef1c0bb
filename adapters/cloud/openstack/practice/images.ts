import { type Answer, empty, ok, refuse } from './answer.ts';
import { dropBytes } from './bytes.ts';
import { schemaError, visibilities, withFields } from './image-fields.ts';
import { shown } from './image-view.ts';
import { flag, text } from './json.ts';
import type { Image } from './model.ts';
import { page, sorted } from './pages.ts';
import { type Call, routes } from './routes.ts';
import { born, type World } from './world.ts';

export const imageRoutes = routes('image', {
  'GET /v2/images': listImages,
  'POST /v2/images': create,
  'GET /v2/images/:id': ({ world, params }) => ok(shown(imageOf(world, params.id))),
  'DELETE /v2/images/:id': remove,
  'PUT /v2/images/:id/tags/:tag': (call) => tag(call, true),
  'DELETE /v2/images/:id/tags/:tag': (call) => tag(call, false),
  'GET /v2/images/:id/members': ({ world, params }) => {
    imageOf(world, params.id);
    return ok({ members: [], schema: '/v2/schemas/members' });
  },
  'GET /v2/metadefs/namespaces': () =>
    ok({ namespaces: [], schema: '/v2/schemas/metadefs/namespaces', first: '/v2/metadefs/namespaces' }),
  'GET /v2/info/usage': () => ok({ usage: {} }),
  'GET /v2/tasks': () => {
    throw refuse(403, 'You are not authorized to complete tasks_api_access action.');
  },
});

export function imageOf(world: World, id: string | undefined): Image {
  const image = world.images.get(id ?? '');
  if (!image) throw refuse(404, `No image found with ID ${id}`);
  return image;
}

/** A marker nobody knows is a fault of the question, not of the image. */
const noImage = (id: string) => refuse(400, `No image found with ID ${id}`);

const uuid = /^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$/;
const readOnly = [
  'status',
  'checksum',
  'os_hash_algo',
  'os_hash_value',
  'size',
  'virtual_size',
  'created_at',
  'updated_at',
  'self',
  'file',
  'schema',
  'stores',
  'direct_url',
];

function create({ world, body }: Call): Answer {
  for (const name of Object.keys(body))
    if (readOnly.includes(name)) throw refuse(403, `Attribute '${name}' is read-only.`);
  const id = text(body.id);
  if (id && !uuid.test(id)) throw schemaError(`'${id}' does not match '${uuid.source}'`, `['id']`);
  if (id && world.images.get(id)) throw refuse(409, `Image ID ${id} already exists!`);
  const begun = born(world, text(body.name) ?? '');
  const image = withFields(
    {
      ...begun,
      id: id ?? begun.id,
      status: 'queued',
      visibility: 'shared',
      protected: false,
      hidden: false,
      diskFormat: null,
      containerFormat: null,
      minDisk: 0,
      minRam: 0,
      size: null,
      virtualSize: null,
      checksum: null,
      hash: null,
      owner: world.me.project,
      tags: [],
      properties: {},
    },
    body,
  );
  world.images.put(image);
  return {
    status: 201,
    body: shown(image),
    headers: {
      location: `${world.base}/image/v2/images/${image.id}`,
      'openstack-image-import-methods': 'glance-direct,web-download,copy-image',
    },
  };
}

function remove({ world, params }: Call): Answer {
  const image = world.images.get(params.id ?? '');
  if (!image) throw refuse(404, `Failed to find image ${params.id} to delete`);
  if (image.owner !== world.me.project) throw refuse(403, 'You are not authorized to complete delete_image action.');
  if (image.protected) throw refuse(403, `Image ${image.id} is protected and cannot be deleted.`);
  world.images.remove(image.id);
  for (const task of world.tasks.where((one) => one.image === image.id)) world.tasks.remove(task.id);
  dropBytes(world);
  return empty(204);
}

function tag({ world, params }: Call, there: boolean): Answer {
  const image = imageOf(world, params.id);
  const word = params.tag ?? '';
  if (!there && !image.tags.includes(word)) throw refuse(404, 'The resource could not be found.');
  const others = image.tags.filter((one) => one !== word);
  world.images.set(image.id, { tags: there ? [...others, word] : others, updatedAt: world.now() });
  return empty(204);
}

function listImages(call: Call): Answer {
  const { world, query } = call;
  const visibility = query.get('visibility');
  if (visibility !== null && ![...visibilities, 'all'].includes(visibility))
    throw refuse(400, `Invalid visibility value: ${visibility}`);
  const matching = world.images.where((image) => matches(image, query));
  const rows = sorted(query, matching, (image, key) => {
    const value = shown(image)[key];
    return typeof value === 'object' ? null : value;
  });
  const { rows: taken, next } = page(call, rows, noImage);
  const first = new URLSearchParams(query);
  first.delete('marker');
  return ok({
    images: taken.map(shown),
    first: `/v2/images${first.size > 0 ? `?${first}` : ''}`,
    schema: '/v2/schemas/images',
    ...(next ? { next: `/v2/images?${next}` } : {}),
  });
}

const paging = new Set([
  'limit',
  'marker',
  'sort',
  'sort_key',
  'sort_dir',
  'visibility',
  'member_status',
  'os_hidden',
  'tag',
  'size_min',
  'size_max',
  'created_at',
  'updated_at',
]);

function matches(image: Image, query: URLSearchParams): boolean {
  const fields = shown(image);
  if (flag(query.get('os_hidden')) !== image.hidden) return false;
  const visibility = query.get('visibility');
  if (visibility !== null && visibility !== 'all' && visibility !== image.visibility) return false;
  if (!query.getAll('tag').every((word) => image.tags.includes(word))) return false;
  if ((image.size ?? 0) < Number(query.get('size_min') ?? 0)) return false;
  return [...query].every(([name, wanted]) => {
    if (paging.has(name)) return true;
    const value = name === 'protected' ? String(image.protected) : String(fields[name] ?? '');
    if (wanted.startsWith('in:')) return wanted.slice(3).split(',').map(unquote).includes(value);
    // The database Glance usually stands on compares without case.
    return value.toLowerCase() === wanted.toLowerCase();
  });
}

const unquote = (word: string): string => word.replace(/^"(.*)"$/, '$1');
