import { expect, it } from 'vitest';
import type { View } from '../../src/kit.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { failedWith } from './failed-with.ts';
import { scripted } from './scripted.ts';
import { annId, refusals } from './seat.ts';
import { chatOn, general, slackHere } from './stage.ts';

const here = { chat: 'slack', channel: general };
const words: View = { title: 'Words', tone: 'plain', blocks: [] };
const plan: View = { ...words, blocks: [{ kind: 'steps', steps: [{ name: 'Disk', state: 'doing' }] }] };

it('posts once, although the reply to the first try was lost', async () => {
  const { slack, chat } = await scripted();
  slack.fault({ method: 'chat.postMessage', times: 1, what: 'lost-reply' });

  await expect(chat.post(here, words, 'op-1')).rejects.toThrow('does not answer');
  const ref = await chat.post(here, words, 'op-1');

  expect(slack.messages(general)).toHaveLength(1);
  expect(ref).toBe(`${general}/${slack.messages(general)[0]?.ts}`);
});

it('posts once in a thread, although the process died before it heard that it had', async () => {
  const { slack, chat, memory, clock } = await scripted();
  const root = await chat.post(here, words, 'op-1');
  slack.fault({ method: 'chat.postMessage', times: 1, what: 'lost-reply' });
  await expect(chat.post({ ...here, thread: root }, words, 'op-1.ping')).rejects.toThrow();

  const next = await chatOn(slack, { clock, memory });
  await next.post({ ...here, thread: root }, words, 'op-1.ping');

  expect(slack.messages(general)).toHaveLength(2);
  expect(slack.messages(general)[1]).toMatchObject({ thread_ts: slack.messages(general)[0]?.ts });
});

it.each(['opens the Home tab', 'says something'])(
  'posts once in direct messages as well, once it has met the person: who %s',
  async (how) => {
    const { slack, chat, ann, clock } = await scripted();
    if (how === 'says something') await ann.dm('gpu list');
    else await ann.openHome();
    await chat.idle();
    const before = slack.messages(slack.direct(annId)).length;
    slack.fault({ method: 'chat.postMessage', times: 1, what: 'lost-reply' });
    const direct = { chat: 'slack', channel: annId };

    await expect(chat.post(direct, words, 'op-1')).rejects.toThrow();
    await clock.pass(60_000);
    const ref = await chat.post(direct, words, 'op-1');

    const said = slack.messages(slack.direct(annId)).slice(before);
    expect(said).toHaveLength(1);
    expect(ref).toBe(`${slack.direct(annId)}/${said[0]?.ts}`);
  },
);

it('posts again what never came to Slack, and what Slack refused', async () => {
  const { slack, chat } = await scripted();
  slack.fault({ method: 'chat.postMessage', times: 1, what: 'reset' });
  slack.fault({ method: 'chat.postMessage', times: 1, what: { retryAfter: 1 } });

  await expect(chat.post(here, words, 'op-1')).rejects.toThrow();
  await expect(chat.post(here, words, 'op-1')).rejects.toThrow();
  await chat.post(here, words, 'op-1');

  expect(slack.messages(general)).toHaveLength(1);
});

it('says how long Slack wants silence, and keeps it in that channel alone', async () => {
  const { slack, chat, clock } = await scripted();
  slack.fault({ method: 'chat.postMessage', times: 1, what: { retryAfter: 7 } });
  const turn = (channel: string) =>
    chat.pace!.turn({ kind: 'post', channel, weight: () => 'end' }, new AbortController().signal).then(() => channel);

  const limited = await failedWith(chat.post(here, words, 'op-1'));
  const went: string[] = [];
  void turn(general).then((channel) => went.push(channel));
  void turn('C0OTHER').then((channel) => went.push(channel));
  await clock.pass(6_999);
  const before = [...went];
  await clock.pass(1);

  expect(limited).toMatchObject({ code: 'unavailable', after: 7_000 });
  expect(before).toEqual(['C0OTHER']);
  expect(went).toEqual(['C0OTHER', general]);
});

