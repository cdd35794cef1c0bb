import type { IncomingMessage } from 'node:http';
import { refuse, type Service } from './answer.ts';
import { spoken } from './discovery.ts';

/** The second half of the version asked for: 72 of 2.72. Without one it is the oldest. */
export function wantedMinor(request: IncomingMessage, service: Service): number {
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

/** What a service says it spoke. */
export function spokenHeaders(request: IncomingMessage, service: Service): Record<string, string> {
  if (service !== 'compute' && service !== 'volume') return {};
  const { major, min, max } = spoken[service];
  const asked = wanted(request, service);
  const version = asked === 'latest' ? `${major}.${max}` : (asked ?? `${major}.${min}`);
  const both = { 'openstack-api-version': `${service} ${version}` };
  return service === 'compute'
    ? { ...both, 'x-openstack-nova-api-version': version, vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version' }
    : { ...both, vary: 'OpenStack-API-Version' };
}

function wanted(request: IncomingMessage, service: 'compute' | 'volume'): string | undefined {
  const header = String(request.headers['openstack-api-version'] ?? '');
  const said = new RegExp(`\\b${service}\\s+([^\\s,]+)`).exec(header)?.[1];
  const old = service === 'compute' ? request.headers['x-openstack-nova-api-version'] : undefined;
  return said ?? (typeof old === 'string' ? old : undefined);
}
