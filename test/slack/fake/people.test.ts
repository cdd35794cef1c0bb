import { expect, it } from 'vitest';
import { boltOver, clientOf, slackHere } from './stage.ts';

const general = 'C0GENERAL01';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const buttons = {
  type: 'actions' as const,
  block_id: 'row',
  elements: [
    { type: 'button' as const, text: plain('Stop'), action_id: 'stop', value: 'id-1' },
    {
      type: 'overflow' as const,
      action_id: 'more',
      options: [
        { text: plain('Share'), value: 'share' },
        { text: plain('Remove'), value: 'remove' },
      ],
    },
    {
      type: 'static_select' as const,
      action_id: 'size',
      placeholder: plain('Size'),
      options: [{ text: plain('Small'), value: 's' }],
    },
  ],
};

it('brings presses, menu choices and selections as Slack shapes them', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const heard: unknown[] = [];
  app.action(/./, async ({ ack, action, body }) => {
    await ack();
    heard.push({ ...action, in: 'container' in body ? body.container : undefined });
  });
  const { ts = '' } = await clientOf(slack).chat.postMessage({ channel: general, text: 'x', blocks: [buttons] });
  const ann = slack.person('U0ANN');

  await ann.press(ts, 'Stop');
  await ann.press(ts, 'Remove');
  await ann.choose(ts, 'Size', 'Small');

  const container = { type: 'message', message_ts: ts, channel_id: general, is_ephemeral: false };
  expect(heard).toMatchObject([
    { action_id: 'stop', block_id: 'row', type: 'button', value: 'id-1', in: container },
    { action_id: 'more', type: 'overflow', selected_option: { value: 'remove' } },
    { action_id: 'size', type: 'static_select', selected_option: { value: 's' } },
  ]);
  await expect(ann.press(ts, 'Explode')).rejects.toThrow('Explode');
});

it('brings the place but not the words of a message that one person sees', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const heard: object[] = [];
  app.action('stop', async ({ ack, body }) => {
    await ack();
    heard.push(body);
  });
  const ann = slack.person('U0ANN');
  app.command('/gpu', ({ ack }) => ack({ text: 'only you', blocks: [buttons] }));
  await ann.slash('/gpu');
  const ts = slack.ephemerals[0]?.message.ts ?? '';

  await ann.press(ts, 'Stop');

  expect(heard).toMatchObject([{ container: { is_ephemeral: true, message_ts: ts }, channel: { id: general } }]);
  expect(heard[0]).not.toHaveProperty('message');
  await expect(slack.person('U0BOB').press(ts, 'Stop')).rejects.toThrow('does not see');
});

it('hears direct messages, and its own there as well', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack, 1, { ignoreSelf: false });
  const heard: unknown[] = [];
  app.event('message', async ({ event }) => {
    const said = 'text' in event ? [event.user, event.text] : [];
    heard.push([event.channel_type, event.subtype, ...said]);
  });
  const ann = slack.person('U0ANN');

  await ann.dm('gpu list');
  const { ts = '' } = await clientOf(slack).chat.postMessage({ channel: 'U0ANN', text: 'nothing runs' });
  await clientOf(slack).chat.update({ channel: slack.direct('U0ANN'), ts, text: 'one runs' });

  await expect
    .poll(() => heard)
    .toEqual([
      ['im', undefined, 'U0ANN', 'gpu list'],
      ['im', undefined, 'U0HOISTBOT1', 'nothing runs'],
      ['im', 'message_changed'],
    ]);
});

it('keeps a mention in its thread and marks one by a bot', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const heard: unknown[] = [];
  app.event('app_mention', async ({ event }) => void heard.push([event.user, event.thread_ts, event.bot_id]));
  const { ts = '' } = await clientOf(slack).chat.postMessage({ channel: general, text: 'root' });

  await slack.person('U0ANN').mention('gpu list', { thread: ts });
  await slack.person('U0ROBOT', { isBot: true }).mention('gpu list');

  await expect
    .poll(() => heard)
    .toEqual([
      ['U0ANN', ts, undefined],
      ['U0ROBOT', undefined, 'B0ROBOT'],
    ]);
  expect((await clientOf(slack).conversations.replies({ channel: general, ts })).messages).toHaveLength(2);
});

it('brings nothing that the app has no scope for, and no command from a thread', async () => {
  const slack = await slackHere({ scopes: ['chat:write'] });
  await boltOver(slack);
  const ann = slack.person('U0ANN');

  const reasons = await Promise.all([ann.slash('/gpu'), ann.mention('hi'), ann.dm('hi')]);
  slack.scopes(['commands']);
  const inThread = await ann.slash('/gpu', '', { thread: '1.000001' });

  expect([...reasons, inThread].map(({ attempts }) => attempts)).toMatchObject([
    [{ reason: 'missing_scope' }],
    [{ reason: 'not_subscribed' }],
    [{ reason: 'not_subscribed' }],
    [{ reason: 'not_supported_in_threads' }],
  ]);
});

it('brings shortcuts, of the app and of a message', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const heard: unknown[] = [];
  app.shortcut(/./, async ({ ack, shortcut }) => {
    await ack();
    heard.push([shortcut.type, shortcut.callback_id, 'message_ts' in shortcut ? shortcut.message_ts : undefined]);
  });
  const { ts = '' } = await clientOf(slack).chat.postMessage({ channel: general, text: 'x' });

  await slack.person('U0ANN').shortcut('new');
  await slack.person('U0ANN').shortcutOn(ts, 'explain');

  expect(heard).toEqual([
    ['shortcut', 'new', undefined],
    ['message_action', 'explain', ts],
  ]);
});
