import type { Service } from '../../adapters/cloud/openstack/practice/answer.ts';
import type { What } from '../../adapters/cloud/openstack/practice/practice.ts';

/** A cloud call as the table names it: what differs from run to run is left out. */
export interface CallKind {
  readonly service: Service;
  readonly method: string;
  readonly path: string;
}

export interface FaultKind {
  readonly name: string;
  /** What the cloud does with such a call; undefined where it would tell nothing new. */
  what(call: CallKind): What | undefined;
}

/** The columns of the table. */
export const faultKinds: readonly FaultKind[] = [
  { name: '500', what: () => ({ status: 500 }) },
  { name: '503', what: () => ({ status: 503 }) },
  { name: '429', what: () => 'rate-limit' },
  { name: '409', what: () => said(409, 'It is in a state in which this cannot be done.') },
  { name: 'timeout', what: () => 'timeout' },
  { name: 'reset', what: () => 'reset' },
  { name: 'lost reply', what: () => 'lost-reply' },
  { name: '401', what: () => 'token-revoked' },
  { name: 'quota', what: (call) => (makes(call) ? 'quota' : said(403, 'Quota exceeded for instances.')) },
  { name: 'no capacity', what: noCapacity },
  { name: '403', what: (call) => (changes(call) ? { status: 403 } : undefined) },
  { name: '404', what: (call) => (changes(call) ? { status: 404 } : undefined) },
];

export const changes = ({ method }: CallKind): boolean => method !== 'GET';

const makes = ({ service, method }: CallKind) => method === 'POST' || (method === 'PUT' && service === 'image');

/** Where the practice cloud has a way of its own to be full, that one. */
function noCapacity({ service, method, path }: CallKind): What {
  if (method === 'POST' && path === '/v2.1/servers') return 'no-valid-host';
  if (method === 'POST' && service === 'volume' && path.endsWith('/volumes')) return 'volume-error';
  if (service === 'network')
    return said(409, 'No more IP addresses available on network.', 'IpAddressGenerationFailure');
  return said(409, 'No valid host was found. There are not enough hosts available.');
}

const said = (status: number, message: string, type?: string): What => ({
  status,
  body: { error: { code: status, message, ...(type === undefined ? {} : { type }) } },
});

/** `/v2.1/servers/{id}/action` of `/v2.1/servers/7f…/action`. */
export const kindOfCall = (service: Service, method: string, path: string): CallKind => ({
  service,
  method,
  path: path
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '{id}')
    .replace(/\/(v3)\/[0-9a-f]{32}(?=\/|$)/, '/$1/{project}'),
});

export const nameOfCall = ({ service, method, path }: CallKind): string => `${method} ${service}${path}`;
