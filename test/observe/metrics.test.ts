import { expect, it } from 'vitest';
import { createPace, Failure, verbatim } from '../../src/kit.ts';
import { addGauges } from '../../src/observe/gauges.ts';
import { type Metrics, openMetrics } from '../../src/observe/metrics.ts';
import { observedStore } from '../../src/observe/stores.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { stage } from './stage.ts';

const about = { version: '1.2.3', role: 'all', clouds: ['practice'] };

/** The lines of one metric, without buckets. */
async function lines({ registry }: Metrics, name: string): Promise<readonly string[]> {
  const text = await registry.metrics();
  return text.split('\n').filter((line) => line.startsWith(name) && !/_bucket|_sum/.test(line));
}

it('counts what was begun and how it ended, and how long its steps took in which cloud', async () => {
  const metrics = await openMetrics(about);
  const { bot, practice } = await stage();
  const one = await bot(metrics);

  await one.ended(await one.say('gpu start base-image --name one'));
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: { status: 503 }, times: 1 });
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: 'quota' });
  await one.ended(await one.say('gpu start base-image --name two'));

  expect(await lines(metrics, 'hoist_operations_begun')).toEqual([
    'hoist_operations_begun_total{operation="machine.create"} 2',
  ]);
  expect(await lines(metrics, 'hoist_operations_ended')).toEqual([
    'hoist_operations_ended_total{operation="machine.create",outcome="done"} 1',
    'hoist_operations_ended_total{operation="machine.create",outcome="undone"} 1',
  ]);
  const steps = await lines(metrics, 'hoist_step_seconds_count');
  expect(steps).toContain(
    'hoist_step_seconds_count{cloud="practice",operation="machine.create",step="disk",outcome="did"} 2',
  );
  expect(steps).toContain(
    'hoist_step_seconds_count{cloud="practice",operation="machine.create",step="machine",outcome="failed"} 1',
  );
  expect(await lines(metrics, 'hoist_step_tries_failed')).toEqual([
    'hoist_step_tries_failed_total{cloud="practice",operation="machine.create",step="machine",code="unavailable"} 1',
  ]);
  const calls = await lines(metrics, 'hoist_cloud_calls_total');
  expect(calls).toContain('hoist_cloud_calls_total{cloud="practice",verb="create",code="ok"} 1');
  expect(calls).toContain('hoist_cloud_calls_total{cloud="practice",verb="create",code="quota"} 1');
});

it('measures how long work waits for a worker', async () => {
  const metrics = await openMetrics(about);
  const { bot, clock } = await stage();
  const begins = await bot({});
  begins.engine.abandon();
  const id = await begins.say('gpu start base-image --name one');
  await clock.pass(20_000);

  const works = await bot(metrics);
  await works.ended(id);

  const buckets = (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('hoist_queue_lag'));
  expect(buckets).toContain('hoist_queue_lag_seconds_bucket{le="+Inf"} 1');
  expect(buckets).toContain('hoist_queue_lag_seconds_bucket{le="10"} 0');
  expect(buckets).toContain('hoist_queue_lag_seconds_bucket{le="30"} 1');
});

it('measures how long messages lack what is true, and counts those that could not be sent', async () => {
  const metrics = await openMetrics(about);
  const { bot, chat } = await stage();
  let refused = 3;
  chat.before = () => {
    refused -= 1;
    if (refused >= 0) throw new Failure('unavailable', verbatim('no'), { after: 4_000 });
  };
  const one = await bot(metrics);

  await one.ended(await one.say('gpu start base-image --name one'));

  expect(await lines(metrics, 'hoist_messages_failed')).toEqual([
    'hoist_messages_failed_total{chat="web",code="unavailable"} 3',
  ]);
  const text = await metrics.registry.metrics();
  expect(text).toContain('hoist_message_lag_seconds_bucket{le="10",chat="web"} 0');
  expect(text).toContain('hoist_message_lag_seconds_bucket{le="30",chat="web"} 2');
});

