import { Refusal, refuse, type Service, unauthorized } from './answer.ts';
import { overQuota, volumeLimit } from './quotas.ts';

export type What =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly delay: number }
  | 'reset'
  | 'lost-reply'
  | 'timeout'
  | 'quota'
  | 'no-valid-host'
  | 'volume-error'
  | 'token-revoked'
  | 'rate-limit';

export interface Fault {
  readonly service?: Service;
  readonly method?: string;
  /** Tested against the path below the service's own address: `/v2.1/servers`. */
  readonly path?: RegExp;
  /** How many calls it meets; every one when not said. */
  readonly times?: number;
  readonly what: What;
}

export interface Faults {
  add(fault: Fault): () => void;
  clear(): void;
  readonly list: readonly Fault[];
}

export interface FaultBook extends Faults {
  /** The first fault that fits this call, one use of it taken. */
  meet(service: Service, method: string, path: string): What | undefined;
}

export function faultBook(): FaultBook {
  let book: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      book.push(entry);
      return () => {
        book = book.filter((one) => one !== entry);
      };
    },
    clear() {
      book = [];
    },
    get list() {
      return book.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault));
    },
    meet(service, method, path) {
      const entry = book.find(({ fault }) => fits(fault, service, method, path));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) book = book.filter((one) => one !== entry);
      return entry.fault.what;
    },
  };
}

function fits({ service, method, path, what }: Fault, at: Service, by: string, to: string): boolean {
  if ((service ?? at) !== at || (method ?? by) !== by || (path && !path.test(to))) return false;
  // What happens to disks and servers later waits for the call that makes one.
  if (what === 'no-valid-host') return by === 'POST' && at === 'compute' && /\/servers(\/[^/]+\/action)?$/.test(to);
  if (what === 'volume-error') return by === 'POST' && at === 'volume' && /\/volumes$/.test(to);
  if (what === 'quota') return by === 'POST' || (by === 'PUT' && at === 'image');
  return true;
}

/** The no a service says for a fault, in its own words; undefined for faults that say nothing. */
export function refusalFor(what: What, service: Service, path: string): Refusal | undefined {
  if (what === 'token-revoked') return unauthorized();
  if (what === 'rate-limit')
    return new Refusal(429, 'This request was rate-limited.', { type: 'OverLimit', headers: { 'retry-after': '1' } });
  return what === 'quota' ? quotaRefusal(service, path) : undefined;
}

function quotaRefusal(service: Service, path: string): Refusal {
  if (service === 'compute')
    return path.includes('keypairs')
      ? refuse(403, 'Quota exceeded, too many key pairs.')
      : refuse(403, 'Quota exceeded for instances: Requested 1, but already used 10 of 10 instances');
  if (service === 'volume') return volumeLimit(10);
  if (service === 'image') return refuse(413, 'The limit has been exceeded for image_size_total');
  if (service === 'network') return overQuota(singular(path));
  return refuse(403, 'Quota exceeded.');
}

/** `/v2.0/security-group-rules` is counted as `security_group_rule`; a router's interface as a port. */
function singular(path: string): string {
  const [, , many = ''] = path.split('/');
  return many.replaceAll('-', '_').replace(/s$/, '');
}
