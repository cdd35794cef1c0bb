import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Options, type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; `{}` where there is none. */
  readonly body: Body;
}

/** A wire body whose fields a test reads by name. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and a wrong path fails the test.
export type Body = any;

export interface Client {
  readonly practice: Practice;
  readonly token: string;
  /** `compute` `/servers`: the service's own prefix is put in front. */
  call(service: keyof typeof prefixes, line: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  raw(service: keyof typeof prefixes, line: string, init?: RequestInit): Promise<Response>;
  again(): Promise<Client>;
}

const prefixes = {
  identity: '/identity/v3',
  compute: '/compute/v2.1',
  volume: '/volume/v3/PROJECT',
  image: '/image/v2',
  network: '/network/v2.0',
} as const;

/** A practice cloud of its own, logged in to. */
export async function cloud(options: Options = {}): Promise<Client> {
  const practice = await startPractice({ timings: 'instant', ...options });
  onTestFinished(() => practice.close());
  return logIn(practice);
}

export async function logIn(practice: Practice): Promise<Client> {
  const { env } = practice;
  const origin = new URL(practice.url).origin;
  const response = await fetch(`${practice.url}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(password(env)),
  });
  const token = z.string().parse(response.headers.get('x-subject-token'));
  await response.body?.cancel();
  const raw: Client['raw'] = (service, line, init = {}) => {
    const [method = 'GET', path = ''] = line.split(/ (.*)/s);
    const prefix = prefixes[service].replace('PROJECT', env.OS_PROJECT_ID ?? '');
    const headers = {
      accept: 'application/json',
      'x-auth-token': token,
      'openstack-api-version': 'compute 2.72, volume 3.59',
      ...init.headers,
    };
    return fetch(`${origin}${prefix}${path}`, { ...init, method, headers });
  };
  return {
    practice,
    token,
    raw,
    again: () => logIn(practice),
    async call(service, line, body, headers = {}) {
      const json =
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
      const reply = await raw(service, line, { headers, ...json });
      const text = await reply.text();
      return { status: reply.status, headers: reply.headers, body: text === '' ? {} : JSON.parse(text) };
    },
  };
}

export const password = (env: Practice['env'], secret = env.OS_PASSWORD) => ({
  auth: {
    identity: {
      methods: ['password'],
      password: { user: { name: env.OS_USERNAME, password: secret, domain: { name: env.OS_USER_DOMAIN_NAME } } },
    },
    scope: { project: { id: env.OS_PROJECT_ID } },
  },
});

export const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOrE7Il606YjHRr1rcEcCROGVWz7zngMfy+Bw62/OGmS somebody';

/** The id of what has this name. */
export async function idOf(
  client: Client,
  service: 'compute' | 'image' | 'network',
  kind: string,
  name: string,
): Promise<string> {
  const { body } = await client.call(service, `GET /${kind}?limit=1000`);
  const found = body[kind].find((one: { name: string }) => one.name === name);
  return z.string().parse(found?.id);
}

export async function makeVolume(client: Client, more: Record<string, unknown> = {}): Promise<string> {
  const imageRef = more.imageRef === null ? {} : { imageRef: await idOf(client, 'image', 'images', 'base-image') };
  const volume = {
    name: 'disk',
    size: 10,
    volume_type: 'fast.ru-7a',
    availability_zone: 'ru-7a',
    ...imageRef,
    ...more,
  };
  if (volume.imageRef === null) delete (volume as { imageRef?: unknown }).imageRef;
  const { status, body } = await client.call('volume', 'POST /volumes', { volume });
  if (status !== 202) throw new Error(JSON.stringify(body));
  return body.volume.id;
}

export const bootFrom = (uuid: string, deleteToo = false) => [
  { boot_index: 0, uuid, source_type: 'volume', destination_type: 'volume', delete_on_termination: deleteToo },
];

/** Makes a server on a disk of its own in the ready network. */
export async function makeServer(client: Client, more: Record<string, unknown> = {}) {
  const volume = await makeVolume(client);
  const network = await idOf(client, 'network', 'networks', 'net');
  const server = {
    name: 'machine',
    flavorRef: '1011',
    availability_zone: 'ru-7a',
    networks: [{ uuid: network }],
    block_device_mapping_v2: bootFrom(volume),
    ...more,
  };
  const { status, body } = await client.call('compute', 'POST /servers', { server });
  if (status !== 202) throw new Error(JSON.stringify(body));
  const id: string = body.server.id;
  return { id, volume, network };
}
