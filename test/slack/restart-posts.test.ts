import { expect, it } from 'vitest';
import type { View } from '../../src/kit.ts';
import { failedWith } from './failed-with.ts';
import { scripted } from './scripted.ts';
import { chatOn, general } from './stage.ts';

const here = { chat: 'slack', channel: general };
const words: View = { title: 'Words', tone: 'plain', blocks: [] };

it('posts nothing while what a dead process posted may still be on its way', async () => {
  const { slack, chat, memory, clock } = await scripted();
  const arrives = Promise.withResolvers<void>();
  slack.fault({ method: 'chat.postMessage', times: 1, what: { until: arrives.promise } });
  const lost = chat.post(here, words, 'op-1');
  await expect.poll(() => slack.calls.some(({ method }) => method === 'chat.postMessage')).toBe(true);
  await chat.abandon();
  const next = await chatOn(slack, { clock, memory });

  const early = await failedWith(next.post(here, words, 'op-1'));
  await clock.pass(early.after ?? 0);
  arrives.resolve();
  await lost;
  const ref = await next.post(here, words, 'op-1');

  expect(early).toMatchObject({ code: 'unavailable', after: 15_000 });
  expect(slack.messages(general).map(({ ts }) => `${general}/${ts}`)).toEqual([ref]);
});
