import { Refusal, refuse } from './answer.ts';
import type { World } from './world.ts';

/** How much one project may have. */
export interface Quotas {
  readonly instances: number;
  readonly cores: number;
  readonly ram: number;
  readonly keypairs: number;
  readonly volumes: number;
  readonly gigabytes: number;
  readonly snapshots: number;
  readonly network: number;
  readonly subnet: number;
  readonly port: number;
  readonly router: number;
  readonly floatingip: number;
  readonly security_group: number;
  readonly security_group_rule: number;
}

export const quotas: Quotas = {
  instances: 100,
  cores: 400,
  ram: 2_048_000,
  keypairs: 100,
  volumes: 200,
  gigabytes: 20_000,
  snapshots: 10,
  network: 100,
  subnet: 100,
  port: 1000,
  router: 100,
  floatingip: 200,
  security_group: 100,
  security_group_rule: 1000,
};

export function used(world: World): Quotas {
  const servers = world.servers.all();
  return {
    instances: servers.length,
    cores: sum(servers.map(({ flavor }) => flavor.cores)),
    ram: sum(servers.map(({ flavor }) => flavor.memory)),
    keypairs: world.keypairs.size,
    volumes: world.volumes.size,
    gigabytes: sum(world.volumes.all().map(({ size }) => size)) + sum(world.snapshots.all().map(({ size }) => size)),
    snapshots: world.snapshots.size,
    network: world.networks.where(({ foreign }) => !foreign).length,
    subnet: world.subnets.where(({ network }) => !world.networks.get(network)?.foreign).length,
    port: world.ports.size,
    router: world.routers.size,
    floatingip: world.floatingips.size,
    security_group: world.groups.size,
    security_group_rule: world.rules.size,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Nova's no names the first thing that does not fit. */
export function novaQuota(world: World, wish: { instances: number; cores: number; ram: number }): void {
  const have = used(world);
  for (const name of ['instances', 'cores', 'ram'] as const)
    if (have[name] + wish[name] > world.quotas[name])
      throw refuse(
        403,
        `Quota exceeded for ${name}: Requested ${wish[name]}, but already used ${have[name]} of ${world.quotas[name]} ${name}`,
      );
}

export function cinderQuota(world: World, gigabytes: number, what: 'volumes' | 'snapshots' | undefined): void {
  const have = used(world);
  if (have.gigabytes + gigabytes > world.quotas.gigabytes)
    throw overLimit(
      `VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested ${gigabytes}G, quota is ${world.quotas.gigabytes}G and ${have.gigabytes}G has been consumed.`,
    );
  if (what === 'volumes' && have.volumes >= world.quotas.volumes) throw volumeLimit(world.quotas.volumes);
  if (what === 'snapshots' && have.snapshots >= world.quotas.snapshots)
    throw overLimit(
      `SnapshotLimitExceeded: Maximum number of snapshots allowed (${world.quotas.snapshots}) exceeded for quota 'snapshots'.`,
    );
}

/** Cinder says 413 and `Retry-After: 0`, which is not an invitation to try again. */
export const overLimit = (message: string): Refusal => new Refusal(413, message, { headers: { 'retry-after': '0' } });
export const volumeLimit = (most: number): Refusal =>
  overLimit(`VolumeLimitExceeded: Maximum number of volumes allowed (${most}) exceeded for quota 'volumes'.`);

type NetworkQuota = 'network' | 'subnet' | 'port' | 'router' | 'floatingip' | 'security_group' | 'security_group_rule';

export function neutronQuota(world: World, what: NetworkQuota): void {
  if (used(world)[what] + 1 > world.quotas[what]) throw overQuota(what);
}

export const overQuota = (what: string): Refusal =>
  refuse(409, `Quota exceeded for resources: ['${what}'].`, 'OverQuota');
