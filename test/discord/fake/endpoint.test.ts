import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand } from './client.ts';

const close: (() => void)[] = [];

afterEach(() => {
  for (const each of close.splice(0)) each();
});

interface Heard {
  readonly request: IncomingMessage;
  readonly text: string;
  readonly body: { readonly type: number; readonly id: string; readonly token: string };
}

/** A small endpoint that answers with what it is given: a status and a body. */
async function endpointWith(answer: (heard: Heard) => readonly [status: number, body?: unknown]): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const [status, body] = answer({ request, text, body: JSON.parse(text) });
    response.writeHead(status).end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close.push(() => server.close());
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('a port');
  return `http://127.0.0.1:${at.port}/interactions`;
}

function signedBy(publicKey: string, { request, text }: Heard): boolean {
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') },
  });
  const header = (name: string) => String(request.headers[name] ?? '');
  const signed = Buffer.from(header('x-signature-timestamp') + text);
  return verify(null, signed, key, Buffer.from(header('x-signature-ed25519'), 'hex'));
}

describe('interactions by HTTP', () => {
  it('are signed, and what the endpoint answers is the answer; the gateway hears nothing of them', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    let heard = 0;
    client.on('interactionCreate', () => heard++);
    discord.person('100');

    await discord.endpoint.use(
      await endpointWith((got) => {
        if (!signedBy(discord.endpoint.publicKey, got)) return [401];
        return [200, got.body.type === 1 ? { type: 1 } : { type: 4, data: { content: 'by HTTP' } }];
      }),
    );
    const reply = await discord.slash('gpu list');

    expect(discord.text(reply.message!)).toBe('by HTTP');
    expect(heard).toBe(0);
  });

  it('may be answered by REST after a 202', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    discord.person('100');

    await discord.endpoint.use(
      await endpointWith((got) => {
        if (!signedBy(discord.endpoint.publicKey, got)) return [401];
        if (got.body.type === 1) return [200, { type: 1 }];
        const { id, token } = got.body;
        void client.rest.post(`/interactions/${id}/${token}/callback`, { auth: false, body: { type: 5 } });
        return [202];
      }),
    );
    const reply = await discord.slash('gpu list');

    expect(reply.kind).toBe('thinking');
  });

  it.each([
    ['refuses', () => [500] as const],
    ['answers with what is no answer', () => [200] as const],
  ])('end in nothing for the person when the endpoint %s', async (_, answer) => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([gpuCommand]);
    discord.person('100');

    await discord.endpoint.use(
      await endpointWith((got) => {
        if (!signedBy(discord.endpoint.publicKey, got)) return [401];
        return got.body.type === 1 ? [200, { type: 1 }] : answer();
      }),
    );

    expect((await discord.slash('gpu list')).kind).toBe('nothing');
  });

  it('go to no endpoint that takes a bad signature', async () => {
    const discord = await discordWith();
    const trusting = await endpointWith(() => [200, { type: 1 }]);

    await expect(discord.endpoint.use(trusting)).rejects.toThrow('bad signature');
    expect(discord.endpoint.url).toBeUndefined();
  });

  it.each([
    ['another body', { body: '{"type":1,"id":"1","token":"t"}' }],
    ['another time', { timestamp: '1', signature: 'ab'.repeat(64) }],
    ['no signature', { signature: '' }],
  ])('can be forged with %s', async (_, forged) => {
    const discord = await discordWith();
    const url = await endpointWith((got) => [signedBy(discord.endpoint.publicKey, got) ? 200 : 401]);

    const { status } = await discord.endpoint.deliver({ type: 2, id: '1', token: 't' }, forged, url);

    expect(status).toBe(401);
  });
});
