import { expect, it } from 'vitest';
import { began, good, scripted } from './scripted.ts';
import { annId, shownTo } from './seat.ts';
import { general, idOf } from './stage.ts';

const stop = { label: 'Stop', press: { command: 'gpu stop', args: { machine: 'id-1' } } };
const card = { title: 'A card', tone: 'plain', blocks: [], buttons: [stop] } as const;
const here = { chat: 'slack', channel: general };

it('answers a slash command in a whisper, where it was said', async () => {
  const { slack, chat, ann, heard } = await scripted();

  const delivered = await ann.slash('/gpu', 'list &lt;all&gt; <@U0BOB|bob> <https://example.com/a|example.com/a>');
  await chat.idle();

  expect(delivered).toMatchObject({ acked: true, took: 0 });
  expect(heard).toMatchObject([
    { body: { words: 'gpu list &lt;all&gt; <@U0BOB|bob> <https://example.com/a|example.com/a>' } },
  ]);
  expect(slack.ephemerals.map(({ user, message }) => [user, slack.text({ ...message })])).toEqual([[annId, 'Heard']]);
  expect(slack.messages(general)).toEqual([]);
});

it('answers a mention in a thread below it, and direct messages beside them', async () => {
  const { slack, chat, ann, heard } = await scripted();

  await ann.mention('gpu list');
  await ann.dm('gpu list');
  await chat.idle();

  const [mention, answer] = slack.messages(general);
  expect(answer).toMatchObject({ thread_ts: mention?.ts });
  expect(heard[0]).toMatchObject({ where: { channel: general, thread: mention?.ts }, body: { words: 'gpu list' } });
  const direct = slack.direct(annId);
  expect(slack.messages(direct).map((message) => [message.thread_ts, slack.text({ ...message })])).toEqual([
    [undefined, 'gpu list'],
    [undefined, 'Heard'],
  ]);
  expect(heard[1]?.where).toEqual({ chat: 'slack', channel: direct });
  expect(heard).toHaveLength(2);
});

it('answers a mention in a thread within that thread', async () => {
  const { slack, chat, ann, heard } = await scripted();
  await ann.mention('gpu list');
  await chat.idle();
  const [root] = slack.messages(general);

  await ann.mention('gpu show', { thread: root!.ts });
  await chat.idle();

  expect(heard[1]?.where.thread).toBe(root!.ts);
  expect(
    slack
      .messages(general)
      .slice(1)
      .map(({ thread_ts }) => thread_ts),
  ).toEqual([root!.ts, root!.ts, root!.ts]);
});

it('answers the press on a card only to whoever pressed, and the press on that answer in its place', async () => {
  const { slack, chat, ann, answers } = await scripted();
  const ref = await chat.post(here, card, 'op-1');
  answers(good('Sure?', { buttons: [{ label: 'Yes', press: stop.press }] }));

  await ann.press(ref.split('/')[1]!, 'Stop');
  await chat.idle();
  answers(good('Stopped'));
  const [question] = slack.ephemerals;
  await ann.press(question!.message.ts, 'Yes');
  await chat.idle();

  expect(shownTo(slack, annId)).toEqual(['A card\n[Stop]', 'Stopped']);
});

it('answers a second press like the first, and the same press brought again not at all', async () => {
  const { slack, chat, ann, heard } = await scripted();
  const ref = await chat.post(here, card, 'op-1');
  const ts = ref.split('/')[1]!;

  const first = await ann.press(ts, 'Stop');
  await slack.redeliver(first);
  await ann.press(ts, 'Stop');
  await chat.idle();

  expect(heard).toHaveLength(2);
  expect(new Set(heard.map(({ id }) => id)).size).toBe(2);
  expect(slack.ephemerals).toHaveLength(2);
});

it('carries what is too long for a button, also past a restart', async () => {
  const long = { command: 'gpu start', args: { note: 'x'.repeat(3_000) } };
  const { chat, slack, ann, heard, memory } = await scripted();
  const ref = await chat.post(here, { ...card, buttons: [{ label: 'Again', press: long }] }, 'op-1');

  await ann.press(ref.split('/')[1]!, 'Again');
  await chat.idle();

  expect(heard.at(-1)?.body).toEqual({ press: long });
  for (const [key] of await memory.all('press/')) await memory.forget(key);
  await ann.press(ref.split('/')[1]!, 'Again');
  await chat.idle();
  expect(shownTo(slack, annId).at(-1)).toContain('This button is too old');
});

it('says nothing of its own when something began: the card is the answer', async () => {
  const { slack, chat, ann, answers } = await scripted();
  answers(began('Starting'));

  await ann.slash('/gpu', 'start base-image');
  await ann.mention('gpu start base-image');
  await chat.idle();

  expect(slack.ephemerals).toEqual([]);
  expect(slack.messages(general)).toHaveLength(1);
});

