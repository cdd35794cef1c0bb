import { type Cloud, facetNames } from '../cloud.ts';
import { type Code, Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import { tryingNow } from './cause.ts';
import type { Observer } from './observer.ts';
import { type Over, timed } from './timed.ts';

interface Told {
  readonly observer: Observer;
  readonly log: Log;
  now(): number;
}

const facets: ReadonlySet<string> = new Set(facetNames);

/** The same cloud, of which every call is told; a call that fails is in the log with the cloud's own number of it. */
export function observedCloud(cloud: Cloud, { observer, log, now }: Told): Cloud {
  const tell = (verb: string, { at, took, failed }: Over) => {
    const trying = tryingNow();
    const wrong = failed && { code: codeOf(failed), ...requestOf(failed.error) };
    observer.called({ cloud: cloud.name, verb, at, took, ...wrong, ...(trying ? { trying } : {}) });
    if (!wrong || wrong.code === 'cancelled') return;
    log.warn({ cloud: cloud.name, verb, took, ...wrong }, 'cloud call failed');
  };
  const seen = <T extends object>(part: T, before: string): T =>
    timed(part, now, (over) => tell(before + over.name, over));
  const parts = Object.entries(cloud).map(([name, value]) => [
    name,
    facets.has(name) ? seen(value, `${name}.`) : value,
  ]);
  const { close } = cloud;
  // Every part is there under its own name, as what it was.
  return { ...seen(Object.fromEntries(parts) as Cloud, ''), close: () => close.call(cloud) };
}

/** A call that was told to stop did not fail; one that was told so because it took too long did. */
function codeOf({ error, signal }: NonNullable<Over['failed']>): Code {
  if (error instanceof Failure) return error.code;
  if (!signal?.aborted) return 'bug';
  return signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError' ? 'timed-out' : 'cancelled';
}

const requestOf = (error: unknown): { readonly request?: string } =>
  error instanceof Failure && error.request !== undefined ? { request: error.request } : {};
