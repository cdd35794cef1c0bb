import { expect, it } from 'vitest';
import type { FakeSlack } from '../../../adapters/chat/slack/fake/fake-slack.ts';
import { boltOver, slackHere } from './stage.ts';

it('does not bring a command again that nobody acked', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  let reached = 0;
  app.command('/gpu', async () => void (reached += 1));

  const pending = slack.person('U0ANN').slash('/gpu', 'list');
  await expect.poll(() => reached).toBe(1);
  await slack.clock.pass(3_000);
  const delivered = await pending;
  await slack.clock.pass(600_000);

  expect(delivered).toMatchObject({ acked: false, took: 3_000, attempts: [{ reason: 'timeout' }] });
  expect(reached).toBe(1);
});

it('brings an event again that nobody acked: at once, after a minute, after five', async () => {
  const slack = await slackHere();
  const heard = await deafSocket(slack);

  const pending = slack.person('U0ANN').mention('gpu list');
  await expect.poll(() => heard.length).toBe(1);
  await slack.clock.pass(3_000);
  await expect.poll(() => heard.length).toBe(2);
  await slack.clock.pass(3_000 + 60_000);
  await expect.poll(() => heard.length).toBe(3);
  await slack.clock.pass(3_000 + 300_000);
  await expect.poll(() => heard.length).toBe(4);
  await slack.clock.pass(3_000);

  expect(await pending).toMatchObject({ acked: false, took: 372_000 });
  expect(heard.map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1, 2, 3]);
  expect(new Set(heard.map(({ envelope_id }) => envelope_id)).size).toBe(1);
});

it('brings an event over another connection when the first one breaks', async () => {
  const slack = await slackHere();
  const heard = await deafSocket(slack);
  const app = await boltOver(slack);
  const said: string[] = [];
  app.event('app_mention', async ({ event }) => void said.push(event.text));

  const pending = slack.person('U0ANN').mention('gpu list');
  await expect.poll(() => heard.length).toBe(1);
  slack.sockets.drop('oldest');

  expect(await pending).toMatchObject({ acked: true, attempts: [{ reason: 'closed' }, { acked: true }] });
  await expect.poll(() => said).toEqual(['<@U0HOISTBOT1> gpu list']);
});

it('drops events while nothing is connected', async () => {
  const slack = await slackHere();

  const dropped = await slack.person('U0ANN').mention('gpu list');

  expect(dropped.attempts).toEqual([{ acked: false, reason: 'no_connection' }]);
});

it('brings what was acked once more when asked, with the same ids', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const heard: [unknown, unknown, unknown][] = [];
  app.event('app_mention', async ({ body, context }) => {
    heard.push([body.event_id, context.retryNum, context.retryReason]);
  });

  const first = await slack.person('U0ANN').mention('gpu list');
  const second = await slack.redeliver(first);

  await expect.poll(() => heard.length).toBe(2);
  expect(heard[0]?.[0]).toBe(heard[1]?.[0]);
  expect(heard.map(([, num, reason]) => [num, reason])).toEqual([
    [0, ''],
    [1, 'timeout'],
  ]);
  expect(second.attempts).toHaveLength(2);
});

it('uses every connection, and the one that stays while the other is moved', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack, 2);
  app.command('/gpu', ({ ack }) => ack());
  const ann = slack.person('U0ANN');
  expect(slack.sockets.count).toBe(2);

  slack.sockets.refresh('oldest');
  await expect.poll(() => slack.sockets.count).toBe(1);
  const meanwhile = await ann.slash('/gpu');
  await slack.sockets.connected(2);
  const after = [await ann.slash('/gpu'), await ann.slash('/gpu')];

  expect([meanwhile, ...after].map(({ acked }) => acked)).toEqual([true, true, true]);
});

it.each(['refresh', 'warn', 'drop'] as const)('is connected again by Bolt after %s', async (what) => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  app.command('/gpu', ({ ack }) => ack());

  slack.sockets[what]();
  await expect.poll(() => slack.sockets.count).toBe(0);
  const meanwhile = await slack.person('U0ANN').slash('/gpu');
  await slack.sockets.connected(1);

  expect(meanwhile.attempts).toEqual([{ acked: false, reason: 'no_connection' }]);
  expect(await slack.person('U0ANN').slash('/gpu')).toMatchObject({ acked: true });
});

it('loses what it sends into a connection that hangs', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  app.command('/gpu', ({ ack }) => ack());

  slack.sockets.hang();
  const pending = slack.person('U0ANN').slash('/gpu');
  await slack.clock.pass(3_000);

  expect(await pending).toMatchObject({ acked: false, attempts: [{ reason: 'timeout' }] });
});

it('refuses the eleventh connection', async () => {
  const slack = await slackHere();
  await boltOver(slack, 10);
  const url = await socketUrl(slack);

  const said = await firstWords(url);

  expect(JSON.parse(said)).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  expect(slack.sockets.count).toBe(10);
});

it('lets nobody in without a ticket, and with one only once', async () => {
  const slack = await slackHere();
  const url = await socketUrl(slack);

  expect(JSON.parse(await firstWords(url))).toMatchObject({ type: 'hello', num_connections: 1 });
  await expect(firstWords(url)).rejects.toThrow();
});

it('is down when asked for a connection, and Bolt comes again', async () => {
  const slack = await slackHere();
  slack.fault({ method: 'apps.connections.open', times: 1, what: { status: 503 } });

  await boltOver(slack);

  expect(slack.calls.map(({ answer }) => answer)).toEqual(['503', 'ok']);
});

interface Sent {
  readonly envelope_id: string;
  readonly retry_attempt?: number;
}

/** A connection that hears everything and acks nothing. */
async function deafSocket(slack: FakeSlack): Promise<readonly Sent[]> {
  const heard: Sent[] = [];
  const socket = new WebSocket(await socketUrl(slack));
  const hello = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
  socket.addEventListener('message', ({ data }) => {
    const said: Sent & { type: string } = JSON.parse(String(data));
    if (said.type !== 'hello') heard.push(said);
  });
  await hello;
  return heard;
}

async function socketUrl(slack: FakeSlack): Promise<string> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const answer = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  const { url }: { url?: string } = (await answer.json()) as object; // the method's shape
  return url ?? '';
}

function firstWords(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('message', ({ data }) => {
      resolve(String(data));
      socket.close();
    });
    socket.addEventListener('error', () => reject(new Error('not let in')));
  });
}
