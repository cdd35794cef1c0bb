import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** A span as it came over the wire. */
export interface Seen {
  readonly trace: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What went wrong. */
  readonly error: string | undefined;
  readonly facts: Readonly<Record<string, string>>;
}

export interface Collector {
  readonly url: string;
  readonly spans: readonly Seen[];
  readonly headers: readonly NodeJS.Dict<string | string[]>[];
  /** Everything that was sent, as it was. */
  text(): string;
}

const value = z.object({ stringValue: z.string() });
const attributes = z.array(z.object({ key: z.string(), value })).default([]);
const nanoseconds = z.union([z.string(), z.number()]).transform((text) => Number(BigInt(text) / 1_000_000n));

// opentelemetry-proto, trace/v1: ids are hexadecimal in JSON, times are nanoseconds as text, and 2 is an error.
const request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[\da-f]{32}$/),
              spanId: z.string().regex(/^[\da-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: nanoseconds,
              endTimeUnixNano: nanoseconds,
              attributes,
              status: z.object({ code: z.number(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** The other end of OTLP over HTTP, as much of it as there has to be. */
export async function startCollector(status = 200): Promise<Collector> {
  const spans: Seen[] = [];
  const headers: NodeJS.Dict<string | string[]>[] = [];
  const bodies: string[] = [];
  const server = createServer(async (got, response) => {
    const chunks = await got.toArray();
    const text = Buffer.concat(chunks).toString('utf8');
    headers.push(got.headers);
    bodies.push(text);
    if (got.url !== '/v1/traces' || status !== 200) return void response.writeHead(status === 200 ? 404 : status).end();
    for (const { resource, scopeSpans } of request.parse(JSON.parse(text)).resourceSpans) {
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({
          trace: span.traceId,
          id: span.spanId,
          parent: span.parentSpanId || undefined,
          name: span.name,
          from: span.startTimeUnixNano,
          to: span.endTimeUnixNano,
          error: span.status.code === 2 ? span.status.message : undefined,
          facts: Object.fromEntries(
            [...resource.attributes, ...span.attributes].map(({ key, value: { stringValue } }) => [key, stringValue]),
          ),
        });
      }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, spans, headers, text: () => bodies.join('\n') };
}
