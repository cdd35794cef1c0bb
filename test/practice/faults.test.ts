import { expect, it } from 'vitest';
import type { What } from '../../adapters/cloud/openstack/practice/practice.ts';
import { cloud, idOf, makeServer, makeVolume } from './client.ts';

it('says what it is told, as often as it is told, in the words of the service', async () => {
  const client = await cloud();
  client.practice.faults.add({ service: 'compute', path: /\/servers/, times: 2, what: { status: 503 } });
  const replies = [];
  for (let n = 0; n < 3; n++) replies.push(await client.call('compute', 'GET /servers'));
  expect(replies.map(({ status }) => status)).toEqual([503, 503, 200]);
  expect(replies[0]?.body).toHaveProperty('serviceUnavailable.message');
  expect((await client.call('network', 'GET /networks')).status).toBe(200);
});

it('asks for patience with 429 and Retry-After', async () => {
  const client = await cloud();
  client.practice.faults.add({ what: 'rate-limit', times: 1 });
  const reply = await client.call('image', 'GET /images');
  expect(reply.status).toBe(429);
  expect(reply.headers.get('retry-after')).toBe('1');
});

it.each<[What, number]>([
  ['reset', 0],
  ['lost-reply', 1],
])('%s breaks the connection and leaves %i disks', async (what, left) => {
  const client = await cloud();
  const imageRef = await idOf(client, 'image', 'images', 'base-image');
  client.practice.faults.add({ service: 'volume', method: 'POST', times: 1, what });
  await expect(makeVolume(client, { imageRef })).rejects.toThrow();
  expect(client.practice.inventory().volumes).toHaveLength(left);
});

it('does the work and never answers when told to time out', async () => {
  const client = await cloud();
  client.practice.faults.add({ service: 'compute', method: 'POST', times: 1, what: 'timeout' });
  const signal = AbortSignal.timeout(50);
  const body = JSON.stringify({ keypair: { name: 'quiet' } });
  await expect(client.raw('compute', 'POST /os-keypairs', { body, signal })).rejects.toThrow();
  expect((await client.call('compute', 'GET /os-keypairs/quiet')).status).toBe(200);
});

it.each([
  ['compute', 'POST /servers', 403, 'forbidden', /^Quota exceeded for instances/],
  ['volume', 'POST /volumes', 413, 'overLimit', /^VolumeLimitExceeded/],
  ['network', 'POST /floatingips', 409, 'NeutronError', /^Quota exceeded for resources: \['floatingip'\]/],
] as const)('%s says that the quota is used up in its own way', async (service, line, status, wrap, words) => {
  const client = await cloud();
  client.practice.faults.add({ service, what: 'quota' });
  const reply = await client.call(service, line, {});
  expect(reply.status).toBe(status);
  expect(reply.body[wrap].message).toMatch(words);
  expect((await client.call(service, line.replace('POST', 'GET').split('?')[0] ?? '')).status).toBe(200);
});

it('fails the server later, as when no host has room', async () => {
  const client = await cloud();
  client.practice.faults.add({ what: 'no-valid-host', times: 1 });
  const { id } = await makeServer(client);
  expect((await client.call('compute', `GET /servers/${id}`)).body.server).toMatchObject({
    status: 'ERROR',
    fault: { message: 'No valid host was found. ' },
  });
  const next = await makeServer(client);
  expect((await client.call('compute', `GET /servers/${next.id}`)).body.server.status).toBe('ACTIVE');
});

it('fails the disk later, and Cinder has a message that says why', async () => {
  const client = await cloud();
  client.practice.faults.add({ what: 'volume-error', times: 1 });
  const id = await makeVolume(client);
  expect((await client.call('volume', `GET /volumes/${id}`)).body.volume.status).toBe('error');
  const { messages } = (await client.call('volume', `GET /messages?resource_uuid=${id}`)).body;
  expect(messages[0].user_message).toMatch(/Could not find any available weighted backend/);
  expect((await client.call('volume', `DELETE /volumes/${id}`)).status).toBe(202);
});

it('loses the reply to a no as well', async () => {
  const client = await cloud();
  client.practice.faults.add({ what: 'lost-reply', times: 1 });
  await expect(client.call('compute', 'GET /servers/nowhere')).rejects.toThrow();
  expect((await client.call('compute', 'GET /servers/nowhere')).status).toBe(404);
});

it('revokes the token in the middle of things', async () => {
  const client = await cloud();
  client.practice.faults.add({ what: 'token-revoked', times: 1 });
  expect((await client.call('compute', 'GET /servers')).status).toBe(401);
  expect((await client.call('compute', 'GET /servers')).status).toBe(401);
  expect((await (await client.again()).call('compute', 'GET /servers')).status).toBe(200);
});

it('shows every call before and after its effect, and drops the connection when the one who looks throws', async () => {
  const client = await cloud();
  const seen: string[] = [];
  const away = client.practice.onCall(({ phase, method, path }) => {
    seen.push(`${phase} ${method} ${path} ${client.practice.inventory().keypairs.length}`);
    if (phase === 'after') throw new Error('crash');
  });
  await expect(client.call('compute', 'POST /os-keypairs', { keypair: { name: 'made' } })).rejects.toThrow();
  away();
  expect(seen).toEqual(['before POST /v2.1/os-keypairs 0', 'after POST /v2.1/os-keypairs 1']);
  expect((await client.call('compute', 'GET /os-keypairs/made')).status).toBe(200);
});

it('can be played with from outside while a bot runs on it', async () => {
  const client = await cloud();
  const { origin } = new URL(client.practice.url);
  const post = (body: unknown) => fetch(`${origin}/practice/faults`, { method: 'POST', body: JSON.stringify(body) });
  expect((await post({ service: 'volume', path: '/volumes$', what: { status: 500 }, times: 1 })).status).toBe(201);
  expect((await post({ what: 'nonsense' })).status).toBe(400);
  expect((await client.call('volume', 'GET /volumes')).status).toBe(500);
  await post({ what: 'reset' });
  await fetch(`${origin}/practice/faults`, { method: 'DELETE' });
  expect((await client.call('volume', 'GET /volumes')).status).toBe(200);
  const inventory = (await (await fetch(`${origin}/practice/inventory`)).json()) as Record<string, unknown[]>;
  expect(inventory.flavors?.length).toBeGreaterThan(5);
});

it('does not listen to pages of other sites', async () => {
  const { practice } = await cloud();
  const headers = { origin: 'https://example.org' };
  const reply = await fetch(`${new URL(practice.url).origin}/practice/inventory`, { headers });
  expect(reply.status).toBe(403);
});
