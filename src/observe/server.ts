import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';
import { readiness, type Standing } from './readiness.ts';
import type { Listening } from './settings.ts';

export interface HealthServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves /metrics, /healthz and /readyz, to be read only; nothing of it is secret, and nobody is asked who they are. */
export async function serveHealth(
  { host, port }: Listening,
  metrics: Metrics,
  standing: Standing,
): Promise<HealthServer> {
  const pages: Readonly<Record<string, (response: ServerResponse) => void | Promise<void>>> = {
    // Whoever reads this was answered by the event loop: that is all there is to say.
    '/healthz': (response) => json(response, 200, { ok: true, uptime: Math.round(process.uptime()) }),
    async '/readyz'(response) {
      const state = await readiness(standing);
      json(response, state.ready ? 200 : 503, state);
    },
    async '/metrics'(response) {
      const text = await metrics.registry.metrics();
      response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text);
    },
  };
  const server = createServer((request, response) => {
    const page = pages[(request.url ?? '').split('?', 1)[0] ?? ''];
    if (request.method !== 'GET' && request.method !== 'HEAD') return json(response, 405, { problem: 'only GET' });
    if (!page) return json(response, 404, { problem: 'there are /metrics, /healthz and /readyz' });
    Promise.resolve(page(response)).catch(() => {
      if (response.headersSent) response.destroy();
      else json(response, 500, { problem: 'failed' });
    });
  });
  server.listen(port, host);
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  // A server that listens on a port has an address of this kind.
  const bound = server.address() as AddressInfo;
  return {
    address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const json = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
