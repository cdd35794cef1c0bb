import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, flag, text } from './json.ts';
import type { Server, ServerVolume } from './model.ts';
import type { Port } from './network-model.ts';
import { dropPort, novaPort } from './ports.ts';
import { type Call, routes } from './routes.ts';
import { defaultGroup } from './security-groups.ts';
import { note } from './server-acts.ts';
import { checkFree, serverVolume } from './server-disks.ts';
import { serverOf } from './servers.ts';

/** Disks, network interfaces and security groups of a server. */
export const serverPartRoutes = routes('compute', {
  'GET /v2.1/servers/:id/os-volume_attachments': (call) => {
    const server = serverOf(call.world, call.params.id);
    return ok({ volumeAttachments: server.volumes.map((one) => shownVolume(call, server, one)) });
  },
  'POST /v2.1/servers/:id/os-volume_attachments': attach,
  'GET /v2.1/servers/:id/os-volume_attachments/:volume': (call) => {
    const server = serverOf(call.world, call.params.id);
    return ok({ volumeAttachment: shownVolume(call, server, held(server, call.params.volume)) });
  },
  'PUT /v2.1/servers/:id/os-volume_attachments/:volume': (call) => {
    const { world, params, body } = call;
    const server = serverOf(world, params.id);
    const one = held(server, params.volume);
    const deleteToo = flag(fields(body.volumeAttachment).delete_on_termination);
    world.servers.set(server.id, { volumes: server.volumes.map((v) => (v.id === one.id ? { ...v, deleteToo } : v)) });
    return empty(202);
  },
  'DELETE /v2.1/servers/:id/os-volume_attachments/:volume': detach,
  'GET /v2.1/servers/:id/os-interface': ({ world, params }) => {
    const server = serverOf(world, params.id);
    return ok({ interfaceAttachments: server.ports.map((id) => shownInterface(world.ports.get(id))) });
  },
  'POST /v2.1/servers/:id/os-interface': plugIn,
  'DELETE /v2.1/servers/:id/os-interface/:port': unplug,
  'GET /v2.1/servers/:id/os-security-groups': ({ world, params }) => {
    const { groups } = serverOf(world, params.id);
    const found = world.groups.where(({ name }) => groups.includes(name));
    return ok({
      security_groups: found.map(({ id, name, description }) => ({
        id,
        name,
        description,
        tenant_id: world.me.project,
        rules: [],
      })),
    });
  },
});

function held(server: Server, id: string | undefined): ServerVolume {
  const one = server.volumes.find((volume) => volume.id === id);
  if (!one) throw refuse(404, `Instance ${server.id} is not attached to volume ${id}`);
  return one;
}

function attach(call: Call): Answer {
  const { world, params, body } = call;
  const server = serverOf(world, params.id);
  const wish = fields(body.volumeAttachment);
  const id = text(wish.volumeId) ?? '';
  const volume = world.volumes.get(id);
  if (!volume) throw refuse(404, `Volume ${id} could not be found.`);
  if (!['active', 'stopped', 'paused', 'suspended', 'shelved', 'shelved_offloaded'].includes(server.state))
    throw refuse(409, `Cannot 'attach_volume' instance ${server.id} while it is in vm_state ${server.state}`);
  if (volume.holder)
    throw refuse(400, `Invalid volume: volume ${id} is already attached to instances: ${volume.holder}`);
  checkFree(volume);
  const used = new Set(server.volumes.map(({ device }) => device));
  const letter = Array.from({ length: 26 }, (_, n) => n).find(
    (n) => !used.has(serverVolume(id, n, false, false).device),
  );
  const one = serverVolume(id, letter ?? 25, flag(wish.delete_on_termination), false);
  world.servers.set(server.id, { volumes: [...server.volumes, one], updatedAt: world.now() });
  const due = { at: world.now() + world.timings.attach, to: 'volume-attached' as const };
  world.volumes.set(id, { status: 'reserved', holder: server.id, updatedAt: world.now(), due });
  note(call, server.id, 'attach_volume');
  return ok({ volumeAttachment: shownVolume(call, server, one) });
}

function detach(call: Call): Answer {
  const { world, params } = call;
  const server = serverOf(world, params.id);
  const one = held(server, params.volume);
  if (one.root) throw refuse(400, 'Cannot detach a root device volume');
  const due = { at: world.now() + world.timings.attach, to: 'volume-detached' as const };
  world.volumes.set(one.id, { status: 'detaching', updatedAt: world.now(), due });
  note(call, server.id, 'detach_volume');
  return empty(202);
}

function plugIn(call: Call): Answer {
  const { world, params, body } = call;
  const server = serverOf(world, params.id);
  note(call, server.id, 'attach_interface');
  const wish = fields(body.interfaceAttachment);
  const portId = text(wish.port_id);
  if (portId !== undefined) {
    const port = world.ports.get(portId);
    if (!port) throw refuse(404, `Port id ${portId} could not be found.`);
    if (port.device !== '') throw refuse(409, `Port ${portId} is still in use.`);
    world.ports.set(portId, { device: server.id, owner: `compute:${server.zone}`, status: 'ACTIVE' });
    world.servers.set(server.id, { ports: [...server.ports, portId] });
    return ok({ interfaceAttachment: shownInterface(world.ports.get(portId)) });
  }
  const network = text(wish.net_id) ?? '';
  if (!world.networks.get(network)) throw refuse(404, `Network ${network} could not be found.`);
  const port = novaPort(world, network, server, [defaultGroup(world).id]);
  world.ports.set(port.id, { status: 'ACTIVE' });
  world.servers.set(server.id, { ports: [...server.ports, port.id] });
  return ok({ interfaceAttachment: shownInterface(world.ports.get(port.id)) });
}

function unplug(call: Call): Answer {
  const { world, params } = call;
  const server = serverOf(world, params.id);
  const id = params.port ?? '';
  if (!server.ports.includes(id)) throw refuse(404, `Port ${id} not found`);
  world.servers.set(server.id, { ports: server.ports.filter((one) => one !== id) });
  if (world.ports.get(id)?.novas) dropPort(world, id);
  else world.ports.set(id, { device: '', owner: '', status: 'DOWN' });
  note(call, server.id, 'detach_interface');
  return empty(202);
}

const shownVolume = ({ minor }: Call, server: Server, one: ServerVolume) => ({
  ...(minor < 89 ? { id: one.id } : {}),
  volumeId: one.id,
  serverId: server.id,
  device: one.device,
  ...(minor >= 70 ? { tag: null } : {}),
  ...(minor >= 79 ? { delete_on_termination: one.deleteToo } : {}),
  ...(minor >= 89 ? { attachment_id: one.attachment, bdm_uuid: one.mapping } : {}),
});

const shownInterface = (port: Port | undefined) => ({
  net_id: port?.network ?? '',
  port_id: port?.id ?? '',
  mac_addr: port?.mac ?? '',
  port_state: port?.status ?? 'DOWN',
  fixed_ips: (port?.ips ?? []).map(({ subnet, ip }) => ({ subnet_id: subnet, ip_address: ip })),
  tag: null,
});
