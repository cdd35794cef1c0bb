import { afterEach, expect, it, vi } from 'vitest';
import { openSlack } from '../../adapters/chat/slack/chat.ts';
import { silent } from '../../src/log.ts';
import { secretOf } from '../../src/secret.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { general, slackHere } from './stage.ts';

// The example of docs.slack.dev/authentication/verifying-requests-from-slack, of July 2018.
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const signedAt = 1_531_420_618;
const body =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  'x-slack-request-timestamp': String(signedAt),
  'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};

const without = (name: string) => Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name));

afterEach(() => void vi.useRealTimers());

/** Sends it to the chat as it listens over HTTP; `late` seconds after it was signed. */
async function sent({ late = 0, text = body, said = headers as Record<string, string>, key = secret } = {}) {
  const slack = await slackHere();
  slack.channel(general);
  const config = {
    ...{ botToken: secretOf(slack.botToken), apiUrl: slack.apiUrl },
    by: { kind: 'http', signingSecret: secretOf(key), port: 0 },
  } as const;
  const chat = await openSlack(config, mapMemory(), silent, { clock: slack.clock });
  await chat.listen({
    hear: async () => ({ kind: 'view', view: { title: 'Heard', tone: 'plain', blocks: [] }, outcome: { ok: true } }),
    ...{ complete: async () => [], choices: async () => [], catalogue: async () => [] },
  });
  // To a bot nothing is said: the address for the answer in the example is one of Slack itself.
  slack.person('U2CERLKJA', { isBot: true });
  // What is checked is the time of the machine itself; only that is another one here.
  vi.useFakeTimers({ toFake: ['Date'], now: (signedAt + late) * 1_000 });
  const { status } = await fetch(chat.address?.() ?? '', { method: 'POST', headers: said, body: text });
  vi.useRealTimers();
  await chat.close();
  return status;
}

it('takes what Slack’s own example signs, for five minutes', async () => {
  expect([await sent(), await sent({ late: 299 })]).toEqual([200, 200]);
});

it.each<readonly [string, Parameters<typeof sent>[0]]>([
  ['older than five minutes', { late: 301 }],
  ['signed with another secret', { key: '8f742231b10e8888abcd99yyyzzz85a6' }],
  ['with another body', { text: body.replace('text=', 'text=stop') }],
  ['with its body cut', { text: body.slice(0, -1) }],
  ['with another time', { said: { ...headers, 'x-slack-request-timestamp': String(signedAt + 1) } }],
  ['with no number for a time', { said: { ...headers, 'x-slack-request-timestamp': 'now' } }],
  [
    'of another version',
    { said: { ...headers, 'x-slack-signature': headers['x-slack-signature'].replace('v0', 'v1') } },
  ],
  ['with a signature too short', { said: { ...headers, 'x-slack-signature': 'v0=a2114d57' } }],
  ['with an empty signature', { said: { ...headers, 'x-slack-signature': '' } }],
  ['without a signature', { said: without('x-slack-signature') }],
  ['without a time', { said: without('x-slack-request-timestamp') }],
  ['without either', { said: { 'content-type': headers['content-type'] } }],
])('refuses a request %s', async (_, how) => {
  expect(await sent(how)).toBe(401);
});
