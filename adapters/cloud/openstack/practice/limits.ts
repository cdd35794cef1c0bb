import { type Answer, ok, refuse } from './answer.ts';
import type { Json } from './json.ts';
import { used } from './quotas.ts';
import { type Call, routes } from './routes.ts';
import type { World } from './world.ts';

export const limitRoutes = [
  ...routes('compute', {
    'GET /v2.1/limits': novaLimits,
    'GET /v2.1/os-availability-zone': ({ world }) => ok({ availabilityZoneInfo: zones(world, { hosts: null }) }),
    'GET /v2.1/os-quota-sets/:id': novaQuotas,
    'GET /v2.1/os-quota-sets/:id/defaults': novaQuotas,
    'GET /v2.1/os-server-groups': () => ok({ server_groups: [] }),
    'GET /v2.1/os-hypervisors': () => deny('os_compute_api:os-hypervisors:list'),
    'GET /v2.1/os-availability-zone/detail': () => deny('os_compute_api:os-availability-zone:detail'),
    'GET /v2.1/os-hypervisors/detail': () => deny('os_compute_api:os-hypervisors:list-detail'),
    'GET /v2.1/os-aggregates': () => deny('os_compute_api:os-aggregates:index'),
    'GET /v2.1/os-services': () => deny('os_compute_api:os-services:list'),
    'GET /v2.1/os-simple-tenant-usage/:id': () => ok({ tenant_usage: {} }),
    'GET /v2.1/extensions': () => ok({ extensions: [] }),
  }),
  ...routes('volume', {
    'GET /v3/:project/limits': cinderLimits,
    'GET /v3/:project/os-availability-zone': ({ world }) => ok({ availabilityZoneInfo: zones(world, {}) }),
    'GET /v3/:project/os-quota-sets/:id': cinderQuotas,
    'GET /v3/:project/os-quota-sets/:id/defaults': cinderQuotas,
    'GET /v3/:project/os-services': () => deny('volume_extension:services:index'),
    'GET /v3/:project/extensions': () => ok({ extensions: [] }),
  }),
  ...routes('network', {
    'GET /v2.0/quotas/:id': neutronQuotas,
    'GET /v2.0/quotas/:id/default': neutronQuotas,
    'GET /v2.0/quotas/:id/details.json': ({ world }) => ok({ quota: details(world) }),
  }),
];

const deny = (rule: string): never => {
  throw refuse(403, `Policy doesn't allow ${rule} to be performed.`);
};

const zones = (world: World, also: { hosts?: null }): Json =>
  world.zones.map((zoneName) => ({ zoneName, zoneState: { available: true }, ...also }));

function novaLimits({ world, minor }: Call): Answer {
  const { instances, cores, ram, keypairs } = world.quotas;
  const have = used(world);
  // Network figures left at 2.36, images and injected files at 2.39 and 2.57.
  const old = minor < 36;
  return ok({
    limits: {
      rate: [],
      absolute: {
        maxTotalInstances: instances,
        maxTotalCores: cores,
        maxTotalRAMSize: ram,
        maxServerMeta: 128,
        ...(minor < 39 ? { maxImageMeta: 128 } : {}),
        ...(minor < 57 ? { maxPersonality: 5, maxPersonalitySize: 10_240 } : {}),
        maxTotalKeypairs: keypairs,
        maxServerGroups: 10,
        maxServerGroupMembers: 10,
        ...(old ? { maxTotalFloatingIps: -1, maxSecurityGroups: -1, maxSecurityGroupRules: -1 } : {}),
        totalRAMUsed: have.ram,
        totalCoresUsed: have.cores,
        totalInstancesUsed: have.instances,
        ...(old ? { totalFloatingIpsUsed: 0, totalSecurityGroupsUsed: 0 } : {}),
        totalServerGroupsUsed: 0,
      },
    },
  });
}

function novaQuotas({ world, minor, params }: Call): Answer {
  const { instances, cores, ram, keypairs } = world.quotas;
  const old = minor < 36;
  return ok({
    quota_set: {
      id: params.id,
      cores,
      ...(old ? { fixed_ips: -1, floating_ips: -1 } : {}),
      ...(minor < 57 ? { injected_file_content_bytes: 10_240, injected_file_path_bytes: 255, injected_files: 5 } : {}),
      instances,
      key_pairs: keypairs,
      metadata_items: 128,
      ram,
      ...(old ? { security_group_rules: -1, security_groups: -1 } : {}),
      server_group_members: 10,
      server_groups: 10,
    },
  });
}

function cinderLimits({ world }: Call): Answer {
  const { volumes, gigabytes, snapshots } = world.quotas;
  const have = used(world);
  return ok({
    limits: {
      rate: [],
      absolute: {
        maxTotalVolumes: volumes,
        maxTotalSnapshots: snapshots,
        maxTotalVolumeGigabytes: gigabytes,
        maxTotalBackups: 10,
        maxTotalBackupGigabytes: 1000,
        totalVolumesUsed: have.volumes,
        totalGigabytesUsed: have.gigabytes,
        totalSnapshotsUsed: have.snapshots,
        totalBackupsUsed: 0,
        totalBackupGigabytesUsed: 0,
      },
    },
  });
}

function cinderQuotas({ world, params, query }: Call): Answer {
  const { volumes, gigabytes, snapshots } = world.quotas;
  const have = used(world);
  const figure = (limit: number, inUse = 0): Json =>
    query.get('usage')?.toLowerCase() === 'true' ? { limit, in_use: inUse, reserved: 0 } : limit;
  const byType = world.types.all().flatMap(({ name }): [string, Json][] => {
    const mine = world.volumes.where(({ type }) => type === name);
    const size = mine.reduce((all, volume) => all + volume.size, 0);
    return [
      [`volumes_${name}`, figure(-1, mine.length)],
      [`gigabytes_${name}`, figure(-1, size)],
      [`snapshots_${name}`, figure(-1)],
    ];
  });
  return ok({
    quota_set: {
      volumes: figure(volumes, have.volumes),
      per_volume_gigabytes: figure(-1),
      snapshots: figure(snapshots, have.snapshots),
      gigabytes: figure(gigabytes, have.gigabytes),
      backups: figure(10),
      backup_gigabytes: figure(1000),
      ...Object.fromEntries(byType),
      groups: figure(10),
      id: params.id,
    },
  });
}

const networkNames = [
  'network',
  'subnet',
  'subnetpool',
  'port',
  'router',
  'floatingip',
  'rbac_policy',
  'security_group',
  'security_group_rule',
] as const;

const limitOf = (world: World, name: (typeof networkNames)[number]): number =>
  name === 'subnetpool' ? -1 : name === 'rbac_policy' ? 10 : world.quotas[name];

function neutronQuotas({ world }: Call): Answer {
  return ok({ quota: Object.fromEntries(networkNames.map((name) => [name, limitOf(world, name)])) });
}

function details(world: World): Json {
  const have = used(world);
  return Object.fromEntries(
    networkNames.map((name) => [
      name,
      {
        limit: limitOf(world, name),
        used: name === 'subnetpool' || name === 'rbac_policy' ? 0 : have[name],
        reserved: 0,
      },
    ]),
  );
}
