import { WebAPIRateLimitedError } from '@slack/web-api';
import { expect, it } from 'vitest';
import { clientOf, slackHere } from './stage.ts';

const general = 'C0GENERAL01';

it('lets a channel have a short burst and then one post a second, each channel its own', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  slack.channel('C0OTHER');
  const post = (channel: string) =>
    client.chat.postMessage({ channel, text: 'x' }).then(
      () => 'ok',
      (error: unknown) => (error instanceof WebAPIRateLimitedError ? error.retryAfter : error),
    );

  const burst: unknown[] = [];
  for (let nth = 0; nth < 6; nth++) burst.push(await post(general));
  const other = await post('C0OTHER');
  await slack.clock.pass(1_000);
  const later = [await post(general), await post(general)];

  expect(burst).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 1]);
  expect(other).toBe('ok');
  expect(later).toEqual(['ok', 1]);
  expect(slack.limited).toHaveLength(2);
});

it('allows fifty updates in any minute of the workspace, and says how long to wait', async () => {
  const slack = await slackHere();
  const client = clientOf(slack);
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'x' });
  const update = () => client.chat.update({ channel: general, ts, text: 'y' });
  for (let nth = 0; nth < 50; nth++) await update();
  await slack.clock.pass(20_000);

  const error = await update().catch((reason: unknown) => reason);
  await slack.clock.pass(40_000);

  expect(error).toMatchObject({ retryAfter: 40 });
  expect(await update()).toMatchObject({ ok: true });
  expect(slack.limited.map(({ method }) => method)).toEqual(['chat.update']);
});

it('counts nothing when rates are off, and keeps to a table of its own', async () => {
  const free = await slackHere({ rates: 'off' });
  const tight = await slackHere({ rates: { 'users.info': [{ calls: 1, per: 1_000 }] } });
  free.person('U0ANN');
  tight.person('U0ANN');
  const ask = (slack: typeof free) => clientOf(slack).users.info({ user: 'U0ANN' });

  for (let nth = 0; nth < 120; nth++) await ask(free);
  await ask(tight);

  await expect(ask(tight)).rejects.toBeInstanceOf(WebAPIRateLimitedError);
  expect(free.limited).toEqual([]);
});
