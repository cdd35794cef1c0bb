import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Api } from './api.ts';
import type { World } from './model.ts';
import { serveResponse } from './response-url.ts';
import type { SocketMode } from './socket-mode.ts';

export interface Server {
  /** Answers to a response_url that are being taken. */
  readonly busy: number;
  close(): Promise<void>;
}

/** One server for all of Slack: the Web API, response URLs and websockets. */
export async function listen(world: World, api: Api, sockets: SocketMode): Promise<Server> {
  let busy = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', world.base);
    const [, first, name = ''] = pathname.split('/');
    if (first === 'api') return api.serve(request, response, name, searchParams);
    if (first !== 'response') return response.writeHead(404).end();
    busy += 1;
    return serveResponse(world, request, response, name).finally(() => (busy -= 1));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A connection that broke meanwhile has nobody left to tell.
      if (!response.headersSent && !response.destroyed) response.writeHead(500).end(String(error));
    });
  });
  const open = new Set<Socket>();
  server.on('upgrade', sockets.upgrade);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server, so never a path
  return {
    get busy() {
      return busy;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
