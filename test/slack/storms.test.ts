import { expect, it } from 'vitest';
import type { Fault } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { calm } from './calm.ts';
import { asks, scripted } from './scripted.ts';
import { annId, shownTo } from './seat.ts';
import { general } from './stage.ts';

const pause = { retryAfter: 9 } as const;

it.each<readonly [string, Fault['what']]>([
  ['asked for a pause', pause],
  ['was away', { status: 503 }],
  ['took it and lost the reply', 'lost-reply'],
  ['broke off', 'reset'],
])('answers a mention once in its thread although Slack %s', async (_, what) => {
  const { slack, chat, clock, ann } = await scripted();
  slack.fault({ method: 'chat.postMessage', times: 2, what });

  await ann.mention('gpu list');
  await calm({ slack, clock }, () => !chat.busy());

  const answers = slack.messages(general).slice(1);
  expect(answers.map((message) => [message.thread_ts, slack.text({ ...message })])).toEqual([
    [slack.messages(general)[0]?.ts, 'Heard'],
  ]);
  expect(slack.messages(slack.direct(annId))).toEqual([]);
});

it.each(['users.info', 'conversations.history', 'chat.postEphemeral', 'chat.postMessage'])(
  'answers a command although %s is limited for a while, and everything else too',
  async (method) => {
    for (const limited of [
      { method, what: pause, times: 3 },
      { what: pause, times: 4 },
    ]) {
      const { slack, chat, clock, ann, heard } = await scripted();
      slack.fault(limited);

      await ann.slash('/gpu', 'list');
      await calm({ slack, clock }, () => !chat.busy());

      expect(heard).toHaveLength(1);
      expect(shownTo(slack, annId)).toEqual(['Heard']);
    }
  },
);

it('fills the form that it has opened although changing it is limited', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  const thought = Promise.withResolvers<typeof asks>();
  answers(() => thought.promise);
  slack.fault({ method: 'views.update', times: 2, what: pause });

  await ann.slash('/gpu', 'start');
  await calm({ slack, clock }, () => slack.views(annId).length > 0);
  thought.resolve(asks);
  await calm({ slack, clock }, () => !chat.busy());

  expect(ann.fields()).toEqual(['Image', 'Hours', 'Password']);
});

it('offers a button for the form that it may not open now', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  answers(asks);
  slack.fault({ method: 'views.open', times: 1, what: pause });

  await ann.slash('/gpu', 'start');
  await calm({ slack, clock }, () => !chat.busy());

  expect(shownTo(slack, annId)).toEqual(['Start a machine\n[Fill in the form]']);
});
