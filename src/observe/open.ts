import { Misconfigured } from '../config.ts';
import { realClock } from '../engine/clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import { each, type Observer } from './observer.ts';
import type { Standing } from './readiness.ts';
import type { HealthServer } from './server.ts';
import type { Listening, ObserveSettings } from './settings.ts';
import type { Traces } from './traces.ts';

/** Who is told of what this process does, and who may ask it. */
export interface Observing {
  readonly observer: Observer;
  /** Does anybody count what the store is asked? */
  readonly counts: boolean;
  /** Answers from now on whoever asks how it stands; where that is, if anywhere. */
  serve(standing: Omit<Standing, 'draining' | 'clock'>): Promise<string | undefined>;
  /** It stops: nothing more should be sent here. */
  drains(): void;
  close(): Promise<void>;
}

interface Of {
  readonly version: string;
  readonly role: string;
  readonly clouds: readonly string[];
  readonly log: Log;
  /** It only helps beside a bot, which has the address. */
  readonly helps: boolean;
}

/** Nothing is loaded that is not switched on. */
export async function openObserving(settings: ObserveSettings, of: Of): Promise<Observing> {
  const { HOIST_HTTP: at, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  const metrics = at && !of.helps ? await (await import('./metrics.ts')).openMetrics(of) : undefined;
  const traces = endpoint === undefined ? undefined : await tracesTo(endpoint, settings, of);
  let draining = false;
  let server: HealthServer | undefined;
  return {
    observer: each(
      [metrics, traces].flatMap((one) => (one ? [one.observer] : [])),
      (error) => of.log.error({ err: error }, 'what was done could not be told'),
    ),
    counts: metrics !== undefined,
    async serve(standing) {
      if (!at || !metrics) return undefined;
      server = await listen(at, metrics, { ...standing, draining: () => draining, clock: realClock });
      return server.address;
    },
    drains() {
      draining = true;
    },
    async close() {
      await traces?.close();
      await server?.close();
    },
  };
}

async function listen(at: Listening, metrics: Metrics, standing: Standing): Promise<HealthServer> {
  const [{ addGauges }, { serveHealth }] = await Promise.all([import('./gauges.ts'), import('./server.ts')]);
  await addGauges(metrics, standing);
  try {
    return await serveHealth(at, metrics, standing);
  } catch (error) {
    const wrong = error instanceof Error ? error.message : 'cannot be listened on';
    throw new Misconfigured([{ of: 'hoist', name: 'HOIST_HTTP', wrong }]);
  }
}

async function tracesTo(endpoint: string, settings: ObserveSettings, { version, log }: Of): Promise<Traces> {
  const { openTraces } = await import('./traces.ts');
  const headers = (settings.OTEL_EXPORTER_OTLP_HEADERS ?? []).map(([name, value]) => [name, value.reveal()] as const);
  return openTraces({
    endpoint,
    headers: Object.fromEntries(headers),
    service: settings.OTEL_SERVICE_NAME,
    version,
    log,
  });
}
