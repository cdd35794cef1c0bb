import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { expect, it, onTestFinished } from 'vitest';
import { clientAt, slackHere } from './stage.ts';

/**
 * Vercel's `emulate` was written by others from Slack's documentation. Where both know a method, the same calls
 * must get the same word and at least the fields that it gives; where they differ, the reason stands here.
 */
interface Seat {
  readonly client: WebClient;
  readonly channel: string;
  readonly user: string;
  /** Timestamp of a message that somebody else wrote. */
  theirs(): Promise<string>;
}

type Answers = Readonly<Record<string, { readonly word: string; readonly body: object }>>;

/** Our word, its word, and why ours is right. */
const differs: Readonly<Record<string, readonly [ours: string, its: string, why: string]>> = {
  'replies to nothing': [
    'thread_not_found',
    'ok',
    'the method page lists thread_not_found; emulate gives an empty list',
  ],
  'unknown method': ['unknown_method', 'http', 'Slack answers 200 to any method; emulate 404'],
  'nonsense blocks': ['invalid_blocks', 'ok', 'emulate does not look into blocks'],
};

/** Fields of emulate that a bot has no use for, or that Slack gives only sometimes. */
const spared = [
  /\.profile\./,
  /\.channel\.(?:topic|purpose|num_members|creator|is_open|last_read)/,
  // A thread is counted where it is read, not in the answer to a write.
  /^update\.message\.reply_/,
  // No next page: Slack says so with an empty cursor or with none, and a client must live with both.
  /\.next_cursor$/,
];

it('says what an independently written Slack says', async () => {
  const ours = await conversation(await seatHere());
  const its = await conversation(await seatThere());

  const words = Object.fromEntries(Object.entries(ours).map(([call, { word }]) => [call, word]));
  const expected = Object.fromEntries(
    Object.entries(its).map(([call, { word }]) => {
      const [mine, other] = differs[call] ?? [word, word];
      expect([call, word]).toEqual([call, other]);
      return [call, mine];
    }),
  );
  expect(words).toEqual(expected);

  const both = Object.keys(its).filter((call) => !differs[call]);
  const missing = both.flatMap((call) => lacking(ours[call]?.body, its[call]?.body, call));
  expect(missing.filter((path) => !spared.some((one) => one.test(path)))).toEqual([]);
});

it('keeps blocks on an update with text only, where emulate drops them', async () => {
  const [here, there] = [await seatHere(), await seatThere()];
  const left = async ({ client, channel }: Seat) => {
    const blocks = [{ type: 'section' as const, text: { type: 'plain_text' as const, text: 'x' } }];
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'x', blocks });
    await client.chat.update({ channel, ts, text: 'y' });
    const { messages = [] } = await client.conversations.replies({ channel, ts });
    return messages[0]?.blocks?.length;
  };

  // The method page: blocks that are not given again are retained; an empty list removes them.
  expect([await left(here), await left(there)]).toEqual([1, undefined]);
});

