import type { Observer, Written } from './observer.ts';
import { passagesOf } from './passages.ts';

/** Everything that is counted and measured, as Prometheus reads it. */
export interface Metrics {
  readonly observer: Observer;
  readonly registry: Registry;
}

type Registry = InstanceType<typeof import('prom-client').Registry>;

interface About {
  readonly version: string;
  readonly role: string;
  /** The clouds of this process: no other name becomes a label. */
  readonly clouds: readonly string[];
}

const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const slow = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
const calls = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const stored = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Labels are words of the code and of the configuration, never ids, names, places or persons. */
export async function openMetrics({ version, role, clouds }: About): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <const L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <const L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers });

  const build = new Gauge({
    name: 'hoist_build_info',
    help: 'Always 1: what runs here',
    labelNames: ['version', 'node', 'role'],
    registers,
  });
  build.set({ version, node: process.version, role }, 1);

  const begun = counter('hoist_operations_begun_total', 'Operations begun here', ['operation']);
  const ended = counter('hoist_operations_ended_total', 'Operations that came to an end here', [
    'operation',
    'outcome',
  ]);
  const step = histogram(
    'hoist_step_seconds',
    'How long steps took, with all their tries and waits',
    ['cloud', 'operation', 'step', 'outcome'],
    slow,
  );
  const tries = counter('hoist_step_tries_failed_total', 'Tries of steps that failed and come again', [
    'cloud',
    'operation',
    'step',
    'code',
  ]);
  const queue = histogram('hoist_queue_lag_seconds', 'From when work was due to when a worker took it', [], quick);
  const cloudSeconds = histogram('hoist_cloud_call_seconds', 'How long calls to clouds took', ['cloud', 'verb'], calls);
  const cloudCalls = counter('hoist_cloud_calls_total', 'Calls to clouds; code is ok, or what went wrong', [
    'cloud',
    'verb',
    'code',
  ]);
  const shown = histogram(
    'hoist_message_lag_seconds',
    'How long messages said what was not true any more',
    ['chat'],
    quick,
  );
  const unshown = counter('hoist_messages_failed_total', 'Messages that could not be sent and come again', [
    'chat',
    'code',
  ]);
  const store = histogram('hoist_store_seconds', 'How long the store took to answer', ['method'], stored);
  const storeFailed = counter('hoist_store_errors_total', 'Calls that the store failed', ['method']);

  function wrote(written: Written): void {
    const { operation } = written.head;
    const cloud = labelOf(written.head.input, clouds);
    for (const passage of passagesOf(written)) {
      switch (passage.kind) {
        case 'operation':
          ended.inc({ operation, outcome: passage.outcome });
          break;
        case 'try':
          tries.inc({ cloud, operation, step: passage.step, code: passage.code ?? 'bug' });
          break;
        case 'step':
          // How long a person takes says nothing of us.
          if (passage.outcome === 'answered') break;
          step.observe(
            { cloud, operation, step: passage.step, outcome: passage.outcome },
            seconds(passage.to - passage.from),
          );
      }
    }
  }

  return {
    registry,
    observer: {
      begun: (operation) => begun.inc({ operation }),
      claimed: (lag) => queue.observe(seconds(lag)),
      wrote,
      called({ cloud, verb, took, code }) {
        cloudSeconds.observe({ cloud, verb }, seconds(took));
        cloudCalls.inc({ cloud, verb, code: code ?? 'ok' });
      },
      shown: (chat, lag) => shown.observe({ chat }, seconds(lag)),
      unshown: (chat, code) => unshown.inc({ chat, code }),
      stored(method, took, ok) {
        store.observe({ method }, seconds(took));
        if (!ok) storeFailed.inc({ method });
      },
    },
  };
}

/** Clocks of several hosts may disagree a little. */
const seconds = (ms: number): number => Math.max(0, ms) / 1000;

/** What an operation is about names its cloud, where it has one. */
function labelOf(input: unknown, clouds: readonly string[]): string {
  if (typeof input !== 'object' || input === null || !('cloud' in input)) return 'none';
  return clouds.find((name) => name === input.cloud) ?? 'other';
}
