import { createServer, type IncomingMessage } from 'node:http';
import type { Practice } from '../../adapters/cloud/openstack/practice/practice.ts';

/** A practice cloud that, where a test wants, refuses and repeats everything it was told: the worst a provider can do. */
export interface EchoingCloud {
  readonly url: string;
  /** Every token it gave out. */
  readonly tokens: ReadonlySet<string>;
  /** How many times it repeated what it was told. */
  readonly echoes: number;
  /** Answers with that status whatever fits `line`, such as /^POST .*servers/, until it is told something else. */
  refuse(line: RegExp, status: number): void;
  close(): Promise<void>;
}

export async function echoingCloud(practice: Practice): Promise<EchoingCloud> {
  const origin = new URL(practice.url).origin;
  const tokens = new Set<string>();
  let refused: { readonly line: RegExp; readonly status: number } | undefined;
  let echoes = 0;
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = await bytesOf(request);
    if (refused?.line.test(`${method} ${url}`)) {
      echoes += 1;
      const message = `refused, with ${JSON.stringify(headers)} and ${body}`;
      const text = echoes % 2 ? JSON.stringify({ error: { message } }) : `<html><body>${message}</body></html>`;
      return void response.writeHead(refused.status, { 'www-authenticate': message.slice(0, 500) }).end(text);
    }
    const sent = Object.entries(headers).filter(([name]) => !/^(host|connection|content-length)$/.test(name));
    const answer = await fetch(origin + url, {
      method,
      headers: sent.map(([name, value]) => [name, String(value)]),
      ...(body.length > 0 ? { body } : {}),
    });
    const token = answer.headers.get('x-subject-token');
    if (token !== null) tokens.add(token);
    const text = (await answer.text()).replaceAll(origin, here());
    const given = [...answer.headers].filter(([name]) => !/^(connection|content-length|transfer-encoding)$/.test(name));
    response.writeHead(answer.status, Object.fromEntries(given)).end(text);
  });
  const here = () => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: practice.url.replace(origin, here()),
    tokens,
    get echoes() {
      return echoes;
    },
    refuse(line, status) {
      refused = { line, status };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function bytesOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
