import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import { type Profile, plainOpenstack } from '../../adapters/cloud/openstack/profile.ts';
import type { Cloud } from '../../src/kit.ts';

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Breaks the connection instead of answering. */
  readonly reset?: true;
}

type Script = (heard: Heard, nth: number) => Said | Promise<Said>;

/** A server that says exactly what a test wants, where the practice cloud is too well behaved. */
export interface Stub {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** `GET /compute/servers/detail`, without the query; the latest wins. */
  on(line: string, script: Script): void;
  /** What was asked of one line. */
  asked(line: string): readonly Heard[];
}

const nothing: Script = () => ({ status: 404, json: { itemNotFound: { message: 'no such thing' } } });

export interface Token {
  readonly id: string;
  readonly expires: string;
}

export async function stub(token: (nth: number) => Token = (n) => ({ id: `token-${n}`, expires: far })): Promise<Stub> {
  const heard: Heard[] = [];
  const scripts = new Map<string, Script>();
  const lineOf = ({ method, path }: Heard) => `${method} ${path.split('?')[0]}`;
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const each = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
    heard.push(each);
    const script = scripts.get(lineOf(each)) ?? nothing;
    const said = await script(each, asked(lineOf(each)).length);
    if (said.reset) return void request.socket.destroy();
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(said.text ?? (said.json === undefined ? '' : JSON.stringify(said.json)));
  });
  const asked = (line: string) => heard.filter((each) => lineOf(each) === line);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  scripts.set('POST /v3/auth/tokens', (_, nth) => {
    const { id, expires } = token(nth);
    return { status: 201, headers: { 'x-subject-token': id }, json: { token: granted(url, expires) } };
  });
  scripts.set('GET /compute/', () => ({ json: { version: { version: '2.93', min_version: '2.1' } } }));
  return { url, heard, asked, on: (line, script) => void scripts.set(line, script) };
}

export const far = '2999-01-01T00:00:00.000000Z';

export const granted = (url: string, expires_at: string) => ({
  expires_at,
  project: { id: 'project-1', name: 'project' },
  catalog: [
    service('compute', `${url}/compute`),
    service('volumev3', `${url}/volume`),
    service('image', `${url}/image`),
    service('network', `${url}/network/`),
  ],
});

const service = (type: string, url: string) => ({
  type,
  endpoints: ['public', 'internal'].map((face) => ({
    interface: face,
    region: 'ru-7',
    url: face === 'public' ? url : 'http://127.0.0.1:1',
  })),
});

type Env = Readonly<Record<string, string>>;

/** The adapter, talking to the stub. */
export function cloudAt(
  url: string,
  { env = {}, profile = plainOpenstack, now }: { env?: Env; profile?: Profile; now?: () => number } = {},
): Cloud {
  const access = { OS_AUTH_URL: `${url}/v3`, OS_USERNAME: 'hoist', OS_PASSWORD: 'sesame', OS_PROJECT_ID: 'project-1' };
  const config = openstackConfig.parse({ ...access, OS_REGION_NAME: 'ru-7', ...env });
  const cloud = openstackCloud(config, 'stub', profile, now);
  onTestFinished(() => cloud.close());
  return cloud;
}

export const soon = (): AbortSignal => AbortSignal.timeout(10_000);
