import { expect, it } from 'vitest';
import { scripted } from './scripted.ts';

it.each(['refresh', 'drop'] as const)('misses nothing while one of its two connections meets a %s', async (what) => {
  const { slack, chat, ann, heard } = await scripted();

  const letBack = slack.hold('apps.connections.open');
  slack.sockets[what]('oldest');
  await expect.poll(() => slack.sockets.count).toBe(1);
  const meanwhile = await ann.slash('/gpu', 'one');
  letBack();
  await slack.sockets.connected(2);
  const after = [await ann.slash('/gpu', 'two'), await ann.slash('/gpu', 'three')];
  await chat.idle();

  expect([meanwhile, ...after].map(({ acked }) => acked)).toEqual([true, true, true]);
  expect(heard).toHaveLength(3);
});

it('comes back when Slack is up again, each time after a longer pause', async () => {
  const { slack, clock, chat, ann } = await scripted();
  const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
  slack.fault({ method: 'apps.connections.open', times: 8, what: { status: 503 } });
  const before = opened();

  slack.sockets.drop();
  for (let nth = 0; nth < 4; nth++) {
    await expect.poll(opened).toBe(before + 2 * (nth + 1));
    await clock.settle();
    await clock.pass(500 * 2 ** nth);
  }
  await slack.sockets.connected(2);
  const delivered = await ann.slash('/gpu', 'list');
  await chat.idle();

  expect(delivered.acked).toBe(true);
  expect(opened()).toBe(before + 10);
});

it('waits as long as Slack asks for', async () => {
  const { slack, clock } = await scripted();
  const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
  slack.fault({ method: 'apps.connections.open', times: 2, what: { retryAfter: 20 } });

  slack.sockets.drop();
  await expect.poll(opened).toBe(4);
  await clock.settle();
  await clock.pass(19_999);
  const early = opened();
  await clock.pass(1);
  await slack.sockets.connected(2);

  expect(early).toBe(4);
});
