import { type AddressInfo, createServer } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { type FakeSlack, headers, signature } from '../../../adapters/chat/slack/fake/fake-slack.ts';
import { quiet, slackHere } from './stage.ts';

/** A real Bolt app behind its own HTTP receiver. */
async function boltBehind(slack: FakeSlack, secret = slack.signingSecret): Promise<{ app: App; url: string }> {
  const receiver = new HTTPReceiver({ signingSecret: secret, logger: quiet, unhandledRequestTimeoutMillis: 50 });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: slack.botToken, botId: 'B0HOISTBOT1', botUserId: 'U0HOISTBOT1' }),
    convoStore: false,
    logger: quiet,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  const server = await receiver.start({ port: 0, host: '127.0.0.1' } as unknown as number); // listen options pass through
  onTestFinished(async () => {
    server.closeAllConnections();
    await receiver.stop();
  });
  return { app, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
}

it('proves the request URL and brings signed commands, presses and events', async () => {
  const slack = await slackHere();
  const { app, url } = await boltBehind(slack);
  const heard: string[] = [];
  app.command('/gpu', async ({ ack, command, say }) => {
    await ack();
    const button = { type: 'button', text: { type: 'plain_text', text: 'Stop' }, action_id: 'stop', value: 'id-1' };
    await say({ text: command.text, blocks: [{ type: 'actions', elements: [button] }] } as Parameters<typeof say>[0]); // literal types widened
  });
  app.action('stop', async ({ ack, action }) => {
    await ack();
    heard.push('value' in action ? String(action.value) : '');
  });
  app.event('app_mention', async ({ event }) => void heard.push(event.text));
  await slack.sendTo(url);
  const ann = slack.person('U0ANN');

  const command = await ann.slash('/gpu', 'list');
  await expect.poll(() => slack.messages('C0GENERAL01').length).toBe(1);
  const press = await ann.press(slack.messages('C0GENERAL01')[0]?.ts ?? '', 'Stop');
  const mention = await ann.mention('a & b');

  expect([command, press, mention].map(({ acked }) => acked)).toEqual([true, true, true]);
  await expect.poll(() => heard).toEqual(['id-1', '<@U0HOISTBOT1> a &amp; b']);
});

it('does not take a URL whose app has another signing secret', async () => {
  const slack = await slackHere();
  const { url } = await boltBehind(slack, 'another secret');

  await expect(slack.sendTo(url)).rejects.toThrow('401');
});

it('is told by the app when nobody handles a command, and does not try again', async () => {
  const slack = await slackHere();
  const { url } = await boltBehind(slack);
  await slack.sendTo(url);

  expect(await slack.person('U0ANN').slash('/nothing')).toMatchObject({
    acked: false,
    attempts: [{ acked: false, reason: 'http_error' }],
  });
});

it('tries an event again when the app is away, with the number and the reason of the try', async () => {
  const slack = await slackHere();
  const { app, url } = await boltBehind(slack);
  const tries: unknown[] = [];
  app.event('app_mention', async ({ context }) => void tries.push([context.retryNum, context.retryReason]));
  await slack.sendTo(url);
  const away = failsNext(app, 2);

  const pending = slack.person('U0ANN').mention('gpu list');
  await expect.poll(away).toBe(2);
  await slack.clock.pass(60_000);

  expect(await pending).toMatchObject({
    acked: true,
    took: 60_000,
    attempts: [{ reason: 'http_error' }, { reason: 'http_error' }, { acked: true }],
  });
  expect(tries).toEqual([[2, 'http_error']]);
});

it('gives up on an app that takes the request and says nothing for three seconds', async () => {
  const slack = await slackHere();
  let reached = 0;
  const silent = createServer((socket) => {
    reached += 1;
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { url } = await boltBehind(slack);
  await slack.sendTo(url);
  await slack.sendTo(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, { unproved: true });

  const pending = slack.person('U0ANN').slash('/gpu');
  await expect.poll(() => reached).toBe(1);
  await slack.clock.pass(3_000);

  expect(await pending).toMatchObject({ acked: false, attempts: [{ reason: 'timeout' }] });
});

it('signs as the worked example of Slack does', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
    '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
    '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
    '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

  expect(signature('8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618, body)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
  expect(headers('x', 'text/plain', { secret: 's', now: () => 5_999 })).toMatchObject({
    'x-slack-request-timestamp': '5',
    'x-slack-signature': signature('s', 5, 'x'),
  });
});

/** The next so many events find an app that fails before it acks; how many did. */
function failsNext(app: App, times: number): () => number {
  let failed = 0;
  const handle = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    if (failed === times) return handle(event);
    failed += 1;
    throw new Error('away');
  };
  return () => failed;
}
