import { expect, it } from 'vitest';
import { ids } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { practiceBot } from './practice-bot.ts';
import { annId, refusals } from './seat.ts';
import { general } from './stage.ts';

const bobId = 'U0BOB';

it('hands a machine over to whoever is mentioned, though they never spoke, and calls them; no bot gets one', async () => {
  const { slack, chat, rest, store, until } = await practiceBot({ timings: 'instant' });
  const ann = slack.person(annId, { name: 'ann' });
  slack.person(bobId, { name: 'bob' });
  await ann.slash('/gpu', 'start base-image --name gpu-work-1');
  await rest();

  await ann.slash('/vm', `give gpu-work-1 <@${ids.botUser}|hoist>`);
  await chat.idle();
  const [refused] = slack.ephemerals;
  await ann.slash('/vm', `give gpu-work-1 <@${bobId}|ann>`);
  const given = async () => (await store.heads({ limit: 5 })).find(({ operation }) => operation === 'machine.give');
  await until(async () => (await given())?.state === 'done' && (await store.unsent(1)).length === 0);

  expect(slack.text({ ...refused?.message })).toContain('is a bot or has left: only a person can have a machine.');
  const ping = slack.messages(general).at(-1);
  expect(ping?.text).toMatch(/^<@U0BOB> <@U0ANN> .*gpu-work-1 is yours now: ann gave it to you/);
  expect(refusals(slack)).toEqual([]);
});
