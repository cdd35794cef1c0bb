import { expect, it, onTestFinished } from 'vitest';
import { type Log, silent } from '../../src/log.ts';
import { each, type Observer, unobserved } from '../../src/observe/observer.ts';
import { openTraces } from '../../src/observe/traces.ts';
import { type Collector, type Seen, startCollector } from './collector.ts';
import { stage } from './stage.ts';

async function tracesTo({ url }: Collector, log: Log = silent, headers = {}) {
  const traces = await openTraces({ endpoint: url, headers, service: 'hoist', version: '1.2.3', log });
  onTestFinished(traces.close);
  return traces;
}

const fails = (error: unknown) => {
  throw error;
};

const named = (spans: readonly Seen[], name: string): Seen => {
  const [found, ...more] = spans.filter((span) => span.name === name);
  if (!found || more.length > 0) throw new Error(`${1 + more.length} spans "${name}"`);
  return found;
};

it('draws an operation as one trace: its steps below it, and the calls to the cloud below those', async () => {
  const collector = await startCollector();
  const traces = await tracesTo(collector, silent, { authorization: 'Bearer letmein' });
  const { bot } = await stage();
  const one = await bot({ observer: traces.observer, worker: 'worker one' });

  const id = await one.say('gpu start base-image --name one');
  await one.ended(id);
  await traces.close();

  const root = named(collector.spans, 'machine.create');
  const machine = named(collector.spans, 'machine');
  const create = named(collector.spans, 'practice create');
  expect(new Set(collector.spans.map(({ trace }) => trace))).toEqual(new Set([root.trace]));
  expect([root.parent, machine.parent, create.parent]).toEqual([undefined, root.id, machine.id]);
  expect(root.facts).toEqual({
    'service.name': 'hoist',
    'service.version': '1.2.3',
    'hoist.operation': 'machine.create',
    'hoist.operation.id': id,
    'hoist.worker': 'worker one',
    'hoist.cloud': 'practice',
    'hoist.outcome': 'done',
  });
  expect(create.facts).toMatchObject({ 'hoist.step': 'machine', 'hoist.verb': 'create', 'hoist.cloud': 'practice' });
  expect(collector.headers[0]).toMatchObject({ authorization: 'Bearer letmein' });
});

it('marks what went wrong with its code, and with the number that the cloud gave it', async () => {
  const collector = await startCollector();
  const traces = await tracesTo(collector);
  const { bot, practice } = await stage();
  const one = await bot({ observer: traces.observer });
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: { status: 503 }, times: 1 });
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: 'quota' });

  const state = await one.ended(await one.say('gpu start base-image --name one'));
  await traces.close();

  const root = named(collector.spans, 'machine.create');
  const step = named(collector.spans, 'machine');
  const calls = collector.spans.filter(({ name }) => name === 'practice create');
  expect(state).toBe('undone');
  expect([root.error, step.error, named(collector.spans, 'machine try').error]).toEqual([
    'quota',
    'quota',
    'unavailable',
  ]);
  expect(calls.map(({ error }) => error)).toEqual(['unavailable', 'quota']);
  expect(calls[0]?.facts['hoist.request']).toMatch(/^req-/);
  expect(named(collector.spans, 'undo disk')).toMatchObject({ parent: root.id, error: undefined });
});

it('stays one trace when the worker dies in the middle and another carries on', async () => {
  const collector = await startCollector();
  const { bot } = await stage();
  const [first, second] = [await tracesTo(collector), await tracesTo(collector)];
  const kill: Observer = {
    ...unobserved,
    wrote({ entries }) {
      const last = entries.at(-1);
      if (last?.kind === 'began' && last.step === 'running') dies.engine.abandon();
    },
  };
  const dies = await bot({ observer: each([first.observer, kill], fails), worker: 'dies' });

  const id = await dies.say('gpu start base-image --name one');
  await dies.until(id, ({ entries }) => entries.some((entry) => 'step' in entry && entry.step === 'running'));
  await first.close();
  const goesOn = await bot({ observer: second.observer, worker: 'goes on' });
  await goesOn.ended(id);
  await second.close();

  const workers = new Set(collector.spans.map(({ facts }) => facts['hoist.worker']));
  const ids = new Set(collector.spans.map((span) => span.id));
  expect(workers).toEqual(new Set(['dies', 'goes on']));
  expect(new Set(collector.spans.map(({ trace }) => trace)).size).toBe(1);
  expect(collector.spans.filter(({ parent }) => parent !== undefined && !ids.has(parent))).toEqual([]);
  // It was begun by the one and done by the other.
  const running = named(collector.spans, 'running');
  expect(running.facts['hoist.worker']).toBe('goes on');
  expect(running.to - running.from).toBeGreaterThanOrEqual(15_000);
});

it('draws what was tried again beside what had failed, in the same trace', async () => {
  const collector = await startCollector();
  const traces = await tracesTo(collector);
  const { bot, practice } = await stage();
  const one = await bot({ observer: traces.observer });
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: 'quota' });
  practice.faults.add({ service: 'volume', method: 'DELETE', what: { status: 403 } });
  const id = await one.say('gpu start base-image --name one');
  const first = await one.ended(id);

  practice.faults.clear();
  await one.engine.retry(id, { id: 'web:local:ann', name: 'ann' });
  const second = await one.ended(id);
  await traces.close();

  const ids = new Set(collector.spans.map((span) => span.id));
  const undos = collector.spans.filter(({ name }) => name === 'undo disk');
  expect([first, second]).toEqual(['stuck', 'undone']);
  expect(undos.map(({ facts, error }) => [facts['hoist.outcome'], error])).toEqual([
    ['left', 'denied'],
    ['undid', undefined],
  ]);
  expect(named(collector.spans, 'machine.create again').parent).toBe(named(collector.spans, 'machine.create').id);
  expect(ids.size).toBe(collector.spans.length);
  expect(collector.spans.filter(({ parent }) => parent !== undefined && !ids.has(parent))).toEqual([]);
});

it('sends no question of a person, no names of machines and no password', async () => {
  const collector = await startCollector();
  const traces = await tracesTo(collector);
  const { bot, practice } = await stage();
  const one = await bot({ observer: traces.observer });

  await one.say('gpu list');
  await one.ended(await one.say('gpu start base-image --name very-own-name'));
  await traces.close();

  expect(collector.spans.map(({ name }) => name)).not.toContain('practice list');
  expect(collector.text()).not.toContain('very-own-name');
  expect(collector.text()).not.toContain(practice.env.OS_PASSWORD);
  expect(collector.text()).not.toContain('web:local:ann');
});

it('says once that a collector does not take them, and works on', async () => {
  const collector = await startCollector(400);
  const warned: string[] = [];
  const traces = await tracesTo(collector, { ...silent, warn: (_, message) => warned.push(message) });
  const { bot } = await stage();
  const one = await bot({ observer: traces.observer });

  const state = await one.ended(await one.say('gpu start base-image --name one'));
  const trying = { head: { id: 'op-1', operation: 'thing.start' }, step: 'disk', round: 0, worker: 'one' };
  // More than go into one request.
  for (let at = 0; at < 1_000; at += 1) traces.observer.called({ cloud: 'practice', verb: 'get', at, took: 1, trying });
  await traces.close();

  expect(state).toBe('done');
  expect(collector.headers.length).toBeGreaterThan(1);
  expect(warned).toEqual(['traces not sent']);
});
