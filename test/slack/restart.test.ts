import { expect, it } from 'vitest';
import type { Memory } from '../../src/kit.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { asks, good, scripted } from './scripted.ts';
import { annId, shownTo } from './seat.ts';
import { chatOn, general } from './stage.ts';

/** The process is killed while the desk thinks, and another one takes its place. */
async function killedWhile(act: (on: Awaited<ReturnType<typeof scripted>>) => Promise<unknown>) {
  const on = await scripted();
  const { slack, chat, memory, clock, answers, heard } = on;
  await act(on);
  const before = heard.length;
  answers((_, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))));
  return {
    ...on,
    async restart() {
      await expect.poll(() => heard.length).toBe(before + 1);
      await chat.abandon();
      await chat.idle();
      answers(good('Answered after all'));
      const next = await chatOn(slack, { clock, memory });
      await next.listen(on.desk);
      await next.idle();
      await next.close();
    },
  };
}

it('finishes what it was told and had not answered when it was killed, under the same id', async () => {
  const { slack, ann, heard, restart } = await killedWhile(async () => {});

  const delivered = await ann.slash('/gpu', 'start base-image');
  await restart();

  expect(delivered.acked).toBe(true);
  expect(heard.map(({ id, body }) => [id, body])).toEqual([
    [heard[0]?.id, { words: 'gpu start base-image' }],
    [heard[0]?.id, { words: 'gpu start base-image' }],
  ]);
  expect(shownTo(slack, annId)).toEqual(['Answered after all']);
});

it('finishes it once: the next start finds nothing left', async () => {
  const { ann, heard, restart, memory, slack, clock, desk } = await killedWhile(async () => {});
  await ann.mention('gpu start base-image');
  await restart();

  const third = await chatOn(slack, { clock, memory });
  await third.listen(desk);
  await third.idle();
  await third.close();

  expect(heard).toHaveLength(2);
  expect(slack.messages(general)).toHaveLength(2);
});

it('keeps no secret of a form, and asks for it again after a restart', async () => {
  const kept: string[] = [];
  const { ann, heard, restart, memory, slack } = await killedWhile(async ({ ann, chat, answers }) => {
    answers(asks);
    await ann.slash('/gpu', 'start');
    await chat.idle();
    await ann.suggest('form', 'Image', 'base-image');
  });

  const sending = ann.submit({ Image: 'base-image', Password: 'hunter2' });
  await expect.poll(() => heard.length).toBe(2);
  kept.push(JSON.stringify(await memory.all('')));
  await restart();
  await sending;

  expect(heard[1]?.body).toMatchObject({ filled: { args: { password: 'hunter2' } } });
  expect(heard).toHaveLength(2);
  expect([...kept, JSON.stringify(await memory.all(''))].join()).not.toContain('hunter2');
  expect(slack.text(slack.views(annId)[0] ?? {})).toContain('secrets are not kept');
});

it('hears a form once, although it is sent again when Slack told of a trouble', async () => {
  const { ann, heard, restart, slack, clock, memory, desk } = await killedWhile(async ({ ann, chat, answers }) => {
    answers(asks);
    await ann.slash('/gpu', 'start');
    await chat.idle();
    await ann.suggest('form', 'Image', 'base-image');
  });
  const sending = ann.submit({ Image: 'base-image' });
  await restart();
  const { envelope } = await sending;

  const next = await chatOn(slack, { clock, memory });
  await next.listen(desk);
  await slack.sockets.connected(2);
  const again = await slack.deliver({ ...envelope, payload: { ...envelope.payload, trigger_id: 'another.1.2' } });
  await next.idle();
  await next.close();

  expect(again.acked).toBe(true);
  expect(heard.filter(({ body }) => 'filled' in body).map(({ id }) => id)).toEqual([heard[1]?.id, heard[1]?.id]);
  expect(slack.text(slack.views(annId)[0] ?? {})).toContain('Answered after all');
});

it('says so where it cannot write down what it was told, and does nothing', async () => {
  const map = mapMemory();
  let broken = false;
  let failed = 0;
  const memory: Memory = {
    ...map,
    async add(key, value) {
      if (!broken) return map.add(key, value);
      failed += 1;
      throw new Error('disk full');
    },
  };
  const { slack, chat, ann, heard } = await scripted({ memory });
  broken = true;

  const command = await ann.slash('/gpu', 'start base-image');
  const mention = ann.mention('gpu start base-image');
  await expect.poll(() => failed).toBe(2);
  broken = false;
  await slack.clock.pass(3_000);
  const later = await mention;
  await chat.idle();

  expect(command.body).toMatchObject({ text: expect.stringContaining('nothing was done') });
  expect(later.attempts.map(({ acked }) => acked)).toEqual([false, true]);
  expect(heard.map(({ body }) => body)).toEqual([{ words: 'gpu start base-image' }]);
});

it('acknowledges in time even where the disk is slow', async () => {
  const map = mapMemory();
  const slow = Promise.withResolvers<void>();
  const memory: Memory = { ...map, add: async (key, value) => slow.promise.then(() => map.add(key, value)) };
  const { chat, clock, slack, ann, heard } = await scripted({ memory });

  const pending = ann.slash('/gpu', 'list');
  await expect.poll(() => slack.busy).toBe(true);
  await clock.settle();
  await clock.pass(2_500);
  const delivered = await pending;
  slow.resolve();
  await expect.poll(() => heard.length).toBe(1);
  await chat.idle();

  expect(delivered).toMatchObject({ acked: true, took: 2_500 });
});
