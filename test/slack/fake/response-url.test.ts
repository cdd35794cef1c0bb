import type { RespondArguments } from '@slack/bolt';
import { expect, it } from 'vitest';
import type { FakeSlack } from '../../../adapters/chat/slack/fake/fake-slack.ts';
import { boltOver, clientOf, slackHere } from './stage.ts';

const general = 'C0GENERAL01';
const stop = {
  type: 'actions' as const,
  elements: [{ type: 'button' as const, text: { type: 'plain_text' as const, text: 'Stop' }, action_id: 'stop' }],
};

/** The answer function of Bolt for a command that was just given. */
async function responder(slack: FakeSlack): Promise<(said: RespondArguments) => Promise<unknown>> {
  const app = await boltOver(slack);
  const found = Promise.withResolvers<(said: RespondArguments) => Promise<unknown>>();
  app.command('/gpu', async ({ ack, respond }) => {
    await ack();
    found.resolve(respond);
  });
  await slack.person('U0ANN').slash('/gpu');
  return found.promise;
}

it('answers one person or the channel, five times', async () => {
  const slack = await slackHere();
  const respond = await responder(slack);

  for (const text of ['one', 'two', 'three', 'four']) await respond({ text });
  await respond({ text: 'five', response_type: 'in_channel' });

  await expect(respond({ text: 'six' })).rejects.toThrow('404');
  expect(slack.ephemerals.map(({ message }) => message.text)).toEqual(['one', 'two', 'three', 'four']);
  expect(slack.messages(general).map(({ text }) => text)).toEqual(['five']);
});

it('expires after half an hour', async () => {
  const slack = await slackHere();
  const respond = await responder(slack);

  await slack.clock.pass(30 * 60_000 - 1);
  await respond({ text: 'in time' });
  await slack.clock.pass(1);

  await expect(respond({ text: 'late' })).rejects.toThrow('404');
  expect(slack.ephemerals).toHaveLength(1);
});

it('refuses what Slack would not show, and that costs no use', async () => {
  const slack = await slackHere();
  const respond = await responder(slack);
  const bad = { text: 'x', blocks: [{ type: 'section' as const }] };

  for (let nth = 0; nth < 6; nth++) await expect(respond(bad)).rejects.toThrow('400');

  await respond({ text: 'good' });
  expect(slack.ephemerals).toHaveLength(1);
});

it('replaces or takes away the message whose button was pressed', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const answers: RespondArguments[] = [{ replace_original: true, text: 'stopped' }, { delete_original: true }];
  let nth = 0;
  app.action('stop', async ({ ack, respond }) => {
    await ack();
    const answer = answers[nth++];
    if (answer) await respond(answer);
  });
  const client = clientOf(slack);
  const ann = slack.person('U0ANN');
  const first = await client.chat.postMessage({ channel: general, text: 'x', blocks: [stop] });
  const second = await client.chat.postMessage({ channel: general, text: 'y', blocks: [stop] });

  await ann.press(first.ts ?? '', 'Stop');
  await expect.poll(() => slack.messages(general).map(slack.text)).toEqual(['stopped', '[Stop]']);
  await ann.press(second.ts ?? '', 'Stop');

  await expect.poll(() => slack.messages(general).map(slack.text)).toEqual(['stopped']);
});
