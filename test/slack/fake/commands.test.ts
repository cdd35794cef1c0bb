import { expect, it } from 'vitest';
import { boltOver, slackHere } from './stage.ts';

it('brings a command through Socket Mode and shows what the app answers', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  app.command('/gpu', async ({ ack, command, say }) => {
    await ack({ text: `heard ${command.text}` });
    await say('begun');
  });

  const delivered = await slack.person('U0ANN').slash('/gpu', 'start base-image');

  expect(delivered).toMatchObject({ acked: true, took: 0, body: { text: 'heard start base-image' } });
  expect(slack.ephemerals.map(({ user, message }) => [user, slack.text(message)])).toEqual([
    ['U0ANN', 'heard start base-image'],
  ]);
  await expect.poll(() => slack.messages('C0GENERAL01').map(slack.text)).toEqual(['begun']);
});
