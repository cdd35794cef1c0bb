import type { Readable } from 'node:stream';
import { type Answer, empty, refuse } from './answer.ts';
import { imageOf } from './images.ts';
import type { Image } from './model.ts';
import { type Call, routes } from './routes.ts';
import type { World } from './world.ts';

export const imageDataRoutes = [
  ...routes('image', { 'PUT /v2/images/:id/file': upload, 'PUT /v2/images/:id/stage': stage }, { raw: true }),
  ...routes('image', { 'GET /v2/images/:id/file': download }),
];

function upload({ world, params, request }: Call): Promise<Answer> {
  return receive(world, params.id, request, request.headers['content-type']);
}

async function receive(
  world: World,
  id: string | undefined,
  body: Readable,
  type: string | undefined,
): Promise<Answer> {
  const image = imageOf(world, id);
  if (type !== 'application/octet-stream')
    throw refuse(415, `The request media type ${type} is not supported by this server.`);
  if (image.owner !== world.me.project) throw refuse(403, 'You are not authorized to complete upload_image action.');
  if (image.status !== 'queued')
    throw refuse(409, `Image status transition from ${image.status} to saving is not allowed`);
  const lacks = unset(image);
  if (lacks.length > 0)
    throw refuse(
      400,
      `${lacks.length === 1 ? 'Property' : 'Properties'} ${lacks.join(', ')} must be set prior to saving data.`,
    );
  world.images.set(image.id, { status: 'saving', updatedAt: world.now() });
  try {
    await take(world, image.id, body);
  } catch (error) {
    // The sender went away: the record waits for another try, as Glance leaves it.
    world.images.set(image.id, { status: 'queued', updatedAt: world.now() });
    world.flush();
    throw error;
  }
  return empty(204);
}

/** Formats that have to be known before there can be bytes. */
export const unset = (image: Image): string[] => [
  ...(image.diskFormat === null ? ['disk_format'] : []),
  ...(image.containerFormat === null ? ['container_format'] : []),
];

/** Streams bytes into the image and makes it active; an image deleted meanwhile takes its bytes with it. */
export async function take(world: World, id: string, body: Readable | AsyncIterable<Uint8Array>): Promise<void> {
  const { blob, ...facts } = await world.blobs.write(body);
  if (!world.images.get(id)) {
    world.blobs.remove(blob);
    throw refuse(
      410,
      `Image ${id} could not be found after upload. The image may have been deleted during the upload.`,
    );
  }
  world.bytes.put({ id: blob, ...facts });
  const told = world.namesHashes ? facts : { ...facts, checksum: null, hash: null };
  world.images.set(id, { status: 'active', blob, ...told, updatedAt: world.now() });
}

/** glance-direct in two steps is not offered; the client asks only when told to import. */
function stage({ request }: Call): Answer {
  request.resume();
  throw refuse(501, 'Staging of image data is not offered here.');
}

function download({ world, params, request }: Call): Answer {
  const image = imageOf(world, params.id);
  if (image.status === 'deactivated') throw refuse(403, 'The requested image has been deactivated.');
  if (!image.blob || image.size === null) return empty(204);
  const range = rangeOf(request.headers.range, image.size);
  const end = range?.end ?? image.size - 1;
  const start = range?.start ?? 0;
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(end - start + 1),
      ...(image.checksum ? { 'content-md5': image.checksum } : {}),
      ...(range ? { 'content-range': `bytes ${start}-${end}/${image.size}` } : {}),
    },
    stream: world.blobs.read(image.blob, { start, end }),
  };
}

function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size || start > end)
    throw refuse(
      416,
      `Invalid start position in Range header. Start position MUST be in the inclusive range [0, ${size - 1}].`,
    );
  return { start, end };
}
