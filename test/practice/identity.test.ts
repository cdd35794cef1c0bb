import { expect, it } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { cloud, password } from './client.ts';

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

it('gives a project token whose catalog leads to every service', async () => {
  const { practice } = await cloud();
  const response = await post(`${practice.url}/auth/tokens`, password(practice.env));
  const { token } = (await response.json()) as { token: Record<string, unknown> & { catalog: { type: string }[] } };
  expect(response.status).toBe(201);
  expect(response.headers.get('x-subject-token')).toMatch(/^gAAAA/);
  expect(token.catalog.map(({ type }) => type).sort()).toEqual(['compute', 'identity', 'image', 'network', 'volumev3']);
  expect(token.roles).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'member' })]));
});

it('says 401 in Keystone’s words to a wrong password', async () => {
  const { practice } = await cloud();
  const response = await post(`${practice.url}/auth/tokens`, password(practice.env, 'wrong'));
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    error: { code: 401, message: 'The request you have made requires authentication.', title: 'Unauthorized' },
  });
});

it('forgets a token when its day is over', async () => {
  let now = Date.UTC(2026, 0, 1);
  const client = await cloud({ now: () => now });
  now += 24 * 60 * 60_000;
  expect((await client.call('compute', 'GET /servers')).status).toBe(401);
  expect((await (await client.again()).call('compute', 'GET /servers')).status).toBe(200);
});

it('forgets a token that is handed back', async () => {
  const client = await cloud();
  const given = await client.call('identity', 'DELETE /auth/tokens', undefined, { 'x-subject-token': client.token });
  expect(given.status).toBe(204);
  expect((await client.call('network', 'GET /networks')).status).toBe(401);
});

it('lets an application credential in, and refuses it a scope', async () => {
  const client = await cloud();
  const users = `/users/${client.practice.env.OS_USERNAME}/application_credentials`;
  const made = await client.call('identity', `POST ${users}`, { application_credential: { name: 'bot' } });
  const { id, secret } = made.body.application_credential;
  const identity = { methods: ['application_credential'], application_credential: { id, secret } };
  const url = `${client.practice.url}/auth/tokens`;
  expect((await post(url, { auth: { identity } })).status).toBe(201);
  const scope = { project: { id: client.practice.env.OS_PROJECT_ID } };
  expect((await post(url, { auth: { identity, scope } })).status).toBe(401);
  await client.call('identity', `DELETE ${users}/${id}`);
  expect((await post(url, { auth: { identity } })).status).toBe(401);
});

it('tells which versions it speaks to who is not logged in', async () => {
  const { practice } = await cloud();
  const { origin } = new URL(practice.url);
  const nova = (await (await fetch(`${origin}/compute/v2.1`)).json()) as { version: Record<string, string> };
  expect(nova.version).toMatchObject({ min_version: '2.1', version: '2.93' });
  expect((await fetch(`${origin}/identity/v3`)).status).toBe(200);
  expect((await fetch(`${origin}/compute/v2.1/servers`)).status).toBe(401);
});

it.each([
  ['2.94', 406, /Minimum is 2\.1 and maximum is 2\.93/],
  ['newest', 400, /invalid format/],
])('refuses microversion %s', async (version, status, words) => {
  const client = await cloud();
  const reply = await client.call('compute', 'GET /servers', undefined, {
    'openstack-api-version': `compute ${version}`,
  });
  expect(reply.status).toBe(status);
  expect(JSON.stringify(reply.body)).toMatch(words);
});

it('has a password of its own on each cloud', async () => {
  const [one, other] = [await startPractice(), await startPractice()];
  expect(one.env.OS_PASSWORD).not.toBe(other.env.OS_PASSWORD);
  await Promise.all([one.close(), other.close()]);
});
