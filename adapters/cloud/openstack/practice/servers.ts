import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, text } from './json.ts';
import type { Server } from './model.ts';
import { links, page, sorted } from './pages.ts';
import { type Call, routes } from './routes.ts';
import { begin } from './server-acts.ts';
import { createServers } from './server-create.ts';
import { addressesOf, briefServer, serverLinks, shownServer, statusOf } from './server-view.ts';
import type { World } from './world.ts';

export const serverRoutes = routes('compute', {
  'GET /v2.1/servers': (call) => listServers(call, briefServer),
  'GET /v2.1/servers/detail': (call) =>
    listServers(call, (one, server) => {
      const { server_groups: _, ...rest } = shownServer(one, server);
      return rest;
    }),
  'POST /v2.1/servers': create,
  'GET /v2.1/servers/:id': (call) => ok({ server: shownServer(call, serverOf(call.world, call.params.id)) }),
  'PUT /v2.1/servers/:id': update,
  'DELETE /v2.1/servers/:id': remove,
  'GET /v2.1/servers/:id/ips': ({ world, params }) =>
    ok({ addresses: addressesOf(world, serverOf(world, params.id), false) }),
});

export function serverOf(world: World, id: string | undefined): Server {
  const server = world.servers.get(id ?? '');
  if (!server) throw refuse(404, `Instance ${id} could not be found.`);
  return server;
}

function create(call: Call): Answer {
  const server = createServers(call);
  return {
    status: 202,
    headers: { location: `${call.world.base}/compute/v2.1/servers/${server.id}` },
    body: {
      server: {
        id: server.id,
        links: serverLinks(call.world, server.id),
        'OS-DCF:diskConfig': 'MANUAL',
        security_groups: server.groups.map((name) => ({ name })),
        adminPass: server.id.slice(0, 12).replaceAll('-', 'x'),
      },
    },
  };
}

function update(call: Call): Answer {
  const { world, params, body, minor } = call;
  const server = serverOf(world, params.id);
  const wish = fields(body.server);
  const name = text(wish.name);
  if (name !== undefined && name.trim() === '')
    throw refuse(400, `Invalid input for field/attribute name. Value: ${name}. '${name}' is too short`);
  const description =
    minor >= 19 && wish.description !== undefined ? (text(wish.description) ?? null) : server.description;
  const changed = world.servers.put({ ...server, name: name ?? server.name, description, updatedAt: world.now() });
  return ok({ server: shownServer(call, changed, 'answer') });
}

function remove(call: Call): Answer {
  const { world, params } = call;
  const server = serverOf(world, params.id);
  if (server.locked) throw refuse(409, `Instance ${server.id} is locked`);
  if (server.task === 'deleting') return empty(204);
  begin(call, server, 'delete', {
    task: 'deleting',
    due: { at: world.now() + world.timings.remove, to: 'server-gone' },
  });
  return empty(204);
}

const filters: Readonly<Record<string, (server: Server, wanted: string) => boolean>> = {
  name: (server, wanted) => pattern(wanted).test(server.name),
  status: (server, wanted) => statusOf(server) === wanted.toUpperCase(),
  flavor: (server, wanted) => server.flavor.id === wanted,
  image: (server, wanted) => server.image === wanted,
  uuid: (server, wanted) => server.id === wanted,
  key_name: (server, wanted) => server.keyName === wanted,
  availability_zone: (server, wanted) => server.zone === wanted,
  description: (server, wanted) => pattern(wanted).test(server.description ?? ''),
  tags: (server, wanted) => wanted.split(',').every((tag) => server.tags.includes(tag)),
  'tags-any': (server, wanted) => wanted.split(',').some((tag) => server.tags.includes(tag)),
  'not-tags': (server, wanted) => !wanted.split(',').every((tag) => server.tags.includes(tag)),
  'not-tags-any': (server, wanted) => !wanted.split(',').some((tag) => server.tags.includes(tag)),
  'changes-since': (server, wanted) => server.updatedAt >= Date.parse(wanted),
};
const ignored = new Set([
  'limit',
  'marker',
  'sort_key',
  'sort_dir',
  'deleted',
  'project_id',
  'tenant_id',
  'user_id',
  'host',
  'hostname',
  'ip',
  'ip6',
  'reservation_id',
  'locked',
  'power_state',
  'vm_state',
  'task_state',
  'config_drive',
  'access_ip_v4',
  'access_ip_v6',
  'kernel_id',
  'launched_at',
  'terminated_at',
  'changes-before',
  'created_at',
  'progress',
  'disk_config',
  'auto_disk_config',
]);

/** Nova hands `name` to the database as a regular expression. */
function pattern(wanted: string): RegExp {
  try {
    return new RegExp(wanted, 'i');
  } catch {
    throw refuse(400, `Invalid input for query parameters name. Value: ${wanted}. '${wanted}' is not a 'regex'`);
  }
}

const statuses = new Set([
  'ACTIVE',
  'BUILD',
  'DELETED',
  'ERROR',
  'HARD_REBOOT',
  'MIGRATING',
  'PASSWORD',
  'PAUSED',
  'REBOOT',
  'REBUILD',
  'RESCUE',
  'RESIZE',
  'REVERT_RESIZE',
  'SHELVED',
  'SHELVED_OFFLOADED',
  'SHUTOFF',
  'SOFT_DELETED',
  'SUSPENDED',
  'UNKNOWN',
  'VERIFY_RESIZE',
]);

function listServers(call: Call, shape: typeof briefServer): Answer {
  const { world, query, minor } = call;
  if (query.has('all_tenants') && !['0', 'False', 'false'].includes(query.get('all_tenants') ?? ''))
    throw refuse(403, "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed.");
  const status = query.get('status');
  if (status !== null && !statuses.has(status.toUpperCase())) throw refuse(400, 'Invalid status value');
  for (const name of query.keys())
    if (minor >= 75 && !filters[name] && !ignored.has(name) && name !== 'all_tenants' && !name.startsWith('_'))
      throw refuse(400, `'${name}' does not match any of the regexes: '^_'`);
  const matching = world.servers.where((server) =>
    [...query].every(([name, wanted]) => filters[name]?.(server, wanted) ?? true),
  );
  const rows = sorted(query, matching, (server, key) =>
    key === 'display_name' || key === 'name' ? server.name : key === 'uuid' ? server.id : server.createdAt,
  );
  const { rows: taken, next } = page(call, rows, (id) => refuse(400, `marker [${id}] not found`));
  return ok({
    servers: taken.map((server) => shape(call, server)),
    ...links('servers', `${world.base}/compute${call.path}`, next),
  });
}
