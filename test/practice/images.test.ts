import { createHash, randomBytes } from 'node:crypto';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Client, cloud, idOf } from './client.ts';

const octets = { 'content-type': 'application/octet-stream' };

async function reserve(client: Client, more: Record<string, unknown> = {}): Promise<string> {
  const wish = { name: 'mine', disk_format: 'raw', container_format: 'bare', ...more };
  const { status, body } = await client.call('image', 'POST /images', wish);
  expect(status).toBe(201);
  return body.id;
}

async function website(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/image`;
}

it('takes bytes as a stream and gives the same bytes back, hashed', async () => {
  const client = await cloud();
  const bytes = randomBytes(3_000_000);
  const id = await reserve(client);
  const sent = await client.raw('image', `PUT /images/${id}/file`, { body: bytes, headers: octets });
  const image = (await client.call('image', `GET /images/${id}`)).body;
  const back = Buffer.from(await (await client.raw('image', `GET /images/${id}/file`)).arrayBuffer());
  expect(sent.status).toBe(204);
  expect(image).toMatchObject({
    status: 'active',
    size: bytes.length,
    os_hash_value: createHash('sha512').update(bytes).digest('hex'),
    checksum: createHash('md5').update(bytes).digest('hex'),
  });
  expect(back.equals(bytes)).toBe(true);
});

it('gives a part of an image to who asks for a range', async () => {
  const client = await cloud();
  const id = await reserve(client);
  await client.raw('image', `PUT /images/${id}/file`, { body: '0123456789', headers: octets });
  const part = await client.raw('image', `GET /images/${id}/file`, { headers: { range: 'bytes=4-' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 4-9/10');
  expect(await part.text()).toBe('456789');
  const beyond = await client.raw('image', `GET /images/${id}/file`, { headers: { range: 'bytes=10-' } });
  expect(beyond.status).toBe(416);
});

it.each(['base-image', 'ubuntu-24.04', 'debian-12'])('grows %s to exactly the bytes it is known by', async (name) => {
  const client = await cloud();
  const id = await idOf(client, 'image', 'images', name);
  const { size, os_hash_value, checksum } = (await client.call('image', `GET /images/${id}`)).body;
  const bytes = Buffer.from(await (await client.raw('image', `GET /images/${id}/file`)).arrayBuffer());
  expect(bytes.length).toBe(size);
  expect(createHash('sha512').update(bytes).digest('hex')).toBe(os_hash_value);
  expect(createHash('md5').update(bytes).digest('hex')).toBe(checksum);
});

it('goes back to queued when the sender hangs up, and takes another try', async () => {
  const client = await cloud();
  const id = await reserve(client);
  const url = `${new URL(client.practice.url).origin}/image/v2/images/${id}/file`;
  const sender = request(url, { method: 'PUT', headers: { ...octets, 'x-auth-token': client.token } });
  sender.on('error', () => {}).write(new Uint8Array(1000));
  await vi.waitFor(async () => {
    expect((await client.call('image', `GET /images/${id}`)).body.status).toBe('saving');
  });
  sender.destroy();
  await vi.waitFor(async () => {
    expect((await client.call('image', `GET /images/${id}`)).body.status).toBe('queued');
  });
  const again = await client.raw('image', `PUT /images/${id}/file`, { body: 'whole', headers: octets });
  expect(again.status).toBe(204);
});

it('takes bytes once', async () => {
  const client = await cloud();
  const id = await reserve(client);
  await client.raw('image', `PUT /images/${id}/file`, { body: 'one', headers: octets });
  const twice = await client.raw('image', `PUT /images/${id}/file`, { body: 'two', headers: octets });
  expect(twice.status).toBe(409);
  expect(await (await client.raw('image', `GET /images/${id}/file`)).text()).toBe('one');
});

it('keeps images of the same name apart and protected ones in place', async () => {
  const client = await cloud();
  const ids = [await reserve(client), await reserve(client, { protected: true })];
  expect(new Set(ids).size).toBe(2);
  expect((await client.call('image', `DELETE /images/${ids[1]}`)).status).toBe(403);
  expect((await client.call('image', `DELETE /images/${ids[0]}`)).status).toBe(204);
  expect((await client.call('image', `GET /images/${ids[0]}`)).status).toBe(404);
});

it('changes fields and properties by patch, and refuses what is read-only', async () => {
  const client = await cloud();
  const id = await reserve(client);
  const patch = (operations: unknown) =>
    client.call('image', `PATCH /images/${id}`, operations, {
      'content-type': 'application/openstack-images-v2.1-json-patch',
    });
  const changed = await patch([
    { op: 'replace', path: '/name', value: 'renamed' },
    { op: 'add', path: '/hoist_owner', value: 'ann' },
  ]);
  expect(changed.body).toMatchObject({ name: 'renamed', hoist_owner: 'ann' });
  expect((await patch([{ op: 'replace', path: '/status', value: 'active' }])).status).toBe(403);
  expect((await patch([{ op: 'replace', path: '/nothing', value: 'x' }])).status).toBe(409);
  expect((await patch([{ op: 'remove', path: '/hoist_owner' }])).body).not.toHaveProperty('hoist_owner');
});

it('finds images by any field and cuts the list into pages', async () => {
  const client = await cloud();
  const id = await reserve(client, { hoist_key: 'op.image' });
  const found = (await client.call('image', 'GET /images?hoist_key=op.image')).body.images;
  expect(found.map((one: { id: string }) => one.id)).toEqual([id]);
  const seen: string[] = [];
  for (let path = '/images?limit=2&sort=name:asc'; path; ) {
    const page: { images: { name: string }[]; next?: string } = (await client.call('image', `GET ${path}`)).body;
    seen.push(...page.images.map(({ name }) => name));
    path = page.next?.replace('/v2', '') ?? '';
  }
  expect(seen).toEqual(['base-image', 'debian-12', 'mine', 'ubuntu-24.04']);
});

it('fetches an image from this machine, and from nowhere else', async () => {
  const client = await cloud();
  const web = await website((response) => response.end('from the web'));
  const fetchFrom = (id: string, uri: string) =>
    client.call('image', `POST /images/${id}/import`, { method: { name: 'web-download', uri } });
  const id = await reserve(client);
  expect((await fetchFrom(id, 'http://example.org/image')).status).toBe(400);
  expect((await fetchFrom(id, web)).status).toBe(202);
  await vi.waitFor(async () => {
    expect((await client.call('image', `GET /images/${id}`)).body.status).toBe('active');
  });
  expect(await (await client.raw('image', `GET /images/${id}/file`)).text()).toBe('from the web');
});

it('says why an import failed', async () => {
  const client = await cloud();
  const web = await website((response) => response.writeHead(404).end());
  const id = await reserve(client);
  await client.call('image', `POST /images/${id}/import`, { method: { name: 'web-download', uri: web } });
  await vi.waitFor(async () => {
    const [task] = (await client.call('image', `GET /images/${id}/tasks`)).body.tasks;
    expect(task).toMatchObject({ status: 'failure', message: 'HTTP Error 404: Not Found' });
  });
  expect((await client.call('image', `GET /images/${id}`)).body.status).toBe('queued');
});

it.each([
  ['*/*', 'text/html; charset=UTF-8'],
  ['application/json', 'application/json'],
  ['', 'text/plain; charset=UTF-8'],
])('says no to a caller that accepts %j as %s', async (accept, type) => {
  const client = await cloud();
  const no = await client.raw('image', 'GET /images/none', { headers: { accept } });
  expect(no.status).toBe(404);
  expect(no.headers.get('content-type')).toBe(type);
  expect(await no.text()).toContain('No image found with ID none');
});