it('says it in older blocks where the workspace does not take the newest, and remembers that for a day', async () => {
  const memory = mapMemory();
  const { slack, chat, clock } = await scripted({ memory });
  slack.fault({ what: { refusesBlock: 'plan' } });

  await chat.post(here, plan, 'op-1');
  await chat.post(here, plan, 'op-2');
  const next = await chatOn(slack, { clock, memory });
  await next.post(here, plan, 'op-3');

  expect(refusals(slack)).toEqual(['chat.postMessage: invalid_blocks']);
  expect(slack.messages(general).map(({ blocks }) => blocks?.map(({ type }) => type))).toEqual([
    ['section', 'section'],
    ['section', 'section'],
    ['section', 'section'],
  ]);
  await clock.pass(24 * 3_600_000);
  await chat.post(here, plan, 'op-4');
  expect(refusals(slack)).toHaveLength(2);
});

it('comes anew when somebody deleted it, and changes that from then on', async () => {
  const { slack, chat, clock, memory } = await scripted();
  const ref = await chat.post(here, words, 'op-1');
  const gone = slack.fault({ method: 'chat.update', times: 1, what: { error: 'message_not_found' } });
  await chat.edit(here, ref, { ...words, title: 'Second' });
  gone();
  slack.fault({
    method: 'chat.update',
    where: ({ ts }) => ref.endsWith(String(ts)),
    what: { error: 'message_not_found' },
  });

  const next = await chatOn(slack, { clock, memory });
  await next.edit(here, ref, { ...words, title: 'Third' });

  expect(slack.messages(general).map((message) => slack.text({ ...message }))).toEqual(['Words', 'Third']);
});

it('is known for as long as anybody changes it, and forgotten half a year after that', async () => {
  const { slack, chat, clock, memory } = await scripted();
  const ref = await chat.post(here, words, 'op-1');
  await chat.post(here, words, 'op-2');
  slack.fault({
    method: 'chat.update',
    where: ({ ts }) => ref.endsWith(String(ts)),
    what: { error: 'message_not_found' },
  });

  for (let month = 0; month < 12; month += 1) {
    await clock.pass(31 * 24 * 3_600_000);
    await chat.edit(here, ref, { ...words, title: `Month ${month}` });
  }

  const texts = slack.messages(general).map((message) => slack.text({ ...message }));
  expect(texts).toEqual(['Words', 'Words', 'Month 11']);
  await expect.poll(async () => (await memory.all('post/')).map(([key]) => key)).toEqual([`post/instead of ${ref}`]);
});

it.each([
  ['not_in_channel', {}, 'denied', /not in this channel/, /\/invite @hoist/],
  ['channel_not_found', {}, 'denied', /not in this channel/, /\/invite @hoist/],
  ['is_archived', {}, 'conflict', /archived/, undefined],
  ['missing_scope', { needed: 'chat:write' }, 'denied', /scope chat:write/, /OAuth & Permissions/],
  ['token_revoked', {}, 'denied', /token/, /SLACK_BOT_TOKEN/],
  ['internal_error', {}, 'unavailable', /does not answer/, undefined],
  ['something_new', {}, 'conflict', /something_new/, undefined],
] as const)('says in the words of a person what %s means', async (error, more, code, said, hint) => {
  const { slack, chat } = await scripted();
  slack.fault({ method: 'chat.postMessage', times: 1, what: { error, more } });

  const failure = await failedWith(chat.post(here, words, 'op-1'));

  expect(failure.code).toBe(code);
  expect(failure.phrase('en')).toMatch(said);
  if (hint) expect(failure.hint?.('en')).toMatch(hint);
});

it('does not start with a token that Slack refuses, and does while Slack is away', async () => {
  const slack = await slackHere();
  const desk = {
    hear: async () => Promise.reject(),
    complete: async () => [],
    choices: async () => [],
    catalogue: async () => [],
  };
  slack.fault({ method: 'auth.test', times: 1, what: { error: 'invalid_auth' } });
  const refused = await chatOn(slack, { clock: slack.clock });

  await expect(refused.listen(desk)).rejects.toThrow('token of the bot');
  slack.fault({ method: 'auth.test', times: 1, what: { status: 503 } });
  const patient = await chatOn(slack, { clock: slack.clock });
  await patient.listen(desk);
  await slack.sockets.connected(2);
  await patient.close();

  await expect.poll(() => slack.sockets.count).toBe(0);
});
