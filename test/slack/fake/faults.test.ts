import { WebAPIHTTPError, WebAPIRequestError } from '@slack/web-api';
import { expect, it } from 'vitest';
import { clientOf, slackHere } from './stage.ts';

const general = 'C0GENERAL01';

it('does the work and loses the reply', async () => {
  const slack = await slackHere();
  slack.fault({ method: 'chat.postMessage', times: 1, what: 'lost-reply' });

  const lost = clientOf(slack).chat.postMessage({ channel: general, text: 'x' });

  await expect(lost).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.messages(general)).toHaveLength(1);
  expect(slack.calls.map(({ method, answer }) => [method, answer])).toEqual([['chat.postMessage', 'lost']]);
});

it('breaks before the work is done', async () => {
  const slack = await slackHere();
  slack.fault({ method: 'chat.postMessage', times: 1, what: 'reset' });

  const lost = clientOf(slack).chat.postMessage({ channel: general, text: 'x' });

  await expect(lost).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.messages(general)).toEqual([]);
});

it('is down, asks for patience, or revokes the token, for as many calls as it was told to', async () => {
  const slack = await slackHere();
  const test = () => clientOf(slack).auth.test();
  slack.fault({ times: 1, what: { status: 503 } });
  slack.fault({ times: 1, what: { retryAfter: 7 } });
  const forgive = slack.fault({ what: { error: 'token_revoked' } });

  await expect(test()).rejects.toBeInstanceOf(WebAPIHTTPError);
  await expect(test()).rejects.toMatchObject({ retryAfter: 7 });
  await expect(test()).rejects.toMatchObject({ data: { error: 'token_revoked' } });
  forgive();
  expect(await test()).toMatchObject({ ok: true });
});

it('keeps a call waiting until it is let go, and is not busy with it meanwhile', async () => {
  const slack = await slackHere();
  const release = slack.hold('chat.postMessage');

  const held = clientOf(slack).chat.postMessage({ channel: general, text: 'x' });
  await expect.poll(() => slack.calls.length).toBe(1);
  const before = [slack.messages(general).length, slack.busy];
  release();
  await held;

  expect(before).toEqual([0, false]);
  expect(slack.messages(general)).toHaveLength(1);
});

it('does not know a kind of block yet', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  slack.fault({ what: { refusesBlock: 'header' } });
  const header = { type: 'header', text: { type: 'plain_text', text: 'Top' } };

  const refused = client.chat.postMessage({ channel: general, text: 'x', blocks: [header] });

  await expect(refused).rejects.toMatchObject({
    data: { error: 'invalid_blocks', response_metadata: { messages: [expect.stringContaining('header')] } },
  });
  expect(await client.chat.postMessage({ channel: general, text: 'x', blocks: [{ type: 'divider' }] })).toMatchObject({
    ok: true,
  });
});

it('meets only the calls it was meant for', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  slack.channel('C0OTHER');
  slack.fault({ where: ({ channel }) => channel === 'C0OTHER', what: { retryAfter: 1 } });

  expect(await client.chat.postMessage({ channel: general, text: 'x' })).toMatchObject({ ok: true });
  await expect(client.chat.postMessage({ channel: 'C0OTHER', text: 'x' })).rejects.toMatchObject({ retryAfter: 1 });
});
