import { z } from 'zod';
import { secretOf } from '../secret.ts';

/** Where a small server listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
}

const address = /^(?:(\[[\da-f:]+\]|[\w.-]+):)?(\d{1,5})$/i;

export const observeVariables = z.object({
  HOIST_HTTP: z
    .string()
    .transform((text, at): Listening => {
      const [, host = '127.0.0.1', port = ''] = address.exec(text) ?? [];
      if (port !== '' && Number(port) <= 65_535) return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
      at.addIssue('must be an address and a port, as in 127.0.0.1:9464');
      return z.NEVER;
    })
    .optional()
    .meta({
      description: 'Where /metrics (Prometheus), /healthz and /readyz are served; nowhere without it',
      examples: ['127.0.0.1:9464'],
    }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), 'holds a name or a password: put it into the headers')
    .optional()
    .meta({
      description: 'An OpenTelemetry collector (OTLP over HTTP) that is sent a trace of each operation',
      examples: ['http://127.0.0.1:4318'],
    }),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .transform((text, at) => {
      const pairs = text.split(',').map((pair) => /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(pair));
      const headers = pairs.map((pair) => [pair?.[1] ?? '', secretOf(decoded(pair?.[2] ?? ''))] as const);
      if (headers.every(([name]) => name !== '')) return headers;
      at.addIssue('must be name=value, and commas between several');
      return z.NEVER;
    })
    .optional()
    .meta({ description: 'What the collector wants to be told of who sends', examples: ['authorization=Bearer%20…'] }),
  OTEL_SERVICE_NAME: z
    .string()
    .min(1)
    .default('hoist')
    .meta({ description: 'What these traces are called among those of others', examples: ['hoist'] }),
});

export type ObserveSettings = z.infer<typeof observeVariables>;

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
