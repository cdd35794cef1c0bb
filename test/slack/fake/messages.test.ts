import { WebAPIPlatformError } from '@slack/web-api';
import { expect, it } from 'vitest';
import { clientOf, slackHere } from './stage.ts';

const general = 'C0GENERAL01';
const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });

/** What Slack said no with. */
async function refusal(call: Promise<unknown>): Promise<WebAPIPlatformError['data']> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WebAPIPlatformError) return error.data;
  throw new Error('Slack did not refuse', { cause: error });
}

it('posts, and gives the blocks names that the app left out', async () => {
  const slack = await slackHere();

  const posted = await clientOf(slack).chat.postMessage({ channel: general, text: 'one', blocks: [section('One')] });

  expect(posted).toMatchObject({ ok: true, channel: general, message: { text: 'one', bot_id: 'B0HOISTBOT1' } });
  expect(slack.message(posted.ts ?? '')?.blocks).toEqual([{ ...section('One'), block_id: expect.any(String) }]);
  expect(slack.text(slack.message(posted.ts ?? '') ?? {})).toBe('One');
});

it('keeps the blocks of a message whose update brings none, and what stood there before', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'one', blocks: [section('One')] });

  await client.chat.update({ channel: general, ts, text: 'two' });
  await client.chat.update({ channel: general, ts, text: 'three', blocks: [] });

  expect(slack.before(ts).map(({ text, blocks }) => [text, blocks?.length])).toEqual([
    ['one', 1],
    ['two', 1],
  ]);
  expect(slack.message(ts)).toMatchObject({ text: 'three', blocks: [], edited: { user: 'U0HOISTBOT1' } });
});

it('gives metadata of a thread only to those who ask for it', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'root' });
  const metadata = { event_type: 'hoist', event_payload: { key: 'op-1' } };
  await client.chat.postMessage({ channel: general, thread_ts: ts, text: 'reply', metadata });

  const plain = await client.conversations.replies({ channel: general, ts });
  const full = await client.conversations.replies({ channel: general, ts, include_all_metadata: true });
  const history = await client.conversations.history({ channel: general });

  expect(plain.messages?.map((one) => [one.text, one.metadata])).toEqual([
    ['root', undefined],
    ['reply', undefined],
  ]);
  expect(full.messages?.[1]?.metadata).toEqual(metadata);
  expect(history.messages).toMatchObject([{ text: 'root', reply_count: 1, reply_users: ['U0HOISTBOT1'] }]);
});

it('gives history in pages, the newest first', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  for (const text of ['one', 'two', 'three']) await client.chat.postMessage({ channel: general, text });

  const pages: (string | undefined)[][] = [];
  for await (const page of client.paginate('conversations.history', { channel: general, limit: 2 })) {
    pages.push(((page as { messages?: { text?: string }[] }).messages ?? []).map(({ text }) => text)); // the method's shape
  }

  expect(pages).toEqual([['three', 'two'], ['one']]);
});

it('shows an ephemeral message to one person of the channel only', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  slack.person('U0ANN');

  const stranger = await refusal(client.chat.postEphemeral({ channel: general, user: 'U0ANN', text: 'psst' }));
  await slack.person('U0ANN').mention('hello');
  await client.chat.postEphemeral({ channel: general, user: 'U0ANN', text: 'psst' });

  expect(stranger.error).toBe('user_not_in_channel');
  expect(slack.ephemerals).toMatchObject([{ user: 'U0ANN', message: { text: 'psst' } }]);
  expect(slack.messages(general).map(({ text }) => text)).not.toContain('psst');
});

it('posts to a person in direct messages', async () => {
  const slack = await slackHere();
  slack.person('U0ANN');

  const posted = await clientOf(slack).chat.postMessage({ channel: 'U0ANN', text: 'hi' });
  const opened = await clientOf(slack).conversations.open({ users: 'U0ANN' });

  expect(posted.channel).toBe(slack.direct('U0ANN'));
  expect(opened.channel?.id).toBe(posted.channel);
});

it('cuts a post that is too long and refuses an update that is', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);

  const posted = await client.chat.postMessage({ channel: general, text: 'x'.repeat(40_001) });
  const update = client.chat.update({ channel: general, ts: posted.ts ?? '', text: 'x'.repeat(40_001) });

  expect(slack.message(posted.ts ?? '')?.text).toHaveLength(40_000);
  expect(posted).toMatchObject({ warning: 'message_truncated' });
  expect((await refusal(update)).error).toBe('msg_too_long');
});

