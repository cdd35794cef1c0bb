import { z } from 'zod';

/** The cloud as it answers to plain HTTP, beside the adapter that is being tested. */
export interface Bare {
  get(type: string, path: string): Promise<unknown>;
  send(type: string, method: string, path: string, body?: object): Promise<{ status: number; body: unknown }>;
}

const login = z.object({
  token: z.object({
    catalog: z.array(
      z.object({ type: z.string(), endpoints: z.array(z.object({ interface: z.string(), url: z.string() })) }),
    ),
  }),
});

type Env = Readonly<Record<string, string | undefined>>;

export async function bareCloud(env: Env): Promise<Bare> {
  const user = { name: env.OS_USERNAME, domain: { name: env.OS_USER_DOMAIN_NAME }, password: env.OS_PASSWORD };
  const domain = { name: env.OS_PROJECT_DOMAIN_NAME };
  const project = env.OS_PROJECT_ID ? { id: env.OS_PROJECT_ID } : { name: env.OS_PROJECT_NAME, domain };
  const auth = { identity: { methods: ['password'], password: { user } }, scope: { project } };
  const reply = await fetch(`${env.OS_AUTH_URL}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth }),
  });
  const token = reply.headers.get('x-subject-token') ?? '';
  const { catalog } = login.parse(await reply.json()).token;

  const send: Bare['send'] = async (type, method, path, body) => {
    const root = catalog.find((each) => each.type === type)?.endpoints.find((each) => each.interface === 'public')?.url;
    const answer = await fetch(`${root}${path}`, {
      method,
      headers: {
        'x-auth-token': token,
        'openstack-api-version': 'compute 2.72',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  };
  return { send, get: async (type, path) => (await send(type, 'GET', path)).body };
}

const servers = z.object({ servers: z.array(z.object({ name: z.string() })) });

export const countServers = async (bare: Bare, name: string): Promise<number> =>
  servers.parse(await bare.get('compute', '/servers?limit=1000')).servers.filter((each) => each.name === name).length;

const flavors = z.object({ flavors: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Ids by name. */
export const flavorIds = async (bare: Bare): Promise<ReadonlyMap<string, string>> =>
  new Map(flavors.parse(await bare.get('compute', '/flavors')).flavors.map(({ id, name }) => [name, id]));
