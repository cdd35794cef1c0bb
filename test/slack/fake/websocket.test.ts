import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { acceptWebSocket, type WebSocketEnd } from '../../../adapters/chat/slack/fake/websocket.ts';

/** A frame as a client sends it, masked. */
function masked(first: number, payload: Buffer, mask = Buffer.from([1, 2, 3, 4])): Buffer {
  const { length } = payload;
  const size =
    length < 126 ? [0x80 | length] : length < 65_536 ? [0xfe, length >> 8, length & 255] : [0xff, 0, 0, 0, 0];
  const rest = length < 65_536 ? [] : [length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return Buffer.concat([
    Buffer.from([first, ...size, ...rest]),
    mask,
    payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0)),
  ]);
}

async function opened(): Promise<{ client: Socket; heard: string[]; ends: WebSocketEnd[]; got: () => Buffer }> {
  const heard: string[] = [];
  const ends: WebSocketEnd[] = [];
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    ends.push(acceptWebSocket(request, socket, head, { text: (text) => heard.push(text), closed: () => {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1'); // a TCP server, so never a path
  const chunks: Buffer[] = [];
  client.on('error', () => {}); // a broken connection is what some tests are about
  client.on('data', (chunk: Buffer) => chunks.push(chunk));
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  client.write(
    'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await expect.poll(() => Buffer.concat(chunks).includes('\r\n\r\n')).toBe(true);
  const reply = chunks.splice(0).toString();
  // The worked example of RFC 6455, section 1.3.
  expect(reply).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  return { client, heard, ends, got: () => Buffer.concat(chunks) };
}

it.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('reads a text of %i bytes', async (length) => {
  const { client, heard } = await opened();

  client.write(masked(0x81, Buffer.alloc(length, 'a')));

  await expect.poll(() => heard.map((text) => text.length)).toEqual([length]);
});

it('puts fragments together, with a ping among them and bytes arriving one by one', async () => {
  const { client, heard, got } = await opened();
  const whole = Buffer.from('слово 한');
  const bytes = Buffer.concat([
    masked(0x01, whole.subarray(0, 3)),
    masked(0x89, Buffer.from('are you there')),
    masked(0x00, whole.subarray(3, 4)),
    masked(0x80, whole.subarray(4)),
  ]);

  for (const byte of bytes) client.write(Buffer.from([byte]));

  await expect.poll(() => heard).toEqual(['слово 한']);
  await expect.poll(() => got().toString('latin1')).toBe('\x8a\x0dare you there');
});

it.each([
  ['an unmasked frame', Buffer.from([0x81, 1, 0x61]), 1002],
  ['a continuation of nothing', masked(0x80, Buffer.from('a')), 1002],
  ['a binary frame', masked(0x82, Buffer.from('a')), 1003],
])('closes on %s', async (_, bytes, code) => {
  const { client, got, heard } = await opened();

  client.write(bytes);

  await expect.poll(() => got().length).toBeGreaterThan(3);
  expect([got()[0], got().readUInt16BE(2)]).toEqual([0x88, code]);
  expect(heard).toEqual([]);
});

it('answers goodbye with goodbye', async () => {
  const { client, got } = await opened();
  const ended = new Promise((resolve) => client.on('end', resolve));

  client.write(masked(0x88, Buffer.from([0x03, 0xe8])));
  await ended;

  expect(got()).toEqual(Buffer.from([0x88, 2, 0x03, 0xe8]));
});

it('sends long texts and goes silent when it hangs', async () => {
  const { client, ends, got } = await opened();
  const [end] = ends;

  end?.send('x'.repeat(70_000));
  await expect.poll(() => got().length).toBe(10 + 70_000);
  end?.mute();
  end?.send('more');
  client.write(masked(0x89, Buffer.alloc(0)));
  end?.destroy();
  await new Promise((resolve) => client.on('close', resolve));

  expect(got().length).toBe(10 + 70_000);
});
