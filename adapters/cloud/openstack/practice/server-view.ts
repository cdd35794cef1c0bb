import { createHash } from 'node:crypto';
import type { Json } from './json.ts';
import type { Server } from './model.ts';
import type { Call } from './routes.ts';
import { micros, seconds } from './times.ts';
import type { World } from './world.ts';

export const briefServer = ({ world }: Call, server: Server): Json => ({
  id: server.id,
  name: server.name,
  links: serverLinks(world, server.id),
});

/** A server as Nova shows it at the microversion asked for. `answer` is the shorter form an update gives back. */
export function shownServer(call: Call, server: Server, form: 'full' | 'answer' = 'full'): { [name: string]: Json } {
  const { world, minor } = call;
  const whole = form === 'full';
  const addresses = addressesOf(world, server, whole);
  return {
    id: server.id,
    name: server.name,
    status: statusOf(server),
    tenant_id: world.me.project,
    user_id: world.me.user,
    metadata: server.metadata,
    hostId:
      server.placed && !scheduling(world, server)
        ? createHash('sha224').update(`${world.me.project}${server.zone}`).digest('hex')
        : '',
    image: server.image === null ? '' : { id: server.image, links: [bookmark(world, 'images', server.image)] },
    flavor: flavorOf(call, server),
    created: seconds(server.createdAt),
    updated: seconds(server.updatedAt),
    addresses,
    accessIPv4: '',
    accessIPv6: '',
    links: serverLinks(world, server.id),
    'OS-DCF:diskConfig': 'MANUAL',
    ...(progressing.has(server.status) ? { progress: 0 } : {}),
    ...(whole ? extended(call, server, Object.keys(addresses).length > 0) : {}),
    ...(server.fault
      ? { fault: { code: server.fault.code, created: seconds(server.fault.created), message: server.fault.message } }
      : {}),
    ...(minor >= 9 ? { locked: server.locked } : {}),
    ...(minor >= 73 ? { locked_reason: null } : {}),
    ...(minor >= 19 ? { description: server.description } : {}),
    ...(minor >= 26 ? { tags: server.tags } : {}),
    ...(minor >= 63 ? { trusted_image_certificates: null } : {}),
    ...(minor >= 90 && whole ? { 'OS-EXT-SRV-ATTR:hostname': hostname(server.name) } : {}),
    ...(minor >= 71 ? { server_groups: [] } : {}),
  };
}

function extended({ world, minor }: Call, server: Server, connected: boolean): { [name: string]: Json } {
  const waiting = scheduling(world, server);
  return {
    'OS-EXT-AZ:availability_zone': server.status === 'SHELVED_OFFLOADED' ? '' : server.zone,
    config_drive: '',
    key_name: server.keyName,
    'OS-SRV-USG:launched_at': server.launchedAt === null ? null : micros(server.launchedAt),
    'OS-SRV-USG:terminated_at': null,
    ...(connected ? { security_groups: groupsOf(world, server).map((name) => ({ name })) } : {}),
    'OS-EXT-STS:task_state': server.status === 'BUILD' && !waiting ? 'spawning' : server.task,
    'OS-EXT-STS:vm_state': server.state,
    'OS-EXT-STS:power_state': server.power,
    'os-extended-volumes:volumes_attached': (waiting ? [] : server.volumes).map(({ id, deleteToo }) => ({
      id,
      ...(minor >= 3 ? { delete_on_termination: deleteToo } : {}),
    })),
  };
}

/** At first nobody has chosen a host yet, and the server shows neither it nor its disks. */
const scheduling = (world: World, { status, createdAt }: Server): boolean =>
  status === 'BUILD' && world.now() - createdAt < world.timings.noHost;

/** The groups of its ports: what was said at the create does not count for ports that were there before. */
function groupsOf(world: World, server: Server): string[] {
  const ids = new Set(server.ports.flatMap((id) => world.ports.get(id)?.groups ?? []));
  return world.groups.where(({ id }) => ids.has(id)).map(({ name }) => name);
}

const progressing = new Set(['ACTIVE', 'BUILD', 'REBUILD', 'RESIZE', 'VERIFY_RESIZE', 'MIGRATING']);

/** Nova's word for the state with what is being done to it. */
export function statusOf(server: Server): string {
  if (server.task === 'rebooting') return 'REBOOT';
  return server.task === 'rebooting_hard' ? 'HARD_REBOOT' : server.status;
}

function flavorOf({ world, minor }: Call, { flavor }: Server): Json {
  if (minor < 47) return { id: flavor.id, links: [bookmark(world, 'flavors', flavor.id)] };
  const { cores: vcpus, memory: ram, disk, name, specs } = flavor;
  return { vcpus, ram, disk, ephemeral: 0, swap: 0, original_name: name, extra_specs: specs };
}

/** Fixed and floating addresses by network, once the server has its ports. */
export function addressesOf(world: World, server: Server, extended: boolean): { [name: string]: Json[] } {
  const by: { [name: string]: Json[] } = {};
  if (server.status === 'BUILD') return by;
  for (const id of server.ports) {
    const port = world.ports.get(id);
    if (!port) continue;
    const entry = (addr: string, kind: string): Json =>
      extended
        ? { version: 4, addr, 'OS-EXT-IPS:type': kind, 'OS-EXT-IPS-MAC:mac_addr': port.mac }
        : { version: 4, addr };
    const floating = world.floatingips.where((one) => one.port === id).map(({ ip }) => entry(ip, 'floating'));
    const name = world.networks.get(port.network)?.name ?? port.network;
    by[name] = [...(by[name] ?? []), ...port.ips.map(({ ip }) => entry(ip, 'fixed')), ...floating];
  }
  return by;
}

export const serverLinks = (world: World, id: string): Json => [
  { rel: 'self', href: `${world.base}/compute/v2.1/servers/${id}` },
  bookmark(world, 'servers', id),
];

const bookmark = ({ base }: World, what: string, id: string): Json => ({
  rel: 'bookmark',
  href: `${base}/compute/${what}/${id}`,
});

/** The name as a host may have it. */
const hostname = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[ _]/g, '-')
    .replaceAll(/[^a-z0-9.-]/g, '')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 63);
