import { expect, it } from 'vitest';
import { headers, signature } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { scripted } from './scripted.ts';
import { general } from './stage.ts';

const command = new URLSearchParams({
  command: '/gpu',
  text: 'list',
  team_id: 'T0HOISTTEAM',
  user_id: 'U0ANN',
  channel_id: general,
  trigger_id: '1.2.3',
}).toString();
const form = 'application/x-www-form-urlencoded';
const post = (url: string | undefined, said: Record<string, string>, body = command) =>
  fetch(url ?? '', { method: 'POST', headers: said, body });

// The example of docs.slack.dev/authentication/verifying-requests-from-slack.
it('signs as Slack’s own example does', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

  expect(signature('8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618, body)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

it('hears what is signed with the secret, and no more', async () => {
  const { chat, slack, heard } = await scripted({ by: 'http' });
  const url = chat.address?.();
  const signed = (secret = slack.signingSecret, at = Date.now(), body = command) =>
    headers(body, form, { secret, now: () => at });

  const refused = [
    await post(url, signed('another-secret')),
    await post(url, signed(slack.signingSecret, Date.now() - 301_000)),
    await post(url, signed(), `${command}&text=other`),
    await post(url, { 'content-type': form }),
    await post(url, { ...signed(), 'x-slack-signature': 'v0=00' }),
  ];
  const taken = await post(url, signed());
  await chat.idle();

  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(taken.status).toBe(200);
  expect(heard).toHaveLength(1);
});
