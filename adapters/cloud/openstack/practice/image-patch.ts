import { type Answer, ok, refuse } from './answer.ts';
import { own, withFields } from './image-fields.ts';
import { shown } from './image-view.ts';
import { imageOf } from './images.ts';
import { type Fields, type Json, text } from './json.ts';
import type { Image } from './model.ts';
import { type Call, routes } from './routes.ts';

export const imagePatchRoutes = routes('image', { 'PATCH /v2/images/:id': patch });

const media = /^application\/openstack-images-v2\.[01]-json-patch$/;

function patch({ world, params, body, request }: Call): Answer {
  const type = request.headers['content-type'] ?? '';
  if (!media.test(type)) throw refuse(415, `The request media type ${type} is not supported by this server.`);
  const image = imageOf(world, params.id);
  if (image.owner !== world.me.project) throw refuse(403, 'You are not authorized to complete modify_image action.');
  // The body of a patch is a list; the reader of bodies gives it under its own name.
  const operations = Array.isArray(body['']) ? (body[''] as readonly Fields[]) : [];
  const changed = operations.reduce(apply, image);
  return ok(shown(world.images.put({ ...changed, updatedAt: world.now() })));
}

const readOnly = new Set([
  'id',
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
]);

function apply(image: Image, operation: Fields): Image {
  const verb = text(operation.op);
  const name = (text(operation.path) ?? '').replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~');
  if (readOnly.has(name)) throw refuse(403, `Attribute '${name}' is read-only.`);
  if (verb === 'remove') return without(image, name);
  if (verb === 'replace' && !own.has(name) && !(name in image.properties)) throw absent(name);
  const value: Json | undefined = operation.value;
  if (verb !== 'add' && verb !== 'replace')
    throw refuse(400, `Invalid operation: \`${verb}\`. It must be one of the following: add, remove, replace.`);
  return withFields(image, { [name]: value });
}

function without(image: Image, name: string): Image {
  if (own.has(name))
    throw refuse(403, `Access was denied to this resource.<br /><br />\nProperty ${name} may not be removed.`);
  if (!(name in image.properties)) throw absent(name);
  const { [name]: _, ...properties } = image.properties;
  return { ...image, properties };
}

const absent = (name: string) =>
  refuse(
    409,
    `There was a conflict when trying to complete your request.<br /><br />\nProperty ${name} does not exist.`,
  );
