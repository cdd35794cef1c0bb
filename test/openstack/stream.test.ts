import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stream } from '../../adapters/cloud/openstack/stream.ts';
import { certificate, key } from './loopback-certificate.ts';
import { soon } from './stub.ts';

const bytes = randomBytes(5_000_003);
const trusting = { rejectUnauthorized: true, ca: Buffer.from(certificate) };
const whole: RequestListener = (_, response) => response.setHeader('content-length', bytes.length).end(bytes);

async function serve(listener: RequestListener, safe = false): Promise<string> {
  const server = safe ? createSafeServer({ cert: certificate, key }, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // It listens on a port, so its address is no path.
  const { port } = server.address() as AddressInfo;
  return `${safe ? 'https' : 'http'}://127.0.0.1:${port}/file`;
}

/** As a slow disk does: each part is looked at some time after it came, and before the next is asked for. */
async function slowly(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const part of body) {
    await new Promise((resolve) => setImmediate(resolve));
    all.push(Buffer.from(part));
  }
  return Buffer.concat(all);
}

const get = (url: string, signal = soon()) => stream(url, { 'x-auth-token': 'sesame' }, trusting, signal);

describe('a stream from a cloud', () => {
  it.each([false, true])('brings every byte once and in order, over TLS or not (%s)', async (safe) => {
    const { status, body } = await get(await serve(whole, safe));

    expect(status).toBe(200);
    expect((await slowly(body)).equals(bytes)).toBe(true);
  });

  it('brings a body whose length nobody said', async () => {
    const { body } = await get(await serve((_, response) => response.write(bytes, () => response.end('end'))));

    expect((await slowly(body)).equals(Buffer.concat([bytes, Buffer.from('end')]))).toBe(true);
  });

  it('brings one that is empty, and one that fits behind the head', async () => {
    const empty = await get(await serve((_, response) => response.setHeader('content-length', 0).end()));
    const short = await get(await serve((_, response) => response.setHeader('content-length', 5).end('short')));

    expect((await slowly(empty.body)).length).toBe(0);
    expect((await slowly(short.body)).toString()).toBe('short');
  });

  it('keeps what came and says so, when the connection ends before the body does', async () => {
    const { body } = await get(
      await serve((_, response) => {
        response.setHeader('content-length', bytes.length);
        response.write(bytes.subarray(0, 1_000_000), () => response.destroy());
      }),
    );
    let got = 0;

    const read = (async () => {
      for await (const part of body) got += part.length;
    })();

    await expect(read).rejects.toThrow();
    expect(got).toBeGreaterThan(0);
    expect(got).toBeLessThanOrEqual(1_000_000);
  });

  it('tells of an answer that is no success like of any other', async () => {
    const { status, headers, body } = await get(
      await serve((_, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy')),
    );

    expect([status, headers['retry-after'], (await slowly(body)).toString()]).toEqual([503, '7', 'busy']);
  });

  it('ends when it is told to, before the answer and in the middle of the body', async () => {
    const stop = new AbortController();
    const never = get(await serve(() => stop.abort()), stop.signal);
    await expect(never).rejects.toMatchObject({ name: 'AbortError' });

    const later = new AbortController();
    const { body } = await get(
      await serve((_, response) => response.setHeader('content-length', bytes.length).write(bytes.subarray(0, 1000))),
      later.signal,
    );
    const read = (async () => {
      for await (const part of body) if (part.length > 0) later.abort();
    })();
    await expect(read).rejects.toThrow();
  });

  it('refuses a server that nobody vouches for', async () => {
    const url = await serve(whole, true);

    await expect(stream(url, {}, { rejectUnauthorized: true }, soon())).rejects.toThrow(/certificate/);
  });
});