it('names nobody and nothing in a label', async () => {
  const metrics = await openMetrics({ ...about, clouds: [] });
  const { bot } = await stage();
  const one = await bot(metrics);

  const id = await one.say('gpu start base-image --name very-own-name');
  await one.ended(id);

  const text = await metrics.registry.metrics();
  for (const secret of [id, 'very-own-name', 'ann', 'general', 'base-image']) expect(text).not.toContain(secret);
  // A cloud of an older configuration is no label of its own.
  expect(text).toContain('cloud="other",operation="machine.create"');
});

it('shows how many operations and messages there are, and what the chats have left', async () => {
  const metrics = await openMetrics(about);
  const { bot, store, clock } = await stage();
  const one = await bot({});
  await one.ended(await one.say('gpu start base-image --name one'));
  one.engine.abandon();
  await one.say('gpu start base-image --name two');
  const pace = createPace([{ key: () => 'all', atOnce: 2, every: 60_000 }], clock);
  const bid = { kind: 'post', channel: 'general', weight: () => 'end' as const };
  const gone = new AbortController();
  await pace.turn(bid, gone.signal);
  await pace.turn(bid, gone.signal);
  const waits = pace.turn(bid, gone.signal);
  const chats = [{ name: 'web', pace, connected: () => false }];
  await addGauges(metrics, { store, chats, leads: () => true, draining: () => false, clock });

  const text = await metrics.registry.metrics();

  for (const line of [
    'hoist_operations{state="going"} 1',
    'hoist_operations{state="done"} 1',
    'hoist_operations{state="stuck"} 0',
    'hoist_messages_behind{chat="web"} 1',
    'hoist_chat_turns_waiting{chat="web"} 1',
    'hoist_chat_budget_left_ratio{chat="web"} 0',
    'hoist_chat_connected{chat="web"} 0',
    'hoist_leader{chat="web"} 1',
    'hoist_ready 0',
  ])
    expect(text.split('\n')).toContain(line);
  gone.abort();
  await expect(waits).rejects.toThrow();
});

it('asks the store for numbers once in a while, and goes without them when it fails', async () => {
  const metrics = await openMetrics(about);
  const { store } = await stage();
  const clock = virtualClock();
  let asked = 0;
  const counting = { ...store, counts: () => (asked++ < 1 ? store.counts() : Promise.reject(new Error('away'))) };
  await addGauges(metrics, { store: counting, chats: [], draining: () => false, clock });

  const first = await lines(metrics, 'hoist_operations{');
  const second = await lines(metrics, 'hoist_operations{');
  await clock.pass(5_000);
  const third = await lines(metrics, 'hoist_operations{');

  expect([first.length, second.length, third.length, asked]).toEqual([5, 5, 0, 2]);
});

it('does not wait for a store that stands still', async () => {
  const metrics = await openMetrics(about);
  const { store } = await stage();
  const clock = virtualClock();
  const asked = Promise.withResolvers<void>();
  const counts = () => {
    asked.resolve();
    return new Promise<never>(() => undefined);
  };
  await addGauges(metrics, { store: { ...store, counts }, chats: [], draining: () => false, clock });

  const read = lines(metrics, 'hoist_');
  await asked.promise;
  await clock.pass(2_000);

  expect(await read).toContain('hoist_ready 1');
  expect((await read).filter((line) => line.startsWith('hoist_operations{'))).toEqual([]);
});

it('measures the store, where a journal that has grown is no fault', async () => {
  const metrics = await openMetrics(about);
  const { bot, store } = await stage();
  const id = await (await bot({})).say('gpu start base-image --name one');
  const seen = observedStore(store, metrics.observer, () => 0);
  const entry = { at: 0, kind: 'resumed' } as const;

  await expect(seen.append(id, 99, entry, { state: 'going' })).rejects.toThrow('longer');
  await seen.get('something');
  await expect(
    observedStore({ ...store, get: () => Promise.reject(new Error('away')) }, metrics.observer, () => 0).get('a'),
  ).rejects.toThrow('away');

  expect(await lines(metrics, 'hoist_store_seconds_count')).toEqual([
    'hoist_store_seconds_count{method="append"} 1',
    'hoist_store_seconds_count{method="get"} 2',
  ]);
  expect(await lines(metrics, 'hoist_store_errors')).toEqual(['hoist_store_errors_total{method="get"} 1']);
});
