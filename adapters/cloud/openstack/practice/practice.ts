import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Service } from './answer.ts';
import { blobs } from './blobs.ts';
import { endpoints, names } from './catalog.ts';
import { control, type Inventory, inventory } from './control.ts';
import { type Faults, faultBook } from './faults.ts';
import { addressHappenings } from './floatingips.ts';
import { type Quotas, quotas } from './quotas.ts';
import { seed } from './seed.ts';
import { serverHappenings } from './server-happenings.ts';
import { type Seen, services } from './services.ts';
import { fileStorage, memoryStorage } from './storage.ts';
import { type Timings, timings } from './timings.ts';
import { volumeHappenings } from './volume-happenings.ts';
import { createWorld, type World } from './world.ts';

export type { Fault, Faults, What } from './faults.ts';
export type { Seen } from './services.ts';
export { scaled, type Timings } from './timings.ts';

export interface Options {
  /** Where it remembers everything; in memory only when not said. */
  readonly dir?: string;
  readonly host?: '127.0.0.1';
  /** 0, the default, takes any free one. */
  readonly port?: number;
  readonly timings?: 'real' | 'instant' | Partial<Timings>;
  readonly now?: () => number;
  /** false leaves out the private network, as in a project nobody set up yet. */
  readonly seed?: boolean;
  readonly quotas?: Partial<Quotas>;
  /** false is Cinder without `enable_force_upload`, which is its default: no image of a disk that a machine holds. */
  readonly copiesUsedDisks?: boolean;
  /** false is a Glance whose store clones images without reading them, as Ceph does: nobody knows their hashes. */
  readonly namesHashes?: boolean;
}

export interface Practice {
  /** Keystone's address. */
  readonly url: string;
  /** What the openstack client, or Hoist, needs to come in. */
  readonly env: Readonly<Record<string, string>>;
  readonly faults: Faults;
  readonly calls: number;
  inventory(): Inventory;
  /** Looks at every call before its effect and after it; a look that throws drops the connection. */
  onCall(look: (call: Seen) => void | Promise<void>): () => void;
  close(): Promise<void>;
}

export async function startPractice(options: Options = {}): Promise<Practice> {
  const dir = options.dir === undefined ? undefined : ownDir(options.dir);
  const faults = faultBook();
  const looks = new Set<(call: Seen) => void | Promise<void>>();
  const server = createServer();
  // First the port, then the folder: a port that is taken must leave the folder alone.
  await listen(server, options.port ?? 0);
  const world = await openWorld(options, dir).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const { port } = server.address() as { port: number };
  world.base = `http://127.0.0.1:${port}`;
  const served = services(world, faults, async (seen) => {
    for (const look of looks) await look(seen);
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', world.base);
    if (pathname.startsWith('/practice')) return void control(world, faults, dir, request, response, pathname);
    const at = serviceAt(pathname);
    if (at) return void served.serve(request, response, at.service, at.path, searchParams);
    response.writeHead(404).end();
  });
  // A transfer of gigabytes may take its time.
  server.requestTimeout = 0;
  if (world.tasks.where(({ status }) => status === 'processing').length > 0) {
    const { resumeImports } = await import('./image-import.ts');
    resumeImports(world);
  }
  const env = envOf(world);
  let closed: Promise<void> | undefined;
  // For a person with the openstack client, and for the processes that join.
  if (dir) writeFileSync(join(dir, 'openrc'), openrc(env), { mode: 0o600 });
  return {
    url: `${world.base}/identity/v3`,
    env,
    faults,
    get calls() {
      return served.calls;
    },
    inventory() {
      world.settle();
      return inventory(world);
    },
    onCall(look) {
      looks.add(look);
      return () => looks.delete(look);
    },
    close: () => (closed ??= end(server, world)),
  };
}

async function end(server: ReturnType<typeof createServer>, world: World & { close(): void }): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  world.flush();
  world.close();
}

function ownDir(dir: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  return realpathSync(dir);
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      done();
    });
  });

async function openWorld(options: Options, dir: string | undefined): Promise<World & { close(): void }> {
  const storage = dir === undefined ? memoryStorage : fileStorage(dir);
  const bytes = blobs(dir);
  const world = createWorld({
    storage,
    blobs: bytes,
    timings: timings(options.timings),
    quotas: { ...quotas, ...options.quotas },
    copiesUsedDisks: options.copiesUsedDisks ?? true,
    namesHashes: options.namesHashes ?? true,
    now: options.now ?? Date.now,
    happenings: { ...volumeHappenings, ...serverHappenings, ...addressHappenings },
  });
  if (world.flavors.size === 0) seed(world, options.seed === false);
  // An upload that a killed process was receiving is over.
  for (const image of world.images.where(({ status }) => status === 'saving'))
    world.images.set(image.id, { status: 'queued' });
  bytes.sweep(new Set(world.bytes.all().map(({ id }) => id)));
  world.settle();
  world.flush();
  const close = (): void => {
    storage.close();
    bytes.close();
  };
  return Object.assign(world, { close });
}

const known: readonly Service[] = ['identity', 'compute', 'volume', 'image', 'network'];

function serviceAt(pathname: string): { service: Service; path: string } | undefined {
  const [, first = ''] = pathname.split('/');
  const service = known.find((one) => one === first);
  return service && { service, path: pathname.slice(first.length + 1) || '/' };
}

function envOf(world: World): Record<string, string> {
  return {
    OS_AUTH_TYPE: 'password',
    OS_AUTH_URL: endpoints(world).identity?.url ?? '',
    OS_IDENTITY_API_VERSION: '3',
    OS_INTERFACE: 'public',
    OS_USERNAME: names.user,
    OS_PASSWORD: world.me.password,
    OS_USER_DOMAIN_NAME: names.domain,
    OS_PROJECT_DOMAIN_NAME: names.domain,
    OS_PROJECT_ID: world.me.project,
    OS_PROJECT_NAME: names.project,
    OS_REGION_NAME: world.region,
    OS_AVAILABILITY_ZONE: world.zones[0] ?? '',
  };
}

const openrc = (env: Record<string, string>): string =>
  Object.entries(env)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
