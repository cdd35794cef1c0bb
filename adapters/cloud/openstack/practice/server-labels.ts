import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, labels, text, texts } from './json.ts';
import type { Server } from './model.ts';
import { type Call, routes } from './routes.ts';
import { serverOf } from './servers.ts';
import type { World } from './world.ts';

/** Tags and metadata of a server. */
export const serverLabelRoutes = routes('compute', {
  'GET /v2.1/servers/:id/tags': (call) => ok({ tags: tagged(call).tags }),
  'PUT /v2.1/servers/:id/tags': (call) => {
    const tags = [...new Set(texts(call.body.tags))].sort();
    for (const tag of tags) checkTag(tag);
    setTags(call, tags);
    return ok({ tags });
  },
  'DELETE /v2.1/servers/:id/tags': (call) => {
    setTags(call, []);
    return empty(204);
  },
  'GET /v2.1/servers/:id/tags/:tag': (call) => {
    const { id, tags } = tagged(call);
    const tag = call.params.tag ?? '';
    if (!tags.includes(tag)) throw refuse(404, `Server ${id} has no tag '${tag}'`);
    return empty(204);
  },
  'PUT /v2.1/servers/:id/tags/:tag': (call) => {
    const { id, tags } = tagged(call);
    const tag = call.params.tag ?? '';
    checkTag(tag);
    if (tags.includes(tag)) return empty(204);
    if (tags.length >= 50) throw refuse(400, 'The number of tags exceeded the per-server limit 50');
    setTags(call, [...tags, tag].sort());
    return { status: 201, headers: { location: `${call.world.base}/compute/v2.1/servers/${id}/tags/${tag}` } };
  },
  'DELETE /v2.1/servers/:id/tags/:tag': (call) => {
    const { id, tags } = tagged(call);
    const tag = call.params.tag ?? '';
    if (!tags.includes(tag)) throw refuse(404, `Instance ${id} has no tag '${tag}'`);
    setTags(
      call,
      tags.filter((one) => one !== tag),
    );
    return empty(204);
  },
  'GET /v2.1/servers/:id/metadata': ({ world, params }) => ok({ metadata: serverOf(world, params.id).metadata }),
  'POST /v2.1/servers/:id/metadata': (call) => setMetadata(call, true),
  'PUT /v2.1/servers/:id/metadata': (call) => setMetadata(call, false),
  'GET /v2.1/servers/:id/metadata/:key': ({ world, params }) => {
    const { metadata } = serverOf(world, params.id);
    const key = params.key ?? '';
    if (!(key in metadata)) throw refuse(404, 'Metadata item was not found');
    return ok({ meta: { [key]: metadata[key] ?? '' } });
  },
  'PUT /v2.1/servers/:id/metadata/:key': ({ world, params, body }) => {
    const server = described(world, params.id, 'update');
    const key = params.key ?? '';
    const value = text(fields(body.meta)[key]);
    if (value === undefined) throw refuse(400, 'Request body and URI mismatch');
    world.servers.set(server.id, { metadata: { ...server.metadata, [key]: value }, updatedAt: world.now() });
    return ok({ meta: { [key]: value } });
  },
  'DELETE /v2.1/servers/:id/metadata/:key': ({ world, params }) => {
    const server = described(world, params.id, 'delete');
    const key = params.key ?? '';
    if (!(key in server.metadata)) throw refuse(404, 'Metadata item was not found');
    const { [key]: _, ...metadata } = server.metadata;
    world.servers.set(server.id, { metadata, updatedAt: world.now() });
    return empty(204);
  },
});

/** Metadata of a server that is neither running nor stopped, or that is busy, is not changed. */
function described(world: World, id: string | undefined, how: 'update' | 'delete'): Server {
  const server = serverOf(world, id);
  const verb = `${how}_instance_metadata`;
  if (!['active', 'paused', 'suspended', 'stopped'].includes(server.state))
    throw refuse(409, `Cannot '${verb}' instance ${server.id} while it is in vm_state ${server.state}`);
  if (server.task !== null)
    throw refuse(409, `Cannot '${verb}' instance ${server.id} while it is in task_state ${server.task}`);
  return server;
}

/** Tags came with 2.26; below it there is no such address. */
function tagged({ world, params, minor }: Call): Server {
  if (minor < 26) throw refuse(404, 'The resource could not be found.', 'NoRoute');
  return serverOf(world, params.id);
}

function setTags(call: Call, tags: readonly string[]): void {
  call.world.servers.set(tagged(call).id, { tags, updatedAt: call.world.now() });
}

function checkTag(tag: string): void {
  if (tag.length > 60 || /[/,]/.test(tag) || tag === '')
    throw refuse(
      400,
      `Tag '${tag}' is invalid. It must be a non empty string without characters '/' and ','. Maximum tag length is 60`,
    );
}

function setMetadata({ world, params, body }: Call, keep: boolean): Answer {
  const server = described(world, params.id, 'update');
  const metadata = { ...(keep ? server.metadata : {}), ...labels(body.metadata) };
  for (const [key, value] of Object.entries(metadata))
    if (key.length > 255 || value.length > 255)
      throw refuse(400, `Invalid input for field/attribute ${key}. Value: ${value}. '${value}' is too long`);
  world.servers.set(server.id, { metadata, updatedAt: world.now() });
  return ok({ metadata });
}
