import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Refusal, refuse, refused, type Service, unauthorized } from './answer.ts';
import { discoveryRoutes, spoken } from './discovery.ts';
import { extensionRoutes } from './extensions.ts';
import { type FaultBook, refusalFor, type What } from './faults.ts';
import { flavorRoutes } from './flavors.ts';
import { floatingIpRoutes } from './floatingips.ts';
import { drop, readBody, send } from './http.ts';
import { identityRoutes, tokenOf } from './identity.ts';
import { imageDataRoutes } from './image-data.ts';
import { imageImportRoutes } from './image-import.ts';
import { imagePatchRoutes } from './image-patch.ts';
import { imageSchemaRoutes } from './image-schemas.ts';
import { imageRoutes } from './images.ts';
import { keypairRoutes } from './keypairs.ts';
import { limitRoutes } from './limits.ts';
import { networkRoutes } from './networks.ts';
import { portRoutes } from './ports.ts';
import { routerRoutes } from './routers.ts';
import { type Call, type Found, find, type Route } from './routes.ts';
import { groupRoutes } from './security-groups.ts';
import { ruleRoutes } from './security-rules.ts';
import { serverActionRoutes } from './server-actions.ts';
import { serverLabelRoutes } from './server-labels.ts';
import { serverPartRoutes } from './server-parts.ts';
import { serverRoutes } from './servers.ts';
import { snapshotRoutes } from './snapshots.ts';
import { subnetRoutes } from './subnets.ts';
import { volumeActionRoutes } from './volume-actions.ts';
import { typeRoutes } from './volume-types.ts';
import { volumeRoutes } from './volumes.ts';
import type { World } from './world.ts';

const all: readonly Route[] = [
  ...identityRoutes,
  ...discoveryRoutes,
  ...serverRoutes,
  ...serverActionRoutes,
  ...serverLabelRoutes,
  ...serverPartRoutes,
  ...flavorRoutes,
  ...keypairRoutes,
  ...limitRoutes,
  ...volumeRoutes,
  ...volumeActionRoutes,
  ...snapshotRoutes,
  ...typeRoutes,
  ...imageSchemaRoutes,
  ...imageImportRoutes,
  ...imageDataRoutes,
  ...imagePatchRoutes,
  ...imageRoutes,
  ...networkRoutes,
  ...extensionRoutes,
  ...subnetRoutes,
  ...portRoutes,
  ...routerRoutes,
  ...floatingIpRoutes,
  ...groupRoutes,
  ...ruleRoutes,
];

/** What a crash test sees of a call: before its effect, and after it but before the answer. */
export interface Seen {
  readonly phase: 'before' | 'after';
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  readonly n: number;
}

export interface Services {
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    service: Service,
    path: string,
    query: URLSearchParams,
  ): Promise<void>;
  readonly calls: number;
}

const malformed: Readonly<Record<Service, string>> = {
  identity:
    'Expecting to find valid JSON in request body. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.',
  compute: 'Malformed request body',
  volume: 'Malformed request body',
  image: 'Malformed JSON in request body.',
  network: 'Body contains invalid data',
};

/** Never answered: the caller's own patience ends it. */
const silence = Symbol('silence');
const dropped = Symbol('dropped');

/** Whatever the answer is, the caller does not get it. */
const unheard = (what: What | undefined) =>
  what === 'lost-reply' ? dropped : what === 'timeout' ? silence : undefined;