async function conversation({ client, channel, user, theirs }: Seat): Promise<Answers> {
  const other = await theirs();
  const answers: Record<string, { word: string; body: object }> = {};
  const ask = async (name: string, method: string, args: Record<string, unknown> = {}) => {
    const body: object = await client.apiCall(method, args).catch((error: unknown) => {
      return error instanceof WebAPIPlatformError ? error.data : { ok: false, error: 'http' };
    });
    const { ok, error, ts } = body as { ok?: boolean; error?: string; ts?: string }; // of every answer of Slack
    answers[name] = { word: ok ? 'ok' : String(error), body };
    return ts ?? '';
  };
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'x' } }];

  await ask('who am I', 'auth.test');
  const ts = await ask('post', 'chat.postMessage', { channel, text: 'one' });
  await ask('post blocks', 'chat.postMessage', { channel, text: 'one', blocks });
  await ask('post in thread', 'chat.postMessage', { channel, text: 'two', thread_ts: ts });
  await ask('post nothing', 'chat.postMessage', { channel });
  await ask('post nowhere', 'chat.postMessage', { channel: 'C0NOWHERE', text: 'x' });
  await ask('post without saying where', 'chat.postMessage', { text: 'x' });
  await ask('post too much', 'chat.postMessage', { channel, text: 'x'.repeat(40_001) });
  await ask('update', 'chat.update', { channel, ts, text: 'three' });
  await ask('update nothing there', 'chat.update', { channel, ts: '1.000001', text: 'x' });
  await ask('update with nothing', 'chat.update', { channel, ts });
  await ask("update another's", 'chat.update', { channel, ts: other, text: 'x' });
  await ask('replies', 'conversations.replies', { channel, ts });
  await ask('replies to nothing', 'conversations.replies', { channel, ts: '1.000001' });
  await ask('history', 'conversations.history', { channel });
  await ask('history nowhere', 'conversations.history', { channel: 'C0NOWHERE' });
  await ask('channel', 'conversations.info', { channel });
  await ask('no channel', 'conversations.info', { channel: 'C0NOWHERE' });
  await ask('react', 'reactions.add', { channel, timestamp: ts, name: 'eyes' });
  await ask('react again', 'reactions.add', { channel, timestamp: ts, name: 'eyes' });
  await ask('react to nothing', 'reactions.add', { channel, timestamp: '1.000001', name: 'eyes' });
  await ask('person', 'users.info', { user });
  await ask('nobody', 'users.info', { user: 'U0NOBODY' });
  await ask('people', 'users.list');
  await ask('publish', 'views.publish', { user_id: user, view: { type: 'home', blocks } });
  await ask('publish late', 'views.publish', { user_id: user, view: { type: 'home', blocks }, hash: 'old' });
  const view = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks };
  await ask('unknown trigger', 'views.open', { trigger_id: '1.2.3', view });
  await ask('delete', 'chat.delete', { channel, ts });
  await ask('delete again', 'chat.delete', { channel, ts });
  await ask("delete another's", 'chat.delete', { channel, ts: other });
  await ask('nonsense blocks', 'chat.postMessage', { channel, text: 'x', blocks: [{ type: 'nonsense' }] });
  await ask('unknown method', 'machines.start');
  return answers;
}

/** Paths that the other has and this has not, or has as another kind of value. */
function lacking(ours: unknown, its: unknown, path: string): readonly string[] {
  if (Array.isArray(its)) return Array.isArray(ours) ? lacking(ours[0], its[0], `${path}[]`) : [path];
  if (typeof its !== 'object' || its === null) return typeof ours === typeof its ? [] : [path];
  if (typeof ours !== 'object' || ours === null) return [path];
  const own: Readonly<Record<string, unknown>> = { ...ours };
  return Object.entries(its).flatMap(([key, value]) => lacking(own[key], value, `${path}.${key}`));
}

async function seatHere(): Promise<Seat> {
  const slack = await slackHere({ rates: 'off' });
  const ann = slack.person('U0ANN');
  const channel = 'C0GENERAL01';
  return {
    client: clientAt(slack.apiUrl, slack.botToken),
    channel,
    user: ann.id,
    async theirs() {
      await ann.mention('mine');
      return slack.messages(channel).at(-1)?.ts ?? '';
    },
  };
}

async function seatThere(): Promise<Seat> {
  const slack = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        users: [{ name: 'bot' }, { name: 'ann' }],
        channels: [{ name: 'general' }],
        tokens: [
          { token: 'xoxb-bot', user: 'bot' },
          { token: 'xoxb-ann', user: 'ann' },
        ],
      },
    },
  });
  onTestFinished(() => slack.close());
  // It listens on IPv4 and calls itself localhost, which may be IPv6 here.
  const api = `${slack.url.replace('localhost', '127.0.0.1')}/api/`;
  const [client, ann] = [clientAt(api, 'xoxb-bot'), clientAt(api, 'xoxb-ann')];
  const { channels = [] } = await client.conversations.list();
  const channel = channels.find(({ name }) => name === 'general')?.id ?? '';
  return {
    client,
    channel,
    user: (await ann.auth.test()).user_id ?? '',
    theirs: async () => (await ann.chat.postMessage({ channel, text: 'mine' })).ts ?? '',
  };
}
