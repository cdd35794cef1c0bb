import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Service } from './answer.ts';
import type { Fault, FaultBook, What } from './faults.ts';
import { readBody, send } from './http.ts';
import { type Fields, type Json, text, whole } from './json.ts';
import type { World } from './world.ts';

/** How a person plays with a running practice cloud: see docs/practice-cloud.md. */
export async function control(
  world: World,
  faults: FaultBook,
  dir: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const answer = (body: Json, status = 200): Promise<void> => send(response, { status, body }, {});
  const line = `${request.method} ${path}`;
  // A page of another site must not reach in through the browser of whoever runs this.
  const here = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
  if (!here || request.headers.origin !== undefined) return answer({ error: 'not from a browser page' }, 403);
  world.settle();
  world.flush();
  if (line === 'GET /practice' || line === 'GET /practice/')
    return answer({ practice: true, dir: dir ?? null, url: world.base, pid: process.pid });
  if (line === 'GET /practice/inventory') return answer(JSON.parse(JSON.stringify(inventory(world))));
  if (line === 'GET /practice/faults') return answer({ faults: faults.list.map(shown) });
  if (line === 'DELETE /practice/faults') {
    faults.clear();
    return answer({ faults: [] });
  }
  if (line === 'POST /practice/faults') {
    const body = await readBody(request);
    const fault = body === 'malformed' ? undefined : read(body);
    if (!fault) return answer({ error: 'say what: {"what": "quota", "service": "volume", "times": 1}' }, 400);
    faults.add(fault);
    return answer({ faults: faults.list.map(shown) }, 201);
  }
  const ip = /^GET \/practice\/answers\/([\d.]+)$/.exec(line)?.[1];
  if (ip !== undefined) return answer({ answers: runs(world, ip) }, runs(world, ip) ? 200 : 404);
  // Held open for as long as this process lives: whoever waits for the port sees the end at once.
  if (line === 'GET /practice/alive') {
    response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
    return;
  }
  return answer({ error: 'no such thing' }, 404);
}

/** Would somebody answer at this address: is the machine behind it running? */
function runs(world: World, ip: string): boolean {
  const address = world.floatingips.first((one) => one.ip === ip && one.status === 'ACTIVE');
  const port = world.ports.first((one) => one.id === address?.port || one.ips.some((fixed) => fixed.ip === ip));
  return world.servers.get(port?.device ?? '')?.status === 'ACTIVE';
}

/** Everything there is, by kind. */
export function inventory(world: World) {
  return {
    servers: world.servers.all(),
    volumes: world.volumes.all(),
    snapshots: world.snapshots.all(),
    ports: world.ports.all(),
    floatingips: world.floatingips.all().map((one) => ({ ...one, name: one.ip })),
    images: world.images.all(),
    keypairs: world.keypairs.all(),
    networks: world.networks.all(),
    subnets: world.subnets.all(),
    routers: world.routers.all(),
    securityGroups: world.groups.all(),
    rules: world.rules.all(),
    flavors: world.flavors.all(),
  };
}
export type Inventory = ReturnType<typeof inventory>;

const services: readonly string[] = ['identity', 'compute', 'volume', 'image', 'network'] satisfies Service[];
const words: readonly string[] = [
  'reset',
  'lost-reply',
  'timeout',
  'quota',
  'no-valid-host',
  'volume-error',
  'token-revoked',
  'rate-limit',
];

function read(body: Fields): Fault | undefined {
  const what = readWhat(body.what);
  const service = text(body.service);
  if (!what || (service !== undefined && !services.includes(service))) return undefined;
  const path = text(body.path);
  return {
    what,
    // Checked against the list above.
    ...(service === undefined ? {} : { service: service as Service }),
    ...(text(body.method) === undefined ? {} : { method: text(body.method)?.toUpperCase() ?? '' }),
    ...(path === undefined ? {} : { path: new RegExp(path) }),
    ...(whole(body.times) === undefined ? {} : { times: whole(body.times) ?? 1 }),
  };
}

function readWhat(value: Json | undefined): What | undefined {
  // Checked against the list above.
  if (typeof value === 'string') return words.includes(value) ? (value as What) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { delay, status, body, headers } = value as Fields;
  if (typeof delay === 'number') return { delay };
  if (typeof status !== 'number') return undefined;
  const kept = Object.entries((headers ?? {}) as Fields).map(([name, one]) => [name, String(one)]);
  return { status, ...(body === undefined ? {} : { body }), headers: Object.fromEntries(kept) };
}

const shown = ({ path, what, ...rest }: Fault): Json => ({
  ...rest,
  ...(path ? { path: path.source } : {}),
  what: JSON.parse(JSON.stringify(what)),
});
