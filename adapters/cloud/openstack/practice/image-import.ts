import { randomUUID } from 'node:crypto';
import { type Answer, empty, ok, refuse } from './answer.ts';
import { take, unset } from './image-data.ts';
import { imageOf } from './images.ts';
import { fields, text } from './json.ts';
import type { ImageTask } from './model.ts';
import { type Call, routes } from './routes.ts';
import { seconds } from './times.ts';
import type { World } from './world.ts';

export const imageImportRoutes = routes('image', {
  'POST /v2/images/:id/import': start,
  'GET /v2/images/:id/tasks': ({ world, params }) => {
    const image = imageOf(world, params.id);
    return ok({ tasks: world.tasks.where((task) => task.image === image.id).map((task) => shown(world, task)) });
  },
  'GET /v2/info/import': () =>
    ok({
      'import-methods': {
        description: 'Import methods available.',
        type: 'array',
        value: ['web-download', 'copy-image'],
      },
    }),
  'GET /v2/info/stores': () => ok({ stores: [{ id: 'file', default: 'true' }] }),
});

function start({ world, params, body }: Call): Answer {
  const image = imageOf(world, params.id);
  const method = fields(body.method);
  const name = text(method.name);
  if (name !== 'web-download') throw refuse(400, `Unknown import method name '${name}'.`);
  if (image.status !== 'queued') throw refuse(409, `Only images with status active can be targeted for copying`);
  const [lacks] = unset(image).reverse();
  if (lacks) throw refuse(409, `'${lacks}' needs to be set before import`);
  const uri = text(method.uri) ?? '';
  if (!fetchable(uri)) throw refuse(400, `URI for web-download does not pass filtering: ${uri}`);
  const now = world.now();
  const task: ImageTask = {
    id: randomUUID(),
    image: image.id,
    status: 'processing',
    message: '',
    uri,
    createdAt: now,
    updatedAt: now,
  };
  world.tasks.put(task);
  world.images.set(image.id, { status: 'importing', updatedAt: now });
  void carry(world, task);
  return empty(202);
}

/** A practice cloud fetches only from this very machine: it must not become a way into somebody's network. */
function fetchable(uri: string): boolean {
  const url = URL.parse(uri);
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** Imports that a killed process left half done begin again. */
export function resumeImports(world: World): void {
  for (const task of world.tasks.where(({ status }) => status === 'processing')) void carry(world, task);
}

async function carry(world: World, task: ImageTask): Promise<void> {
  try {
    const response = await fetch(task.uri, { redirect: 'error' });
    if (!response.ok || !response.body) throw new Error(`HTTP Error ${response.status}: ${response.statusText}`);
    await take(world, task.image, response.body);
    end(world, task.id, 'success', '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (world.images.get(task.image))
      world.images.set(task.image, { status: 'queued', updatedAt: world.now(), properties: failed(world, task.image) });
    end(world, task.id, 'failure', why);
  }
  world.flush();
}

/** Glance writes the stores that failed into the image itself. */
const failed = (world: World, id: string): Record<string, string> => ({
  ...world.images.get(id)?.properties,
  os_glance_failed_import: 'file',
});

function end(world: World, id: string, status: string, message: string): void {
  world.tasks.set(id, { status, message, updatedAt: world.now() });
}

const shown = (world: World, task: ImageTask) => ({
  id: task.id,
  type: 'api_image_import',
  status: task.status,
  owner: world.me.project,
  user_id: world.me.user,
  request_id: `req-${task.id}`,
  image_id: task.image,
  message: task.message,
  input: { import_req: { method: { name: 'web-download', uri: task.uri } }, image_id: task.image },
  result: task.status === 'success' ? { image_id: task.image } : null,
  created_at: seconds(task.createdAt),
  updated_at: seconds(task.updatedAt),
  expires_at: null,
  schema: '/v2/schemas/task',
});
