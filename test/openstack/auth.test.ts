import { expect, it } from 'vitest';
import { need } from '../../src/kit.ts';
import { cloudAt, far, granted, soon, stub } from './stub.ts';

const noImages = () => ({ json: { images: [] } });
const refused = {
  status: 401,
  json: { error: { code: 401, message: 'The request you have made requires authentication.' } },
};

it('logs in once for many calls at a time', async () => {
  const server = await stub();
  server.on('GET /image/v2/images', noImages);
  const cloud = cloudAt(server.url);

  await Promise.all(Array.from({ length: 8 }, () => cloud.images(soon())));

  expect(server.asked('POST /v3/auth/tokens')).toHaveLength(1);
  expect(server.asked('GET /image/v2/images')).toHaveLength(8);
});

it('asks for a new token ten minutes before the old one ends', async () => {
  const start = Date.parse('2026-11-20T10:00:00Z');
  let time = start;
  const server = await stub((n) => ({ id: `token-${n}`, expires: new Date(time + 3_600_000).toISOString() }));
  server.on('GET /image/v2/images', noImages);
  const cloud = cloudAt(server.url, { now: () => time });

  for (const minutes of [0, 49, 51]) {
    time = start + minutes * 60_000;
    await cloud.images(soon());
  }

  const tokens = server.asked('GET /image/v2/images').map(({ headers }) => headers['x-auth-token']);
  expect(tokens).toEqual(['token-1', 'token-1', 'token-2']);
});

it('logs in again once when a token is refused before its time, and repeats the call with its body', async () => {
  const server = await stub();
  server.on('POST /compute/os-keypairs', ({ headers }) =>
    headers['x-auth-token'] === 'token-1' ? refused : { status: 201, json: {} },
  );
  const keys = need(cloudAt(server.url), 'keys');

  await keys.add('ann', `ssh-ed25519 ${'A'.repeat(68)}`, soon());

  const [first, second] = server.asked('POST /compute/os-keypairs');
  expect(second?.headers['x-auth-token']).toBe('token-2');
  expect(second?.body).toBe(first?.body);
  expect(server.asked('POST /v3/auth/tokens')).toHaveLength(2);
});

it('knocks again when the first login broke on the way', async () => {
  const server = await stub();
  const token = { status: 201, headers: { 'x-subject-token': 't' }, json: { token: granted(server.url, far) } };
  server.on('POST /v3/auth/tokens', (_, nth) => (nth === 1 ? { reset: true } : token));
  server.on('GET /image/v2/images', noImages);

  await cloudAt(server.url).images(soon());

  expect(server.asked('POST /v3/auth/tokens')).toHaveLength(2);
});

it('gives up when the second token is refused as well', async () => {
  const server = await stub();
  server.on('GET /image/v2/images', () => refused);

  await expect(cloudAt(server.url).images(soon())).rejects.toMatchObject({ code: 'denied', again: false });

  expect(server.asked('GET /image/v2/images')).toHaveLength(2);
});

it('one token serves everybody whose call was refused at the same time', async () => {
  const server = await stub();
  server.on('GET /image/v2/images', ({ headers }) => (headers['x-auth-token'] === 'token-1' ? refused : noImages()));
  const cloud = cloudAt(server.url);

  await Promise.all(Array.from({ length: 5 }, () => cloud.images(soon())));

  expect(server.asked('POST /v3/auth/tokens')).toHaveLength(2);
});

it('does not repeat an upload whose bytes are spent, but has a new login ready for whoever begins anew', async () => {
  const server = await stub();
  server.on('PUT /image/v2/images/i-1/file', ({ headers }) =>
    headers['x-auth-token'] === 'token-1' ? refused : { status: 204 },
  );
  const store = need(cloudAt(server.url), 'imageStore');
  const bytes = async function* () {
    yield Buffer.from('abc');
  };

  await expect(store.send('i-1', bytes(), 3, soon())).rejects.toMatchObject({ code: 'unavailable', again: true });
  expect(server.asked('PUT /image/v2/images/i-1/file')).toHaveLength(1);
  await store.send('i-1', bytes(), 3, soon());

  expect(server.asked('POST /v3/auth/tokens')).toHaveLength(2);
});

it('never shows the token or the password, even where the cloud repeats them', async () => {
  const server = await stub(() => ({ id: 'gAAAAABsecret', expires: far }));
  server.on('GET /image/v2/images', ({ headers }) => ({
    status: 403,
    json: { message: `token ${headers['x-auth-token']} of sesame may not list` },
  }));

  const error: unknown = await cloudAt(server.url)
    .images(soon())
    .catch((each: unknown) => each);

  expect(error).toMatchObject({ code: 'denied', message: expect.stringContaining('token ••• of ••• may not list') });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/gAAAAAB|sesame/);
});

it("does not let one person's cancel take the login from another", async () => {
  const server = await stub();
  server.on('GET /image/v2/images', noImages);
  const cloud = cloudAt(server.url);
  const cancel = new AbortController();

  const first = cloud.images(cancel.signal);
  const second = cloud.images(soon());
  cancel.abort(new Error('cancelled by ann'));

  await expect(first).rejects.toThrow('cancelled by ann');
  await expect(second).resolves.toEqual([]);
  expect(server.asked('POST /v3/auth/tokens')).toHaveLength(1);
});

it('sends a password with the project as its scope, and an application credential without one', async () => {
  const server = await stub();
  server.on('GET /image/v2/images', noImages);
  const credential = { OS_APPLICATION_CREDENTIAL_ID: 'cred', OS_APPLICATION_CREDENTIAL_SECRET: 'open' };

  await cloudAt(server.url, { env: { OS_USER_DOMAIN_NAME: '123456' } }).images(soon());
  await cloudAt(server.url, { env: credential }).images(soon());

  const bodies = server.asked('POST /v3/auth/tokens').map(({ body }): unknown => JSON.parse(body));
  expect(bodies).toEqual([
    {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'hoist', domain: { name: '123456' }, password: 'sesame' } },
        },
        scope: { project: { id: 'project-1' } },
      },
    },
    {
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: { id: 'cred', secret: 'open' },
        },
      },
    },
  ]);
});

it("does not let one person's cancel end the question for the version that another waits for", async () => {
  const server = await stub();
  const cancel = new AbortController();
  server.on('GET /compute/', () => {
    cancel.abort(new Error('cancelled by ann'));
    return { json: { version: { version: '2.93' } } };
  });
  server.on('GET /compute/flavors/detail', () => ({ json: { flavors: [] } }));
  const flavors = need(cloudAt(server.url), 'flavors');

  const [first, second] = [flavors.list(cancel.signal), flavors.list(soon())];

  await expect(first).rejects.toThrow('cancelled by ann');
  await expect(second).resolves.toEqual([]);
});

it('learns the version of the compute service with a new login when the first one ended early', async () => {
  const server = await stub((nth) => ({ id: `token-${nth}`, expires: far }));
  server.on('GET /compute/', ({ headers }) =>
    headers['x-auth-token'] === 'token-1' ? refused : { json: { version: { version: '2.93' } } },
  );
  server.on('GET /compute/flavors/detail', () => ({ json: { flavors: [] } }));

  await need(cloudAt(server.url), 'flavors').list(soon());

  expect(server.asked('GET /compute/flavors/detail')[0]?.headers['openstack-api-version']).toBe('compute 2.72');
});