export function services(world: World, faults: FaultBook, look: (seen: Seen) => Promise<void>): Services {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    async serve(request, response, service, path, query) {
      const n = ++calls;
      const method = request.method ?? 'GET';
      const requestId = `req-${randomUUID()}`;
      const what = faults.meet(service, method, path);
      const seen = { service, method, path, n };
      if (world.timings.call > 0) await sleep(world.timings.call);
      const answer = await answerTo();
      if (answer === silence) return;
      if (answer === dropped) return drop(request);
      try {
        await send(response, answer, { 'x-openstack-request-id': requestId, ...versionHeaders(request, service) });
      } catch {
        // The caller hung up while bytes were flowing: nothing is left to say.
      }

      async function answerTo(): Promise<Answer | typeof silence | typeof dropped> {
        world.settle();
        if (what === 'reset') return dropped;
        if (typeof what === 'object' && 'delay' in what) await sleep(what.delay);
        if (typeof what === 'object' && 'status' in what) return canned(request, service, what);
        if (what === 'token-revoked') world.tokens.remove(String(request.headers['x-auth-token']));
        const no = what && refusalFor(what, service, path);
        if (no) {
          request.resume();
          world.flush();
          return refused(service, no, request.headers.accept);
        }
        try {
          await look({ ...seen, phase: 'before' });
          const answer = await handled(request, service, method, path, query, requestId, what);
          world.flush();
          await look({ ...seen, phase: 'after' });
          return unheard(what) ?? answer;
        } catch (error) {
          if (!(error instanceof Refusal)) return dropped;
          request.resume();
          world.flush();
          return unheard(what) ?? refused(service, error, request.headers.accept);
        }
      }
    },
  };

  async function handled(
    request: IncomingMessage,
    service: Service,
    method: string,
    path: string,
    query: URLSearchParams,
    requestId: string,
    what: What | undefined,
  ): Promise<Answer> {
    const minor = wantedMinor(request, service);
    const token = tokenOf(world, request.headers['x-auth-token']);
    const found = findAs(service, method, path, token !== undefined);
    if (!found.route.open && !token) throw unauthorized();
    const body = found.route.raw ? {} : await readBody(request);
    if (body === 'malformed') throw refuse(400, malformed[service]);
    const fate = what === 'no-valid-host' || what === 'volume-error' ? what : undefined;
    const { route, params } = found;
    const call: Call = { world, service, method, path, params, query, body, minor, request, requestId, token, fate };
    return route.handler(call);
  }
}

/** Without a token nobody learns which addresses exist. */
function findAs(service: Service, method: string, path: string, known: boolean): Found {
  try {
    return find(all, service, method, path);
  } catch (error) {
    throw known ? error : unauthorized();
  }
}

function canned(
  request: IncomingMessage,
  service: Service,
  what: { status: number; body?: unknown; headers?: Readonly<Record<string, string>> },
): Answer {
  request.resume();
  const headers = what.headers ?? {};
  if (what.body !== undefined)
    return {
      status: what.status,
      headers,
      text: typeof what.body === 'string' ? what.body : JSON.stringify(what.body),
    };
  const words =
    what.status === 503
      ? 'Service is unavailable at this time.'
      : 'An unexpected error prevented the server from fulfilling your request.';
  return refused(service, new Refusal(what.status, words, { headers }), request.headers.accept);
}

function wanted(request: IncomingMessage, service: 'compute' | 'volume'): string | undefined {
  const header = String(request.headers['openstack-api-version'] ?? '');
  const said = new RegExp(`\\b${service}\\s+([^\\s,]+)`).exec(header)?.[1];
  const old = service === 'compute' ? request.headers['x-openstack-nova-api-version'] : undefined;
  return said ?? (typeof old === 'string' ? old : undefined);
}

function wantedMinor(request: IncomingMessage, service: Service): number {
  if (service !== 'compute' && service !== 'volume') return 0;
  const { min, max, major } = spoken[service];
  const version = wanted(request, service);
  if (version === undefined) return min;
  if (version === 'latest') return max;
  const match = /^(\d+)\.(\d+)$/.exec(version);
  if (!match)
    throw refuse(400, `API Version String ${version} is of invalid format. Must be of format MajorNum.MinorNum.`);
  const minor = Number(match[2]);
  if (Number(match[1]) !== major || minor < min || minor > max)
    throw refuse(
      406,
      `Version ${version} is not supported by the API. Minimum is ${major}.${min} and maximum is ${major}.${max}.`,
    );
  return minor;
}

function versionHeaders(request: IncomingMessage, service: Service): Record<string, string> {
  if (service !== 'compute' && service !== 'volume') return {};
  const { major, min, max } = spoken[service];
  const asked = wanted(request, service);
  const version = asked === 'latest' ? `${major}.${max}` : (asked ?? `${major}.${min}`);
  const both = { 'openstack-api-version': `${service} ${version}` };
  return service === 'compute'
    ? { ...both, 'x-openstack-nova-api-version': version, vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version' }
    : { ...both, vary: 'OpenStack-API-Version' };
}
