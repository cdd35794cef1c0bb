import { expect, it } from 'vitest';
import { practiceBot } from './practice-bot.ts';
import { annId } from './seat.ts';

it('shows in the Home tab what somebody began and ended in another chat', async () => {
  const { slack, desk, store, until } = await practiceBot({ timings: 'instant' });
  const ann = slack.person(annId, { name: 'ann' });
  const home = () => slack.text(slack.home(annId) ?? {});
  await ann.openHome();
  await until(() => home().includes('Nothing runs yet'));

  const by = { who: { id: 'web:local:bob', name: 'bob' }, where: { chat: 'web', channel: 'general' } };
  const words = 'gpu start base-image --name bob-1';
  await desk.hear({ id: 'web:1', ...by, locale: 'en', body: { words } }, new AbortController().signal);
  await until(async () => (await store.heads({ limit: 1 }))[0]?.state === 'done');
  await until(() => /bob-1\nOwner: bob · State: on/.test(home()));

  expect(home()).not.toContain('Nothing runs yet');
});
