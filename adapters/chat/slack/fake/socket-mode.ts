import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { type Carrier, type Outcome, within3Seconds } from './delivery.ts';
import type { World } from './model.ts';
import { acceptWebSocket, type WebSocketEnd } from './websocket.ts';
import { ids } from './world.ts';

/** What a test may do to the connections of the app. */
export interface Sockets {
  readonly count: number;
  /** Resolves once so many are connected. */
  connected(count: number): Promise<void>;
  /** Slack moves its servers about: "please come again". All connections, or only the oldest. */
  refresh(which?: 'oldest'): void;
  warn(): void;
  /** The network breaks without a goodbye. */
  drop(which?: 'oldest'): void;
  /** The network hangs: nothing arrives on these any more, in either direction. */
  hang(which?: 'oldest'): void;
  /** So many may be connected; whoever comes beyond that is told that there are too many websockets. */
  allow(most: number): void;
}

export interface SocketMode extends Sockets {
  /** What `apps.connections.open` gives: good for one connection. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly carry: Carrier;
  /** What went out on connections that hang: nothing comes of it. */
  readonly stuck: number;
  close(): void;
}

const usual = 10;
const ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

interface Connection {
  hangs: boolean;
  readonly end: WebSocketEnd;
  readonly pending: Map<string, (outcome: Outcome) => void>;
}

export function createSocketMode(world: World): SocketMode {
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const waiting = new Set<() => void>();
  let turn = 0;
  let most = usual;

  const those = (which?: 'oldest') => (which === 'oldest' ? connections.slice(0, 1) : [...connections]);
  const say = ({ end }: Connection, what: object) => end.send(JSON.stringify(what));
  const dismiss = (connection: Connection, reason: string) =>
    say(connection, { type: 'disconnect', reason, debug_info: { host: 'wss-test-1' } });
  const leave = (connection: Connection) => {
    const at = connections.indexOf(connection);
    if (at >= 0) connections.splice(at, 1);
    for (const settle of connection.pending.values()) settle({ acked: false, reason: 'closed' });
    connection.pending.clear();
  };
  const hear = (connection: Connection, text: string) => {
    const said = ack.safeParse(JSON.parse(text)).data;
    const settle = said && connection.pending.get(said.envelope_id);
    if (!settle) return;
    connection.pending.delete(said.envelope_id);
    settle({ acked: true, body: said.payload });
  };

  return {
    get count() {
      return connections.length;
    },
    async connected(count) {
      while (connections.length < count) await new Promise<void>((resolve) => waiting.add(resolve));
    },
    refresh(which) {
      for (const connection of those(which)) dismiss(connection, 'refresh_requested');
    },
    warn() {
      for (const connection of those()) dismiss(connection, 'warning');
    },
    drop(which) {
      for (const { end } of those(which)) end.destroy();
    },
    hang(which) {
      for (const connection of those(which)) {
        connection.hangs = true;
        connection.end.mute();
      }
    },
    allow(next) {
      most = next;
    },
    ticket() {
      const ticket = world.id('ticket-');
      tickets.add(ticket);
      return `${world.base.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${ids.app}`;
    },
    upgrade(request, socket, head) {
      const { searchParams } = new URL(request.url ?? '/', world.base);
      if (!tickets.delete(searchParams.get('ticket') ?? '')) {
        return void socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
      }
      const connection: Connection = {
        hangs: false,
        pending: new Map(),
        end: acceptWebSocket(request, socket, head, {
          text: (text) => hear(connection, text),
          closed: () => leave(connection),
        }),
      };
      if (connections.length >= most) return dismiss(connection, 'too_many_websockets');
      connections.push(connection);
      say(connection, {
        type: 'hello',
        num_connections: connections.length,
        debug_info: { host: 'wss-test-1', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: ids.app },
      });
      for (const wake of waiting) wake();
      waiting.clear();
    },
    carry(envelope, retry) {
      // Any one of the connections gets it; taking turns shows soonest when one of them is forgotten.
      const connection = connections[turn++ % Math.max(connections.length, 1)];
      if (!connection) return Promise.resolve({ acked: false, reason: 'no_connection' });
      return within3Seconds(world, (settle) => {
        connection.pending.set(envelope.id, settle);
        say(connection, {
          envelope_id: envelope.id,
          type: envelope.type,
          payload: envelope.payload,
          accepts_response_payload: envelope.type !== 'events_api',
          ...(envelope.type === 'events_api' && { retry_attempt: 0, retry_reason: '' }),
          ...(retry && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
        });
      }).finally(() => connection.pending.delete(envelope.id));
    },
    get stuck() {
      return sum(connections.map(({ hangs, pending }) => (hangs ? pending.size : 0)));
    },
    close() {
      for (const { end } of those()) end.destroy();
    },
  };
}

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
