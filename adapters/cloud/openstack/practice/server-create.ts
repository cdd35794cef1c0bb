import { refuse } from './answer.ts';
import { anyZone, fits } from './capacity.ts';
import { type Fields, fields, labels, list, text, texts, whole } from './json.ts';
import type { Flavor, Server, ServerVolume } from './model.ts';
import { python } from './python.ts';
import { novaQuota } from './quotas.ts';
import type { Call } from './routes.ts';
import { defaultGroup } from './security-groups.ts';
import { newAction } from './server-acts.ts';
import { planDisks } from './server-disks.ts';
import { plug, wantedNetworks } from './server-networks.ts';
import { born, type World } from './world.ts';

/** Checks everything first and makes everything after, so that a no leaves nothing behind. Answers the first server. */
export function createServers(call: Call): Server {
  const { world, body, fate } = call;
  const wish = fields(body.server);
  checkFields(call, wish);
  const flavor = wantedFlavor(world, wish);
  const zone = wantedZone(world, wish);
  const keyName = text(wish.key_name) ?? null;
  if (keyName !== null && !world.keypairs.get(keyName)) throw refuse(400, 'Invalid key_name provided.');
  const groups = wantedGroups(world, wish);
  const count = Math.max(whole(wish.min_count) ?? 1, whole(wish.max_count) ?? 1);
  const disks = planDisks(call, wish, flavor, count);
  const networks = wantedNetworks(world, wish);
  if (count > 1 && networks.some(({ port }) => port))
    throw refuse(
      400,
      'Unable to launch multiple instances with a single configured port ID. Please launch your instance one by one with different ports.',
    );
  novaQuota(world, { instances: count, cores: flavor.cores * count, ram: flavor.memory * count });
  const made = Array.from({ length: count }, (_, n) => {
    const name = text(wish.name) ?? '';
    const begun = born(world, count === 1 ? name : `${name}-${n + 1}`);
    const placedIn = fate === 'no-valid-host' ? undefined : place(world, flavor, zone);
    const home = placedIn ?? zone ?? world.zones[0] ?? '';
    const { timings } = world;
    const volumes: readonly ServerVolume[] = disks.make(begun.id, home, placedIn !== undefined);
    return world.servers.put({
      ...begun,
      status: 'BUILD',
      task: 'scheduling',
      state: 'building',
      power: 0,
      zone: home,
      placed: placedIn !== undefined,
      flavor,
      image: disks.image,
      keyName,
      metadata: labels(wish.metadata),
      tags: [...texts(wish.tags)].sort(),
      description: text(wish.description) ?? null,
      ports: placedIn === undefined ? [] : plug(world, networks, groups.ids, { id: begun.id, zone: home }),
      volumes,
      groups: groups.names,
      launchedAt: null,
      locked: false,
      actions: [newAction('create', call.requestId, world.now())],
      due: placedIn
        ? { at: world.now() + timings.server + (disks.makes ? timings.volumeFromImage : 0), to: 'server-built' }
        : { at: world.now() + timings.noHost, to: 'server-failed' },
    });
  });
  // `count` is at least one.
  return made[0] as Server;
}

const required = ['name', 'flavorRef'] as const;
const known = new Set([
  'name',
  'flavorRef',
  'imageRef',
  'networks',
  'key_name',
  'availability_zone',
  'security_groups',
  'metadata',
  'tags',
  'user_data',
  'block_device_mapping',
  'block_device_mapping_v2',
  'min_count',
  'max_count',
  'description',
  'adminPass',
  'config_drive',
  'OS-DCF:diskConfig',
  'accessIPv4',
  'accessIPv6',
  'return_reservation_id',
  'personality',
  'hostname',
  'trusted_image_certificates',
  'host',
  'hypervisor_hostname',
]);

function checkFields({ minor }: Call, wish: Fields): void {
  const invalid = (what: string, name = 'server', value: string = python(wish)) =>
    refuse(400, `Invalid input for field/attribute ${name}. Value: ${value}. ${what}`);
  for (const name of required) if (wish[name] === undefined) throw invalid(`'${name}' is a required property`);
  for (const name of Object.keys(wish))
    if (!known.has(name)) throw invalid(`Additional properties are not allowed ('${name}' was unexpected)`);
  const name = text(wish.name) ?? '';
  if (name === '') throw invalid("'' is too short", 'name', '');
  if (name.length > 255) throw invalid(`'${name}' is too long`, 'name', name);
  if (minor >= 37 && wish.networks === undefined) throw invalid("'networks' is a required property");
  if (minor < 52 && wish.tags !== undefined)
    throw invalid("Additional properties are not allowed ('tags' was unexpected)");
  for (const tag of texts(wish.tags))
    if (tag.length > 60 || /[/,]/.test(tag)) throw invalid(`'${tag}' does not match '^[^,/]*$'`, '0', tag);
  for (const [key, value] of Object.entries(labels(wish.metadata)))
    if (value.length > 255) throw invalid(`'${value}' is too long`, key, value);
  if (Buffer.byteLength(text(wish.user_data) ?? '') > 65_535) throw invalid(`'…' is too long`, 'user_data', '…');
}

function wantedFlavor(world: World, wish: Fields): Flavor {
  const ref = text(wish.flavorRef) ?? String(wish.flavorRef);
  const id = ref.split('/').at(-1) ?? '';
  const flavor = world.flavors.get(id);
  if (!flavor) throw refuse(400, `Flavor ${ref} could not be found.`);
  return flavor;
}

function wantedZone(world: World, wish: Fields): string | undefined {
  const zone = text(wish.availability_zone)?.split(':')[0];
  if (zone !== undefined && !world.zones.includes(zone))
    throw refuse(400, 'The requested availability zone is not available');
  return zone;
}

const place = (world: World, flavor: Flavor, zone: string | undefined): string | undefined =>
  zone === undefined ? anyZone(world, flavor) : fits(world, flavor, zone) ? zone : undefined;

function wantedGroups(world: World, wish: Fields): { names: string[]; ids: string[] } {
  const asked = list(wish.security_groups).map((one) => text(fields(one).name) ?? '');
  if (asked.length === 0) return { names: ['default'], ids: [defaultGroup(world).id] };
  const found = asked.map((name) => {
    const group = world.groups.first((one) => one.name === name || one.id === name);
    if (!group) throw refuse(400, `Unable to find security_group with name or id '${name}'`);
    return group;
  });
  return { names: found.map(({ name }) => name), ids: found.map(({ id }) => id) };
}
