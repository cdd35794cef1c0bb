/** Bare calls to an OpenStack with a token that is there already: no retries, no checks, no words. */
export interface OpenStack {
  readonly token: string;
  url(service: string, path: string): string;
  get(service: string, path: string): Promise<Json>;
  post(service: string, path: string, body: object): Promise<Json>;
  /** Takes away every machine, address, disk and key that there is, and waits until they are gone. */
  clear(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a script written against one known server; a wrong answer breaks it loudly.
type Json = any;

export async function openStack(env: Readonly<Record<string, string>>): Promise<OpenStack> {
  const domain = { name: env.OS_USER_DOMAIN_NAME };
  const password = { user: { name: env.OS_USERNAME, password: env.OS_PASSWORD, domain } };
  const auth = { identity: { methods: ['password'], password }, scope: { project: { id: env.OS_PROJECT_ID } } };
  const login = await fetch(`${env.OS_AUTH_URL}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth }),
  });
  const token = login.headers.get('x-subject-token') ?? '';
  const { catalog }: Json = ((await login.json()) as Json).token;
  const base = new Map<string, string>(
    catalog.map(({ type, endpoints }: Json) => [type, endpoints.find((one: Json) => one.interface === 'public').url]),
  );

  const url = (service: string, path: string): string => `${base.get(service)}${path}`;
  async function call(method: string, service: string, path: string, body?: object): Promise<Json> {
    const answer = await fetch(url(service, path), {
      method,
      headers: {
        'x-auth-token': token,
        ...(service === 'compute' ? { 'openstack-api-version': 'compute 2.72' } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok && !(method === 'DELETE' && answer.status === 404))
      throw new Error(`${method} ${service} ${path}: ${answer.status} ${text}`);
    return text === '' || !answer.ok ? undefined : JSON.parse(text);
  }
  const get = (service: string, path: string) => call('GET', service, path);

  return {
    token,
    url,
    get,
    post: (service, path, body) => call('POST', service, path, body),
    async clear() {
      for (const { id } of (await get('compute', '/servers')).servers)
        await call('DELETE', 'compute', `/servers/${id}`);
      await until(async () => (await get('compute', '/servers')).servers.length === 0);
      for (const { id } of (await get('network', '/v2.0/floatingips')).floatingips)
        await call('DELETE', 'network', `/v2.0/floatingips/${id}`);
      for (const { id } of (await get('volumev3', '/volumes')).volumes)
        await call('DELETE', 'volumev3', `/volumes/${id}`);
      await until(async () => (await get('volumev3', '/volumes')).volumes.length === 0);
      for (const { keypair } of (await get('compute', '/os-keypairs')).keypairs)
        await call('DELETE', 'compute', `/os-keypairs/${keypair.name}`);
    },
  };
}

/** Looks every 50 ms. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((go) => setTimeout(go, 50));
  }
}
