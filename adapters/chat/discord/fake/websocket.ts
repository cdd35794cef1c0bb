import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of one websocket: whole texts in and out, as much of RFC 6455 as a gateway needs. */
export interface Websocket {
  send(text: string): void;
  /** Says goodbye with a code, as a server that closes properly does. */
  close(code: number, reason?: string): void;
  /** The cable is pulled: no goodbye. */
  cut(): void;
}

export interface Listener {
  text(text: string): void;
  /** Once, however it ended; 1006 where nobody said why. */
  closed(code: number): void;
}

// RFC 6455, 1.3: the same for every handshake ever made.
const handshake = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcodes = { part: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;
const noGoodbye = 1006;

/** Answers an `upgrade`; the listener is asked for once the socket stands. */
export function acceptWebsocket(
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  listen: (socket: Websocket) => Listener,
): void {
  const key = request.headers['sec-websocket-key'];
  if (!key || request.headers.upgrade?.toLowerCase() !== 'websocket') {
    stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return;
  }
  const proof = createHash('sha1').update(`${key}${handshake}`).digest('base64');
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${proof}\r\n\r\n`,
  );
  converse(stream, head, listen);
}

function converse(stream: Duplex, head: Buffer, listen: (socket: Websocket) => Listener): void {
  let rest: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let code = noGoodbye;
  const socket: Websocket = {
    send: (text) => void write(stream, opcodes.text, Buffer.from(text)),
    close(why, reason = '') {
      code = why;
      write(stream, opcodes.close, closing(why, reason));
      stream.end();
    },
    cut: () => void stream.destroy(),
  };
  const listener = listen(socket);
  const take = (frame: Frame) => {
    if (frame.opcode === opcodes.ping) return void write(stream, opcodes.pong, frame.data);
    if (frame.opcode === opcodes.close) {
      if (code === noGoodbye) code = frame.data.length >= 2 ? frame.data.readUInt16BE(0) : 1005;
      write(stream, opcodes.close, frame.data.subarray(0, 2));
      return void stream.end();
    }
    if (frame.opcode !== opcodes.text && frame.opcode !== opcodes.part) return;
    parts.push(frame.data);
    if (!frame.last) return;
    const text = Buffer.concat(parts).toString();
    parts = [];
    listener.text(text);
  };
  const hear = (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let frame = frameOf(rest); frame; frame = frameOf(rest)) {
      rest = rest.subarray(frame.length);
      take(frame);
    }
  };
  stream.on('data', hear);
  // A client that goes away in the middle of a word is an ordinary end.
  stream.on('error', () => stream.destroy());
  // A process that was killed says no goodbye: its side just ends, and an HTTP server would keep ours open.
  stream.on('end', () => stream.destroy());
  stream.once('close', () => listener.closed(code));
  if (head.length > 0) hear(head);
}

interface Frame {
  readonly opcode: number;
  readonly last: boolean;
  readonly data: Buffer;
  /** How many bytes it took. */
  readonly length: number;
}

/** The first frame of the bytes, once it is there as a whole. */
function frameOf(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0;
  const start = 2 + lengthBytes + (masked ? 4 : 0);
  if (bytes.length < start) return undefined;
  const size = lengthBytes === 2 ? bytes.readUInt16BE(2) : lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + size) return undefined;
  const data = Buffer.from(bytes.subarray(start, start + size));
  if (masked) {
    const mask = bytes.subarray(start - 4, start);
    for (let at = 0; at < data.length; at++) data[at] = (data[at] ?? 0) ^ (mask[at % 4] ?? 0);
  }
  return { opcode: first & 0x0f, last: (first & 0x80) !== 0, data, length: start + size };
}

function write(stream: Duplex, opcode: number, data: Buffer): void {
  if (!stream.writable) return;
  const size = data.length;
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  head.writeUInt8(0x80 | opcode, 0);
  if (head.length === 2) head.writeUInt8(size, 1);
  if (head.length === 4) head.writeUInt16BE(size, head.writeUInt8(126, 1));
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), head.writeUInt8(127, 1));
  stream.write(Buffer.concat([head, data]));
}

function closing(code: number, reason: string): Buffer {
  const data = Buffer.alloc(2 + Buffer.byteLength(reason));
  data.writeUInt16BE(code, 0);
  data.write(reason, 2);
  return data;
}
