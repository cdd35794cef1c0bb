import { afterAll, expect, it, vi } from 'vitest';
import { processes } from '../composition/processes.ts';
import { startCollector } from './collector.ts';

const here = processes();
afterAll(here.close);

it('a bot that is told where says there how it is, in every role', async () => {
  const bots = ['all', 'worker'].map((role) => here.begin('main.ts', ['--role', role], { HOIST_HTTP: '127.0.0.1:0' }));

  for (const [at, role] of ['all', 'worker'].entries()) {
    const watched = () => /"watched":"([^"]+)"/.exec(bots[at]?.err() ?? '')?.[1];
    await vi.waitFor(() => expect(watched()).toBeDefined(), { timeout: 10_000 });
    const ready = await (await fetch(`${watched()}/readyz`)).json();
    const metrics = await (await fetch(`${watched()}/metrics`)).text();
    expect(ready).toMatchObject({ ready: true, parts: { store: { ok: true } } });
    expect(metrics).toMatch(new RegExp(`hoist_build_info\\{.*role="${role}"\\} 1`));
  }
});

it('a command in a terminal sends the trace of what it began, and takes no address of a bot', async () => {
  const collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'mine', HOIST_HTTP: '127.0.0.1:1' };

  const { status } = await here.hoist(['gpu', 'start', 'base-image', '--name', 'one'], env);

  expect(status).toBe(0);
  const root = collector.spans.find(({ parent }) => parent === undefined);
  expect(root).toMatchObject({ name: 'machine.create', facts: { 'service.name': 'mine', 'hoist.outcome': 'done' } });
});
