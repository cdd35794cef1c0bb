import { codes, identifying, intents, ops, packetOf, privileged, ready, resuming } from './gateway-protocol.ts';
import { guildOnWire, guildsOfBot } from './guild-wire.ts';
import type { Listener, Websocket } from './websocket.ts';
import type { World } from './world.ts';

export interface GatewaySettings {
  readonly token: () => string;
  readonly url: () => string;
  readonly now: () => number;
  readonly changed: () => void;
  readonly heartbeatEvery: number;
  /** How long a session without a connection can be taken up again. */
  readonly resumeWithin: number;
  readonly allowedIntents: number;
}

/** What happened at this door; read it, do not write it. */
export interface GatewayCounters {
  connections: number;
  identified: number;
  resumed: number;
  refusedResumes: number;
  beats: number;
  /** Events that were sent again after a resume. */
  replayed: number;
  /** Events that nobody will ever get, because no session was there to keep them; by their type. */
  readonly lost: Record<string, number>;
}

export interface Gateway {
  readonly counters: GatewayCounters;
  readonly connected: number;
  /** The connection breaks; with a code it is closed properly, with none the cable is pulled. */
  drop(code?: number): void;
  /** Op 7: "please come back". */
  reconnect(): void;
  /** Op 9; the session is gone unless `resumable`. */
  invalidate(options: { readonly resumable: boolean }): void;
  /** Heartbeats are no longer answered. */
  fallSilent(silent: boolean): void;
  accept(socket: Websocket): Listener;
  /** `seen` says what a session with these intents gets of it: undefined is nothing. */
  dispatch(type: string, seen: (intents: number) => unknown): void;
}

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly events: { readonly s: number; readonly type: string; readonly text: string }[];
  socket: Websocket | undefined;
  lostAt: number;
}

export function openGateway(world: World, settings: GatewaySettings): Gateway {
  const sessions = new Map<string, Session>();
  const sockets = new Map<Websocket, Session | undefined>();
  const counters: GatewayCounters = {
    connections: 0,
    identified: 0,
    resumed: 0,
    refusedResumes: 0,
    beats: 0,
    replayed: 0,
    lost: {},
  };
  let silent = false;

  const tell = (session: Session, type: string, data: unknown) => {
    const s = (session.events.at(-1)?.s ?? 0) + 1;
    const text = JSON.stringify({ op: ops.event, t: type, s, d: data });
    session.events.push({ s, type, text });
    session.socket?.send(text);
  };

  const lose = (type: string) => {
    counters.lost[type] = (counters.lost[type] ?? 0) + 1;
  };
  /** Nobody can come back to it any more. */
  const isOver = (session: Session) => !session.socket && settings.now() - session.lostAt > settings.resumeWithin;

  const identify = (socket: Websocket, data: unknown) => {
    const asked = identifying.safeParse(data);
    if (!asked.success) return socket.close(codes.decode);
    if (asked.data.token !== settings.token()) return socket.close(codes.badToken, 'Authentication failed.');
    if (asked.data.intents & privileged & ~settings.allowedIntents) return socket.close(codes.disallowed);
    const session: Session = { id: world.id(), intents: asked.data.intents, events: [], socket, lostAt: 0 };
    sessions.set(session.id, session);
    sockets.set(socket, session);
    counters.identified++;
    tell(session, 'READY', ready(world, session.id, settings.url()));
    const withMembers = (session.intents & intents.guildMembers) !== 0;
    if (session.intents & intents.guilds) {
      for (const guild of guildsOfBot(world)) tell(session, 'GUILD_CREATE', guildOnWire(world, guild, { withMembers }));
    }
  };

  const resume = (socket: Websocket, data: unknown) => {
    const asked = resuming.safeParse(data);
    if (!asked.success) return socket.close(codes.decode);
    if (asked.data.token !== settings.token()) return socket.close(codes.badToken, 'Authentication failed.');
    const session = sessions.get(asked.data.session_id);
    const seq = asked.data.seq ?? 0;
    if (!session || isOver(session)) {
      counters.refusedResumes++;
      for (const { s, type } of session?.events ?? []) if (s > seq) lose(type);
      sessions.delete(asked.data.session_id);
      return socket.send(JSON.stringify({ op: ops.invalid, d: false }));
    }
    if (seq > (session.events.at(-1)?.s ?? 0)) return socket.close(codes.badSequence, 'Invalid seq.');
    if (session.socket !== socket) session.socket?.cut();
    session.socket = socket;
    sockets.set(socket, session);
    counters.resumed++;
    for (const { s, text } of [...session.events]) {
      if (s <= seq) continue;
      counters.replayed++;
      socket.send(text);
    }
    tell(session, 'RESUMED', { _trace: [] });
  };

  const hear = (socket: Websocket, text: string) => {
    const heard = packetOf(text);
    if (!heard.success || Buffer.byteLength(text) > 4_096)
      return socket.close(codes.decode, 'Error while decoding payload.');
    const { op, d } = heard.data;
    if (op === ops.beat) {
      counters.beats++;
      if (!silent) socket.send(JSON.stringify({ op: ops.heard, d: null }));
      return;
    }
    if (op === ops.identify || op === ops.resume) {
      if (sockets.get(socket)) return socket.close(codes.twice, 'Already authenticated.');
      return op === ops.identify ? identify(socket, d) : resume(socket, d);
    }
    if (!sockets.get(socket)) socket.close(codes.notYet, 'Not authenticated.');
  };

  return {
    counters,
    get connected() {
      return [...sockets.values()].filter((session) => session !== undefined).length;
    },
    drop(code) {
      for (const [socket, session] of [...sockets]) {
        // Nobody comes back to a session that ended so.
        if (session && (code === 1000 || code === 1001)) sessions.delete(session.id);
        code === undefined ? socket.cut() : socket.close(code);
      }
    },
    reconnect() {
      for (const socket of sockets.keys()) socket.send(JSON.stringify({ op: ops.reconnect, d: null }));
    },
    invalidate({ resumable }) {
      for (const [socket, session] of sockets) {
        sockets.set(socket, undefined);
        if (session && !resumable) sessions.delete(session.id);
        socket.send(JSON.stringify({ op: ops.invalid, d: resumable }));
      }
    },
    fallSilent(now) {
      silent = now;
    },
    accept(socket) {
      sockets.set(socket, undefined);
      counters.connections++;
      socket.send(JSON.stringify({ op: ops.hello, d: { heartbeat_interval: settings.heartbeatEvery, _trace: [] } }));
      return {
        text(text) {
          hear(socket, text);
          settings.changed();
        },
        closed(code) {
          const session = sockets.get(socket);
          sockets.delete(socket);
          if (session?.socket === socket) {
            session.socket = undefined;
            session.lostAt = settings.now();
            // Whoever says goodbye with 1000 or 1001 does not want to come back to this session.
            if (code === 1000 || code === 1001) sessions.delete(session.id);
          }
          settings.changed();
        },
      };
    },
    dispatch(type, seen) {
      if (sessions.size === 0) lose(type);
      for (const session of sessions.values()) {
        const data = seen(session.intents);
        if (data !== undefined) tell(session, type, data);
      }
    },
  };
}
