import { type Answer, empty, ok, refuse } from './answer.ts';
import { type Fields, fields, text, whole } from './json.ts';
import type { Server } from './model.ts';
import { type Call, routes } from './routes.ts';
import { begin } from './server-acts.ts';
import { fitsBack } from './server-happenings.ts';
import { serverOf } from './servers.ts';
import { micros } from './times.ts';

export const serverActionRoutes = routes('compute', {
  'POST /v2.1/servers/:id/action': act,
  'GET /v2.1/servers/:id/os-instance-actions': ({ world, params }) => {
    const server = serverOf(world, params.id);
    return ok({ instanceActions: server.actions.map((action) => shownAction(world.me, server, action)) });
  },
  'GET /v2.1/servers/:id/os-instance-actions/:request': ({ world, params }) => {
    const server = serverOf(world, params.id);
    const action = server.actions.find(({ request }) => request === params.request);
    if (!action) throw refuse(404, `Action ${params.request} not found`);
    const { event } = action;
    const events = event
      ? [
          {
            event: event.name,
            start_time: micros(action.start),
            finish_time: event.finish === null ? null : micros(event.finish),
            result: event.result,
          },
        ]
      : [];
    return ok({ instanceAction: { ...shownAction(world.me, server, action), events } });
  },
  'POST /v2.1/servers/:id/remote-consoles': ({ world, params, body }) => {
    serverOf(world, params.id);
    throw refuse(400, `Unavailable console type ${text(fields(body.remote_console).type)}.`);
  },
  'GET /v2.1/servers/:id/diagnostics': () => {
    throw refuse(403, "Policy doesn't allow os_compute_api:os-server-diagnostics to be performed.");
  },
});

type Act = (call: Call, server: Server, wish: Fields) => Answer | undefined;

const acts: Readonly<Record<string, Act>> = {
  'os-start': (call, server) => {
    allow(server, 'start', ['stopped']);
    later(call, server, 'start', { task: 'powering-on', powerTo: 'on' }, 'power', 'server-powered');
  },
  'os-stop': (call, server) => {
    allow(server, 'stop', ['active', 'error']);
    later(call, server, 'stop', { task: 'powering-off', powerTo: 'off' }, 'power', 'server-powered');
  },
  reboot: (call, server, wish) => {
    const hard = text(wish.type) === 'HARD';
    allow(server, 'reboot', hard ? ['active', 'stopped', 'error', 'paused', 'suspended'] : ['active']);
    const task = hard ? 'rebooting_hard' : 'rebooting';
    later(call, server, 'reboot', { task, powerTo: 'on' }, 'power', 'server-powered');
  },
  shelve: (call, server) => {
    allow(server, 'shelve', ['active', 'stopped', 'paused', 'suspended']);
    later(call, server, 'shelve', { task: 'shelving' }, 'shelve', 'server-shelved');
  },
  unshelve: (call, server) => {
    allow(server, 'unshelve', ['shelved', 'shelved_offloaded']);
    const place = call.fate !== 'no-valid-host' && fitsBack(call.world, server);
    const change = { task: 'unshelving', placed: place };
    if (place) later(call, server, 'unshelve', change, 'unshelve', 'server-unshelved');
    else later(call, server, 'unshelve', change, 'noHost', 'server-unshelve-failed');
  },
  lock: (call, server) => void begin(call, server, 'lock', { locked: true }),
  unlock: (call, server) => void begin(call, server, 'unlock', { locked: false }),
  'os-getConsoleOutput': (_, server, wish) => {
    const lines = [`[    0.000000] Practice cloud, server ${server.id}`, `${server.name} login: `];
    return ok({ output: lines.slice(-(whole(wish.length) ?? lines.length)).join('\n') });
  },
  addSecurityGroup: (call, server, wish) => regroup(call, server, text(wish.name) ?? '', true),
  removeSecurityGroup: (call, server, wish) => regroup(call, server, text(wish.name) ?? '', false),
};

function act(call: Call): Answer {
  const { world, params, body } = call;
  const server = serverOf(world, params.id);
  const [name = ''] = Object.keys(body);
  const does = acts[name];
  if (!does) throw refuse(400, `There is no such action: ${name}`);
  if (server.locked && name !== 'unlock' && name !== 'lock' && name !== 'os-getConsoleOutput')
    throw refuse(409, `Instance ${server.id} is locked`);
  return does(call, server, fields(body[name])) ?? empty(202);
}

function allow(server: Server, verb: string, states: readonly string[]): void {
  // What never got a host, or has none now, cannot be switched.
  if (!server.placed && ['start', 'stop', 'reboot'].includes(verb))
    throw refuse(409, `Instance ${server.id} is not ready`);
  if (!states.includes(server.state))
    throw refuse(409, `Cannot '${verb}' instance ${server.id} while it is in vm_state ${server.state}`);
  if (server.task !== null)
    throw refuse(409, `Cannot '${verb}' instance ${server.id} while it is in task_state ${server.task}`);
}

function later(
  call: Call,
  server: Server,
  verb: string,
  change: Partial<Server>,
  takes: 'power' | 'shelve' | 'unshelve' | 'noHost',
  to: 'server-powered' | 'server-shelved' | 'server-unshelved' | 'server-unshelve-failed',
): undefined {
  const { world } = call;
  begin(call, server, verb, { ...change, due: { at: world.now() + world.timings[takes], to } });
}

function regroup({ world }: Call, server: Server, name: string, add: boolean): undefined {
  const group = world.groups.first((one) => one.name === name || one.id === name);
  if (!group) throw refuse(404, `Security group ${name} not found.`);
  const names = server.groups.filter((one) => one !== group.name);
  world.servers.set(server.id, { groups: add ? [...names, group.name] : names });
  for (const id of server.ports) {
    const others = (world.ports.get(id)?.groups ?? []).filter((one) => one !== group.id);
    world.ports.set(id, { groups: add ? [...others, group.id] : others });
  }
}

const shownAction = (me: { user: string; project: string }, server: Server, action: Server['actions'][number]) => ({
  action: action.action,
  instance_uuid: server.id,
  request_id: action.request,
  user_id: me.user,
  project_id: me.project,
  start_time: micros(action.start),
  message: action.message,
  updated_at: micros(action.updated),
});
