import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of one websocket, as much of RFC 6455 as text in both directions needs. */
export interface WebSocketEnd {
  send(text: string): void;
  ping(): void;
  /** Says goodbye and waits for the other end to do so. */
  close(code: number, reason: string): void;
  /** The network breaks: no goodbye. */
  destroy(): void;
  /** From now on nothing that arrives is read and nothing is answered, as when the network hangs. */
  mute(): void;
}

export interface WebSocketListener {
  text(text: string): void;
  closed(): void;
}

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const most = 16 * 1024 * 1024;
const opcodes = { more: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;

export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  listener: WebSocketListener,
): WebSocketEnd {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${guid}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let unread: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let muted = false;
  let saidGoodbye = false;
  const write = (opcode: number, payload: Buffer) => {
    if (!socket.destroyed && socket.writable) socket.write(frame(opcode, payload));
  };
  const goodbye = (payload: Buffer) => {
    if (!saidGoodbye) write(opcodes.close, payload);
    saidGoodbye = true;
  };
  const fail = (code: number) => {
    goodbye(closing(code, ''));
    socket.end();
  };
  const take = ({ opcode, last, payload }: Frame) => {
    if (opcode === opcodes.ping) return write(opcodes.pong, payload);
    if (opcode === opcodes.pong) return;
    if (opcode === opcodes.close) {
      goodbye(payload);
      return void socket.end();
    }
    if (opcode !== opcodes.text && opcode !== opcodes.more) return fail(1003);
    // A continuation needs a beginning, and a beginning must not come while another is unfinished.
    if ((opcode === opcodes.more) !== parts.length > 0) return fail(1002);
    parts.push(payload);
    if (!last) return;
    const text = Buffer.concat(parts).toString('utf8');
    parts = [];
    listener.text(text);
  };
  const read = (chunk: Buffer) => {
    if (muted) return;
    unread = Buffer.concat([unread, chunk]);
    for (;;) {
      const next = nextFrame(unread);
      if (next === 'unfinished') return;
      if (next === 'broken') return fail(1002);
      unread = unread.subarray(next.size);
      take(next);
    }
  };
  socket.on('data', read);
  socket.on('error', () => socket.destroy());
  // A process that was killed says no goodbye: its side just ends, and an HTTP server would keep ours open.
  socket.on('end', () => socket.destroy());
  socket.on('close', () => listener.closed());
  if (head.length > 0) read(head);
  return {
    send: (text) => muted || write(opcodes.text, Buffer.from(text)),
    ping: () => muted || write(opcodes.ping, Buffer.from('ping')),
    close: (code, reason) => goodbye(closing(code, reason)),
    destroy: () => void socket.destroy(),
    mute() {
      muted = true;
    },
  };
}

interface Frame {
  readonly opcode: number;
  readonly last: boolean;
  readonly payload: Buffer;
  /** Bytes that it took, its head included. */
  readonly size: number;
}

function nextFrame(bytes: Buffer): Frame | 'unfinished' | 'broken' {
  if (bytes.length < 2) return 'unfinished';
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  // A client must mask what it sends: RFC 6455, 5.1.
  if ((second & 0x80) === 0 || (first & 0x70) !== 0) return 'broken';
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra + 4) return 'unfinished';
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (length > most) return 'broken';
  const start = 2 + extra + 4;
  if (bytes.length < start + length) return 'unfinished';
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(bytes.subarray(start, start + length));
  for (let at = 0; at < length; at++) payload[at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return { opcode: first & 0x0f, last: (first & 0x80) !== 0, payload, size: start + length };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head.writeUInt8(0x80 | opcode, 0);
  if (length < 126) head.writeUInt8(length, 1);
  else if (length < 65_536) {
    head.writeUInt8(126, 1);
    head.writeUInt16BE(length, 2);
  } else {
    head.writeUInt8(127, 1);
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

function closing(code: number, reason: string): Buffer {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return Buffer.concat([payload, Buffer.from(reason)]);
}
