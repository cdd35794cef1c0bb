import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import web from '../../adapters/chat/web/index.ts';
import { silent } from '../../src/log.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { served } from './served.ts';
import { visitor } from './visitor.ts';

/** A bare request: `fetch` would not let a test lie about `Host`. */
async function status(
  url: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
  body = '',
): Promise<number> {
  const sent = request(url, { method, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

const json = { 'content-type': 'application/json' };

describe('the page', () => {
  it('forbids scripts, styles, frames and calls from elsewhere', async () => {
    const { url } = await served();

    const { headers } = await fetch(url);

    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('has neither inline script nor style, nor anything from another host', async () => {
    const { url } = await served();

    const html = await (await fetch(url)).text();

    expect(html).not.toMatch(/<script(?![^>]*\bsrc="\/)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|https?:/);
  });

  it.each([
    ['a name that only resolves to here', { host: 'attacker.example:7575' }],
    ['a name that begins like ours', { host: 'localhost.attacker.example' }],
    ['the page of another site', { origin: 'https://attacker.example' }],
    ['a page on another port of this computer', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('refuses %s', async (_name, headers) => {
    const { url, heard } = await served();
    const body = JSON.stringify({
      id: 'event-0001',
      who: 'requester',
      room: 'general',
      locale: 'en',
      body: { words: 'x' },
    });

    expect(await status(`${url}/live?who=requester`, headers)).toBe(403);
    expect(await status(`${url}/hear`, { ...json, ...headers }, 'POST', body)).toBe(403);
    expect(heard).toEqual([]);
  });

  it('refuses a call that does not say where it comes from', async () => {
    const { url } = await served();

    expect(await status(`${url}/hear`, json, 'POST', '{}')).toBe(403);
  });

  it('opens by a link from elsewhere and by every name of this computer', async () => {
    const { url } = await served();

    expect(await status(url, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200);
    expect(await status(url, { host: 'localhost:8080' })).toBe(200);
    expect(await status(url, { host: '[::1]:7575' })).toBe(200);
  });

  it.each(['/../index.ts', '/..%2findex.ts', '/%2e%2e/chat.ts', '/tsconfig.json', '/nothing.js', '/words/xx.json'])(
    'serves nothing but itself: %s',
    async (path) => {
      const { url } = await served();

      expect(await status(url + path, {})).toBe(404);
    },
  );

  it.each([
    ['no JSON', 'text/plain', '{}', 415],
    ['broken JSON', 'application/json', '{', 400],
    ['an unknown person', 'application/json', '{"who":"root"}', 400],
    ['too much', 'application/json', JSON.stringify({ words: 'x'.repeat(300_000) }), 413],
  ])('refuses %s', async (_name, type, body, expected) => {
    const { url } = await served();

    expect(await status(`${url}/hear`, { 'content-type': type, origin: url }, 'POST', body)).toBe(expected);
  });

  it('answers a desk that broke without saying how', async () => {
    const { url, desk } = await served();
    desk.hear = async () => Promise.reject(new Error('secret detail'));

    const response = await visitor(url).hear({ words: 'gpu list' });

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret detail');
  });
});

describe('where the page may be served', () => {
  it.each(['127.0.0.1', '127.8.0.1', 'localhost', '::1'])('on %s', (host) => {
    expect(web.config.safeParse({ WEB_HOST: host }).success).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com', '127.0.0.1.example.com', ''])('not on %j', (host) => {
    expect(web.config.safeParse({ WEB_HOST: host }).success).toBe(false);
  });

  it('is there without any configuration, and can be switched off', () => {
    expect(web.configured({})).toBe(true);
    expect(web.configured({ WEB_PORT: 'off' })).toBe(false);
  });

  it('says which port is taken and what to set', async () => {
    const { url, desk } = await served();
    const second = await web.open(web.config.parse({ WEB_PORT: new URL(url).port }), mapMemory(), silent);

    await expect(second.listen(desk)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(new URL(url).port),
    });
  });
});

describe('beside real clouds', () => {
  const clouds = [
    { name: 'practice', kind: 'practice' },
    { name: 'selectel', kind: 'selectel' },
    { name: 'lab', kind: 'openstack' },
  ];
  const refusal = (allowed: string) => web.refuses?.(web.config.parse({ WEB_REAL_CLOUDS: allowed }), clouds)?.('en');

  it('is refused until each is switched on by name, and says which and how', () => {
    expect(refusal('')).toContain('selectel, lab');
    expect(refusal('selectel')).toMatch(/lab.*WEB_REAL_CLOUDS=selectel,lab/);
    expect(refusal('selectel, lab')).toBeUndefined();
  });

  it('is not refused beside the cloud to practise on', () => {
    expect(web.refuses?.(web.config.parse({}), [{ name: 'anything', kind: 'practice' }])).toBeUndefined();
  });
});