it('refuses blocks that Slack would refuse, and says where', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  const long = refusal(client.chat.postMessage({ channel: general, text: 'x', blocks: [section('x'.repeat(3_001))] }));
  const nonsense = refusal(client.chat.postMessage({ channel: general, text: 'x', blocks: [{ type: 'nonsense' }] }));
  const many = Array.from({ length: 20 }, () => section('x'.repeat(900)));
  const heavy = refusal(client.chat.postMessage({ channel: general, text: 'x', blocks: many }));

  expect(await long).toMatchObject({
    error: 'invalid_blocks',
    response_metadata: { messages: [expect.stringContaining('[ERROR] ')] },
  });
  expect((await nonsense).error).toBe('invalid_blocks');
  expect((await heavy).error).toBe('msg_blocks_too_long');
  expect(slack.messages(general)).toEqual([]);
});

it('refuses with the words Slack uses', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  slack.channel('C0QUIET', { botIn: false });
  slack.channel('C0SECRET', { botIn: false, private: true });
  slack.channel('C0OLD', { archived: true });
  await slack.person('U0ANN').mention('mine');
  const theirs = slack.messages(general)[0]?.ts ?? '';
  const post = (channel: string, text = 'x') => client.chat.postMessage({ channel, text });
  const calls = {
    channel_not_found: () => post('C0NOWHERE'),
    not_in_channel: () => post('C0QUIET'),
    is_archived: () => post('C0OLD'),
    no_text: () => post(general, ''),
    cant_update_message: () => client.chat.update({ channel: general, ts: theirs, text: 'x' }),
    cant_delete_message: () => client.chat.delete({ channel: general, ts: theirs }),
    message_not_found: () => client.chat.update({ channel: general, ts: '1.000001', text: 'x' }),
    thread_not_found: () => client.conversations.replies({ channel: general, ts: '1.000001' }),
    user_not_found: () => client.users.info({ user: 'U0NOBODY' }),
    no_such_subteam: () => client.usergroups.users.list({ usergroup: 'S0NONE' }),
    unknown_method: () => client.apiCall('machines.start'),
    invalid_auth: () => clientOf(slack, 'xoxb-other').auth.test(),
    not_allowed_token_type: () => clientOf(slack, slack.appToken).auth.test(),
    not_authed: () => clientOf(slack, '').auth.test(),
  };

  const said = await Promise.all(Object.values(calls).map(async (call) => (await refusal(call())).error));

  expect(said).toEqual(Object.keys(calls));
  expect((await refusal(post('C0SECRET'))).error).toBe('channel_not_found');
});

it('names the scope that is missing and those that are there', async () => {
  const slack = await slackHere({ scopes: ['commands', 'users:read'] });
  const client = clientOf(slack);

  const said = await refusal(client.chat.postMessage({ channel: general, text: 'x' }));
  const test = await client.auth.test();

  expect(said).toMatchObject({ error: 'missing_scope', needed: 'chat:write', provided: 'commands,users:read' });
  expect(test).toMatchObject({ user_id: 'U0HOISTBOT1', response_metadata: { scopes: ['commands', 'users:read'] } });
});

it('knows people with their language, guests, groups and reactions', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  slack.person('U0ANN', { name: 'ann', locale: 'ko-KR' });
  slack.person('U0GUEST', { isRestricted: true });
  slack.group('S0OPS', ['U0ANN']);
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'x' });

  const ann = await client.users.info({ user: 'U0ANN', include_locale: true });
  const guest = await client.users.info({ user: 'U0GUEST' });
  const group = await client.usergroups.users.list({ usergroup: 'S0OPS' });
  await client.reactions.add({ channel: general, timestamp: ts, name: 'eyes' });
  const again = await refusal(client.reactions.add({ channel: general, timestamp: ts, name: 'eyes' }));
  const everybody = await client.users.list({});

  expect(ann.user).toMatchObject({ id: 'U0ANN', name: 'ann', locale: 'ko-KR', is_bot: false });
  expect(guest.user).toMatchObject({ is_restricted: true });
  expect(guest.user?.locale).toBeUndefined();
  expect(group.users).toEqual(['U0ANN']);
  expect(again.error).toBe('already_reacted');
  expect(everybody.members?.map(({ id }) => id)).toEqual(['U0HOISTBOT1', 'U0ANN', 'U0GUEST']);
});

it('knows where a message can be opened', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'x' });

  const { permalink } = await client.chat.getPermalink({ channel: general, message_ts: ts });

  expect(permalink).toBe(`https://test-workspace.slack.com/archives/${general}/p${ts.replace('.', '')}`);
});

it('takes JSON as well as forms', async () => {
  const slack = await slackHere();

  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.botToken}` },
    body: JSON.stringify({ channel: general, text: 'x', blocks: [section('X')] }),
  });

  expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [section('X')] } });
});