it('takes the button away that began something, where only one person saw it', async () => {
  const { slack, chat, ann, answers } = await scripted();
  answers(good('The plan', { buttons: [{ label: 'Start', press: stop.press }] }));
  await ann.slash('/gpu', 'start base-image --plan');
  await chat.idle();
  answers(began('Starting'));

  await ann.press(slack.ephemerals[0]!.message.ts, 'Start');
  await chat.idle();

  expect(shownTo(slack, annId)).toEqual(['Starting\nIt goes on in the message I am posting.']);
});

it('says what it can do when only its name is called', async () => {
  const { chat, ann, heard } = await scripted();

  await ann.mention('');
  await chat.idle();

  expect(heard[0]?.body).toEqual({ words: 'hoist help' });
});

it('goes on in direct messages where it is not invited, and says how to invite it', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  slack.channel('C0SECRET', { name: 'secret', private: true, botIn: false, people: [annId] });
  answers(began('Starting'));

  await ann.slash('/gpu', 'start base-image', { channel: 'C0SECRET' });
  await chat.idle();
  const ref = await chat.post(heard[0]!.where, card, 'op-1');
  await chat.post({ ...heard[0]!.where, thread: ref }, { ...card, title: 'Ready' }, 'op-1.ping');
  await chat.edit(heard[0]!.where, ref, { ...card, title: 'Changed' });

  expect(shownTo(slack, annId, 'C0SECRET')).toEqual([expect.stringContaining('/invite @hoist')]);
  const [first, second] = slack.messages(slack.direct(annId));
  expect(slack.text({ ...first })).toBe('Changed\n[Stop]');
  expect(second).toMatchObject({ thread_ts: first?.ts });
});

it.each([
  ['a guest', { isRestricted: true }, 'guests may not'],
  ['a guest of one channel', { isUltraRestricted: true }, 'guests may not'],
  ['somebody of another company', { isStranger: true }, 'people of this workspace'],
] as const)('does nothing for %s, and says why', async (_, traits, why) => {
  const { slack, chat, heard } = await scripted();
  const eve = slack.person('U0EVE', { name: 'eve', ...traits });
  const ref = await chat.post(here, card, 'op-1');

  await eve.slash('/gpu', 'start base-image');
  await eve.mention('gpu start base-image');
  await eve.press(ref.split('/')[1]!, 'Stop');
  await chat.idle();

  expect(heard).toEqual([]);
  expect(shownTo(slack, 'U0EVE').filter((text) => text.includes(why))).toHaveLength(3);
});

it('does not hear bots, workflows, its own words and what is edited', async () => {
  const { slack, chat, heard, ann } = await scripted();

  await slack.person('U0BOT', { isBot: true }).mention('gpu start base-image');
  await slack.person('U0FLOW', { isWorkflowBot: true }).mention('gpu start base-image');
  const ref = await chat.post({ chat: 'slack', channel: slack.direct(annId) }, card, 'op-1');
  await chat.edit({ chat: 'slack', channel: slack.direct(annId) }, ref, { ...card, title: 'New' });
  const said = await ann.mention('gpu list');
  const { event, ...rest } = said.envelope.payload as { event: object }; // an event's envelope
  const edited = { ...rest, event_id: 'Ev-edited', event: { ...event, edited: { user: annId, ts: '1.2' } } };
  await slack.deliver({ ...said.envelope, payload: edited });
  await chat.idle();

  expect(heard.map(({ who }) => who.id)).toEqual([idOf(annId)]);
});

it('says it another way when the address for the answer is no good any more', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  const { promise, resolve } = Promise.withResolvers<void>();
  answers(async () => {
    await promise;
    return good('At last');
  });

  await ann.slash('/gpu', 'list');
  await clock.pass(31 * 60_000);
  resolve();
  await chat.idle();

  expect(shownTo(slack, annId)).toEqual(['At last']);
  expect(slack.calls.map(({ method }) => method)).toContain('chat.postEphemeral');
});

it('tells who cannot be looked up that nothing was done', async () => {
  const { slack, chat, ann, heard } = await scripted();
  slack.fault({ method: 'users.info', what: { error: 'missing_scope', more: { needed: 'users:read' } } });

  await ann.slash('/gpu', 'start base-image');
  await chat.idle();

  expect(heard).toEqual([]);
  expect(shownTo(slack, annId)[0]).toContain('lacks the scope users:read');
});

it('acknowledges commands and events it knows nothing of', async () => {
  const { slack, chat, ann, heard } = await scripted();

  const command = await ann.slash('/unheard', 'of');
  const odd = await slack.deliver({ type: 'interactive', id: 'e-1', payload: { type: 'workflow_step_edit', x: [] } });
  await chat.idle();

  expect([command.acked, odd.acked]).toEqual([true, true]);
  expect(heard.map(({ body }) => body)).toEqual([{ words: 'unheard of' }]);
});
