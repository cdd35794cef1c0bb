import { expect, it } from 'vitest';
import { practiceBot } from './practice-bot.ts';
import { good, scripted } from './scripted.ts';
import { annId, refusals, shownTo } from './seat.ts';
import { general } from './stage.ts';

const minute = 60_000;

it('goes on editing the card of 40 minutes, long after the address for the answer has died', async () => {
  const { slack, clock, rest } = await practiceBot({ timings: { volumeFromImage: 40 * minute, server: 30_000 } });
  const begun = clock.now();

  await slack.person(annId, { name: 'ann' }).slash('/gpu', 'start base-image');
  await rest();

  const [card, ping] = slack.messages(general);
  const late = slack.calls.filter(({ method, at }) => method === 'chat.update' && at > begun + 30 * minute);
  expect(clock.now() - begun).toBeGreaterThan(40 * minute);
  expect(late.length).toBeGreaterThanOrEqual(2);
  expect(slack.text({ ...card })).toMatch(/is ready\n\d+\.\d+\.\d+\.\d+/);
  expect(ping).toMatchObject({ thread_ts: card!.ts });
  expect(refusals(slack)).toEqual([]);
});

it('says it another way when the address for the answer was used up', async () => {
  const { slack, chat, ann, heard, answers } = await scripted();
  const sent = Promise.withResolvers<void>();
  answers(async () => {
    await sent.promise;
    return good('At last');
  });
  const { envelope } = await ann.slash('/gpu', 'list');
  await expect.poll(() => heard.length).toBe(1);

  const used = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"Something else"}' };
  for (let nth = 0; nth < 5; nth++) await fetch(String(envelope.payload.response_url), used);
  sent.resolve();
  await chat.idle();

  expect(shownTo(slack, annId)).toEqual([...Array.from({ length: 5 }, () => 'Something else'), 'At last']);
  expect(slack.calls.at(-1)).toMatchObject({ method: 'chat.postEphemeral', answer: 'ok' });
});

it('presses a card of an hour ago and a whisper of an hour ago alike', async () => {
  const { slack, chat, clock, ann, answers, heard } = await scripted();
  const press = { command: 'gpu stop', args: { machine: 'id-1' } };
  answers(good('A list', { buttons: [{ label: 'Stop', press }] }));
  await ann.mention('gpu list');
  await ann.slash('/gpu', 'list');
  await chat.idle();
  await clock.pass(60 * minute);

  answers(good('Stopped'));
  await ann.press(slack.messages(general)[1]!.ts, 'Stop');
  await ann.press(slack.ephemerals[0]!.message.ts, 'Stop');
  await chat.idle();

  expect(heard.slice(2).map(({ body }) => body)).toEqual([{ press }, { press }]);
  expect(shownTo(slack, annId).filter((text) => text === 'Stopped')).toHaveLength(2);
});
