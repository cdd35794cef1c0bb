import { randomBytes, randomUUID } from 'node:crypto';
import type { Blobs } from './blobs.ts';
import type { Due, Transition } from './due.ts';
import type * as m from './model.ts';
import type * as n from './network-model.ts';
import type { Quotas } from './quotas.ts';
import type { Storage } from './storage.ts';
import { Changes, type Row, type Table, table } from './table.ts';
import type { Timings } from './timings.ts';

/** Who the one user of this cloud is. Made once for a data folder. */
export interface Owner extends Row {
  readonly project: string;
  readonly user: string;
  readonly domain: string;
  readonly password: string;
}

export interface Tables {
  readonly owner: Table<Owner>;
  readonly tokens: Table<m.Token>;
  readonly credentials: Table<m.Credential>;
  readonly flavors: Table<m.Flavor>;
  readonly types: Table<m.VolumeType>;
  readonly volumes: Table<m.Volume>;
  readonly snapshots: Table<m.Snapshot>;
  readonly messages: Table<m.Message>;
  readonly images: Table<m.Image>;
  readonly tasks: Table<m.ImageTask>;
  readonly keypairs: Table<m.Keypair>;
  readonly servers: Table<m.Server>;
  readonly networks: Table<n.Network>;
  readonly subnets: Table<n.Subnet>;
  readonly ports: Table<n.Port>;
  readonly routers: Table<n.Router>;
  readonly floatingips: Table<n.FloatingIp>;
  readonly groups: Table<n.SecurityGroup>;
  readonly rules: Table<n.Rule>;
  readonly bytes: Table<m.Bytes>;
}

export interface World extends Tables {
  readonly timings: Timings;
  readonly blobs: Blobs;
  readonly quotas: Quotas;
  /** Does Cinder copy a disk that a machine holds into an image, when it is forced to? */
  readonly copiesUsedDisks: boolean;
  /** Does Glance know the hashes of what it holds? */
  readonly namesHashes: boolean;
  readonly zones: readonly string[];
  readonly region: string;
  /** `http://127.0.0.1:7576`: known once the server listens. */
  base: string;
  now(): number;
  readonly me: Owner;
  /** Lets everything that is due by now happen, in the order it is due. */
  settle(): void;
  /** Writes what changed, at once. */
  flush(): void;
}

/** What happens to a row when its time has come. */
export type Happenings = Readonly<Record<Transition, (world: World, id: string) => void>>;

export function createWorld(options: {
  readonly storage: Storage;
  readonly blobs: Blobs;
  readonly timings: Timings;
  readonly quotas: Quotas;
  readonly copiesUsedDisks: boolean;
  readonly namesHashes: boolean;
  readonly now: () => number;
  readonly happenings: Happenings;
}): World {
  const changes = new Changes();
  const tables = makeTables(changes);
  const byName = new Map<string, Table<never>>(Object.entries(tables));
  for (const { table: name, body } of options.storage.load()) byName.get(name)?.load(body);
  if (tables.owner.size === 0) tables.owner.put(newOwner());
  const waiting = [tables.servers, tables.volumes, tables.snapshots, tables.floatingips];
  const world: World = {
    ...tables,
    timings: options.timings,
    blobs: options.blobs,
    quotas: options.quotas,
    copiesUsedDisks: options.copiesUsedDisks,
    namesHashes: options.namesHashes,
    zones: ['ru-7a', 'ru-7b'],
    region: 'ru-7',
    base: '',
    now: options.now,
    // Put above when it was missing.
    me: tables.owner.all()[0] as Owner,
    settle() {
      const now = options.now();
      for (;;) {
        const next = waiting
          .flatMap((rows) => rows.all().map(({ id, due }) => ({ id, due })))
          .filter((row): row is { id: string; due: Due } => row.due !== undefined && row.due.at <= now)
          .sort((a, b) => a.due.at - b.due.at)[0];
        if (!next) return;
        options.happenings[next.due.to](world, next.id);
      }
    },
    flush: () => {
      const taken = changes.take();
      if (taken.length > 0) options.storage.write(taken);
    },
  };
  return world;
}

export const hexId = (): string => randomUUID().replaceAll('-', '');
/** Fields every new thing begins with. */
export function born(world: World, name: string): m.Thing {
  const now = world.now();
  return { id: randomUUID(), name, createdAt: now, updatedAt: now };
}

function makeTables(changes: Changes): Tables {
  return {
    owner: table('owner', changes),
    tokens: table('tokens', changes),
    credentials: table('credentials', changes),
    flavors: table('flavors', changes),
    types: table('types', changes),
    volumes: table('volumes', changes),
    snapshots: table('snapshots', changes),
    messages: table('messages', changes),
    images: table('images', changes),
    tasks: table('tasks', changes),
    keypairs: table('keypairs', changes),
    servers: table('servers', changes),
    networks: table('networks', changes),
    subnets: table('subnets', changes),
    ports: table('ports', changes),
    routers: table('routers', changes),
    floatingips: table('floatingips', changes),
    groups: table('groups', changes),
    rules: table('rules', changes),
    bytes: table('bytes', changes),
  };
}

const newOwner = (): Owner => ({
  id: 'me',
  project: hexId(),
  user: hexId(),
  domain: hexId(),
  password: randomBytes(18).toString('base64url'),
});
