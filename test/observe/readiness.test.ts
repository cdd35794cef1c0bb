import { expect, it, onTestFinished } from 'vitest';
import { Misconfigured } from '../../src/config.ts';
import { silent } from '../../src/log.ts';
import { openMetrics } from '../../src/observe/metrics.ts';
import { openObserving } from '../../src/observe/open.ts';
import type { Standing } from '../../src/observe/readiness.ts';
import { serveHealth } from '../../src/observe/server.ts';
import { observeVariables } from '../../src/observe/settings.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { quietStore } from './quiet-store.ts';

async function served(some: Partial<Standing> = {}) {
  const clock = virtualClock();
  const metrics = await openMetrics({ version: '1', role: 'all', clouds: [] });
  const standing = { store: quietStore, chats: [], draining: () => false, clock, ...some };
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, metrics, standing);
  onTestFinished(server.close);
  return {
    clock,
    async get(path: string, method = 'GET') {
      const response = await fetch(server.address + path, { method });
      return { status: response.status, text: await response.text() };
    },
  };
}

const ready = async (some: Partial<Standing>) => {
  const { status, text } = await (await served(some)).get('/readyz');
  return [status, JSON.parse(text).parts];
};

it('is ready when the store answers and every chat hears', async () => {
  expect(await ready({ chats: [{ name: 'web' }, { name: 'slack', connected: () => true }] })).toEqual([
    200,
    { process: { ok: true }, store: { ok: true }, 'chat web': { ok: true }, 'chat slack': { ok: true } },
  ]);
});

it.each<[string, Partial<Standing>, object]>([
  [
    'a chat hears nothing',
    { chats: [{ name: 'slack', connected: () => false }] },
    { 'chat slack': { ok: false, why: 'not connected' } },
  ],
  [
    'the store fails',
    { store: { ...quietStore, get: () => Promise.reject(new Error('redis://u:p@h')) } },
    { store: { ok: false, why: 'fails' } },
  ],
  ['it stops', { draining: () => true }, { process: { ok: false, why: 'draining' } }],
])('is not ready when %s, and says so', async (_, some, parts) => {
  const [status, said] = await ready(some);

  expect(status).toBe(503);
  expect(said).toMatchObject(parts);
  expect(JSON.stringify(said)).not.toContain('u:p');
});

it('is ready while it stands by: another one hears', async () => {
  const chats = [{ name: 'slack', connected: () => false }];

  expect(await ready({ chats, leads: () => false })).toMatchObject([
    200,
    { 'chat slack': { ok: true, why: 'stands by' } },
  ]);
});

it('does not wait for a store that stands still', async () => {
  const asked = Promise.withResolvers<void>();
  const get = () => {
    asked.resolve();
    return new Promise(() => undefined);
  };
  const { clock, get: read } = await served({ store: { ...quietStore, get } });

  const answer = read('/readyz');
  await asked.promise;
  await clock.pass(2_000);

  expect(await answer).toMatchObject({ status: 503, text: expect.stringContaining('no answer within 2000 ms') });
});

it('is alive as long as it answers, and says what it has to people who guess', async () => {
  const { get } = await served({ draining: () => true });

  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/metrics?x=1')).text).toContain('hoist_build_info{version="1"');
  expect((await get('/healthz', 'HEAD')).status).toBe(200);
  expect((await get('/healthz', 'POST')).status).toBe(405);
  expect(await get('/')).toMatchObject({ status: 404, text: expect.stringContaining('/readyz') });
});

it('serves nothing and loads nothing without a setting, and nothing from a process that only helps', async () => {
  const of = { version: '1', role: 'all', clouds: [], log: silent };
  const off = await openObserving(observeVariables.parse({}), { ...of, helps: false });
  const helper = await openObserving(observeVariables.parse({ HOIST_HTTP: '127.0.0.1:0' }), { ...of, helps: true });

  expect(await off.serve({ store: quietStore, chats: [] })).toBeUndefined();
  expect(await helper.serve({ store: quietStore, chats: [] })).toBeUndefined();
  expect([off.counts, helper.counts]).toEqual([false, false]);
});

it('stands at the address that was set, and says so when somebody else does', async () => {
  const of = { version: '1', role: 'all', clouds: [], log: silent, helps: false };
  const first = await openObserving(observeVariables.parse({ HOIST_HTTP: '127.0.0.1:0' }), of);
  const at = await first.serve({ store: quietStore, chats: [] });
  onTestFinished(first.close);
  const second = await openObserving(observeVariables.parse({ HOIST_HTTP: new URL(at ?? '').host }), of);

  await expect(second.serve({ store: quietStore, chats: [] })).rejects.toThrow(Misconfigured);

  expect((await fetch(`${at}/readyz`)).status).toBe(200);
  first.drains();
  expect((await fetch(`${at}/readyz`)).status).toBe(503);
});

it.each([
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['9464', { host: '127.0.0.1', port: 9464 }],
  ['[::1]:9464', { host: '::1', port: 9464 }],
  ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
])('reads %s as an address', (text, address) => {
  expect(observeVariables.parse({ HOIST_HTTP: text }).HOIST_HTTP).toEqual(address);
});

it.each([
  { HOIST_HTTP: 'localhost' },
  { HOIST_HTTP: '127.0.0.1:70000' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://ann:letmein@collector' },
  { OTEL_EXPORTER_OTLP_HEADERS: 'letmein' },
])('refuses %j and does not repeat it', (values) => {
  const { error } = observeVariables.safeParse(values);

  expect(error?.issues).toHaveLength(1);
  expect(error?.message).not.toContain('letmein');
});

it('reads headers as OpenTelemetry writes them, and shows none', () => {
  const { OTEL_EXPORTER_OTLP_HEADERS: headers } = observeVariables.parse({
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20letmein, x-team = a=b',
  });

  expect(headers?.map(([name, value]) => [name, value.reveal()])).toEqual([
    ['authorization', 'Bearer letmein'],
    ['x-team', 'a=b'],
  ]);
  expect(JSON.stringify(headers)).not.toContain('letmein');
});
