import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { addGauges } from '../../src/observe/gauges.ts';
import { openMetrics } from '../../src/observe/metrics.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { quietStore } from './quiet-store.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

const rule = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['warning', 'critical']) }),
  annotations: z.object({ summary: z.string(), description: z.string() }),
});
const rules = z
  .object({ groups: z.array(z.object({ rules: z.array(rule) })) })
  .parse(parse(read('ops/alerts.yaml')))
  .groups.flatMap((group) => group.rules);

const source = z.object({ type: z.literal('prometheus'), uid: z.literal('$' + '{datasource}') });
const place = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const panel = z.object({
  id: z.number(),
  title: z.string().min(1),
  gridPos: place,
  targets: z.array(z.object({ expr: z.string(), datasource: source })).default([]),
});
const dashboard = z
  .object({
    title: z.literal('Hoist'),
    schemaVersion: z.number(),
    templating: z.object({ list: z.array(z.object({ name: z.string(), definition: z.string().optional() })) }),
    panels: z.array(panel),
  })
  .parse(JSON.parse(read('ops/grafana.json')));

const metrics = await openMetrics({ version: '1', role: 'all', clouds: [] });
await addGauges(metrics, { store: quietStore, chats: [], draining: () => false, clock: virtualClock() });
const kinds = new Map(metrics.registry.getMetricsAsArray().map(({ name, type }) => [name, String(type)]));

/** Names of metrics in a query that are in no registry. */
function unknown(query: string): readonly string[] {
  const names = query.match(/\b(?:hoist|nodejs|process)_\w+/g) ?? [];
  return names.filter((name) => {
    const of = name.replace(/_(?:bucket|sum|count)$/, '');
    return !kinds.has(name) && kinds.get(of) !== 'histogram';
  });
}

describe('the alerts', () => {
  it.each(rules)('$alert asks for what is measured', ({ expr }) => {
    expect(expr).toMatch(/\bhoist_|\bnodejs_/);
    expect(unknown(expr)).toEqual([]);
  });

  it('are each explained, with what to do', () => {
    const page = read('docs/observability.md');

    expect(rules.length).toBeGreaterThan(10);
    expect(rules.map(({ alert }) => alert).filter((name) => !page.includes(`\n### ${name}\n`))).toEqual([]);
  });
});

describe('the dashboard', () => {
  const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

  it.each(queries)('asks for what is measured: %s', (expr) => {
    expect(unknown(expr)).toEqual([]);
  });

  it('uses only variables that it has, and asks for what is measured to fill them', () => {
    const names = dashboard.templating.list.map(({ name }) => name);
    const used = queries.flatMap((query) => [...query.matchAll(/\$(?!__)(\w+)/g)].map(([, name]) => name));

    expect(queries.length).toBeGreaterThan(20);
    expect(used.filter((name) => !names.includes(name ?? ''))).toEqual([]);
    expect(dashboard.templating.list.flatMap(({ definition = '' }) => unknown(definition))).toEqual([]);
  });

  it('has a number of its own for each panel, and none over another', () => {
    const { panels } = dashboard;
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );

    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
  });
});

it('everything of our own that is measured is told of in the documentation', () => {
  const page = read('docs/observability.md');

  const own = [...kinds.keys()].filter((name) => name.startsWith('hoist_'));

  expect(own.length).toBeGreaterThan(15);
  expect(own.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('a name that nobody measures is found', () => {
  expect(unknown('sum(hoist_made_up_total) / rate(hoist_queue_lag_seconds_bucket[5m])')).toEqual([
    'hoist_made_up_total',
  ]);
  expect(unknown('hoist_ready_count')).toEqual(['hoist_ready_count']);
});
