import type { Attributes, SpanKind } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../log.ts';
import { type Called, type Observer, unobserved, type Written } from './observer.ts';
import { type Passage, passagesOf } from './passages.ts';
import { newSpan, operationSpan, stepSpan, traceOf } from './span-ids.ts';

export interface Traces {
  readonly observer: Observer;
  /** Sends what is left, for a moment. */
  close(): Promise<void>;
}

interface Sending {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  readonly version: string;
  readonly log: Log;
}

interface Drawn {
  readonly name: string;
  readonly trace: string;
  readonly span: string;
  readonly parent?: string;
  readonly from: number;
  readonly to: number;
  readonly code?: string | undefined;
  readonly attributes: Attributes;
  readonly kind?: SpanKind;
}

const answerWithin = 5_000;
/** The process ends all the same. */
const closeWithin = 3_000;

/**
 * One trace for each operation. A span is drawn when it is over, from the journal, and its number follows from the
 * operation and the step: so what several processes have done of one operation falls into place by itself.
 */
export async function openTraces({ endpoint, headers, service, version, log }: Sending): Promise<Traces> {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } = await import('@opentelemetry/api');
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: answerWithin });
  const next = { trace: '', span: '' };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    idGenerator: { generateTraceId: () => next.trace, generateSpanId: () => next.span },
    spanProcessors: [new BatchSpanProcessor({ exporter: told(exporter, log), exportTimeoutMillis: answerWithin })],
  });
  const tracer = provider.getTracer('hoist', version);

  function draw({ name, trace: traceId, span, parent, from, to, code, attributes, kind }: Drawn): void {
    next.trace = traceId;
    next.span = span;
    const context =
      parent === undefined
        ? ROOT_CONTEXT
        : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parent, traceFlags: TraceFlags.SAMPLED });
    const drawn = tracer.startSpan(name, { startTime: from, kind: kind ?? SpanKind.INTERNAL, attributes }, context);
    if (code !== undefined) drawn.setStatus({ code: SpanStatusCode.ERROR, message: code });
    drawn.end(Math.max(from, to));
  }

  return {
    observer: {
      ...unobserved,
      wrote(written) {
        for (const passage of passagesOf(written)) draw(drawnOf(written, passage));
      },
      called(call) {
        if (call.trying) draw({ ...callOf(call, call.trying), kind: SpanKind.CLIENT });
      },
    },
    async close() {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, closeWithin);
      // What is not sent then has been told of like any other.
      await Promise.race([provider.shutdown().catch(() => undefined), late.promise]);
      clearTimeout(timer);
    },
  };
}

function drawnOf({ head, worker }: Written, passage: Passage): Drawn {
  const { from, to, code } = passage;
  const root = operationSpan(head.id, 1);
  const cloud = cloudIn(head.input);
  const attributes = {
    'hoist.operation': head.operation,
    'hoist.operation.id': head.id,
    'hoist.worker': worker,
    ...(cloud === undefined ? {} : { 'hoist.cloud': cloud }),
    ...('step' in passage ? { 'hoist.step': passage.step } : {}),
    ...('outcome' in passage ? { 'hoist.outcome': passage.outcome } : {}),
    ...(code === undefined ? {} : { 'error.type': code }),
  };
  const of = { trace: traceOf(head.id), from, to, code, attributes };
  if (passage.kind === 'operation') {
    const { nth } = passage;
    const name = nth === 1 ? head.operation : `${head.operation} again`;
    return { ...of, name, span: operationSpan(head.id, nth), ...(nth === 1 ? {} : { parent: root }) };
  }
  const { kind, step, undo } = passage;
  const name = undo ? `undo ${step}` : step;
  const span = stepSpan(head.id, passage);
  if (kind === 'try') return { ...of, name: `${name} try`, span: newSpan(), parent: span };
  return { ...of, name, span, parent: root };
}

function callOf({ cloud, verb, at, took, code, request }: Called, trying: NonNullable<Called['trying']>): Drawn {
  const { head, step, worker } = trying;
  return {
    name: `${cloud} ${verb}`,
    trace: traceOf(head.id),
    span: newSpan(),
    parent: stepSpan(head.id, trying),
    from: at,
    to: at + took,
    // Told to stop is no error.
    code: code === 'cancelled' ? undefined : code,
    attributes: {
      'hoist.operation': head.operation,
      'hoist.operation.id': head.id,
      'hoist.step': step,
      'hoist.worker': worker,
      'hoist.cloud': cloud,
      'hoist.verb': verb,
      ...(code === undefined ? {} : { 'error.type': code }),
      ...(request === undefined ? {} : { 'hoist.request': request }),
    },
  };
}

const cloudIn = (input: unknown): string | undefined =>
  typeof input === 'object' && input !== null && 'cloud' in input && typeof input.cloud === 'string'
    ? input.cloud
    : undefined;

/** A collector that is away is worth a line when it goes and one when it is back, and no more. */
function told(exporter: SpanExporter, log: Log): SpanExporter {
  let well = true;
  return {
    export(spans, over) {
      exporter.export(spans, (result) => {
        const sent = result.code === 0;
        if (!sent && well) log.warn({ why: whyOf(result.error) }, 'traces not sent');
        if (sent && !well) log.info({}, 'traces are sent again');
        well = sent;
        over(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** Not the whole error: it may hold the request with its headers. */
const whyOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown').slice(0, 200);
