import { expect, it } from 'vitest';
import type { Answer } from '../../src/kit.ts';
import { asks, bad, began, form, good, scripted } from './scripted.ts';
import { annId, shownTo } from './seat.ts';
import { general } from './stage.ts';

const titles = (views: readonly Readonly<Record<string, unknown>>[]) =>
  views.map(({ title }) => (title as { text: string }).text); // a modal's title is plain text

it('opens a form at once, offers values, and closes it when it was good', async () => {
  const { slack, chat, ann, answers, offers, heard } = await scripted();
  answers(asks);
  offers([{ value: 'base-image', about: '12 GB' }, { value: 'other' }]);
  await ann.slash('/gpu', 'start');
  await chat.idle();

  const { options } = await ann.suggest('form', 'Image', 'ba');
  answers(began('Starting'));
  const sent = await ann.submit({ Image: 'base-image' });
  await chat.idle();

  expect(options).toMatchObject([{ value: 'base-image' }, { value: 'other' }, { value: 'ba' }]);
  expect(sent).toMatchObject({ acked: true, took: 0 });
  expect(heard.at(-1)).toMatchObject({
    where: { chat: 'slack', channel: general },
    body: { filled: { command: 'gpu start', args: { image: 'base-image', hours: '8' } } },
  });
  expect(slack.views(annId)).toEqual([]);
  expect(shownTo(slack, annId)).toEqual([]);
});

it('shows what a good form said in the place where it was asked for', async () => {
  const { slack, chat, ann, answers } = await scripted();
  answers(asks);
  await ann.slash('/gpu', 'start');
  await chat.idle();

  answers(good('This is the plan'));
  await ann.suggest('form', 'Image', 'base-image');
  await ann.submit({ Image: 'base-image' });
  await chat.idle();

  expect(slack.views(annId)).toEqual([]);
  expect(shownTo(slack, annId)).toEqual(['This is the plan']);
});

it('says in the form what is wrong with it, under the field, and hears what is sent after that', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  answers(asks);
  await ann.slash('/gpu', 'start');
  await chat.idle();
  await ann.suggest('form', 'Image', 'base-image');

  answers(bad('--hours is at most 24.'));
  const refused = await ann.submit({ Image: 'base-image', Hours: '900' });
  answers(began('Starting'));
  const taken = await ann.submit({ Hours: '9' });
  const twice = await slack.redeliver(taken);
  await slack.redeliver(refused);
  await chat.idle();

  expect(refused.body).toEqual({ response_action: 'errors', errors: { 'field:hours': '--hours is at most 24.' } });
  expect(twice.acked).toBe(true);
  expect(heard.slice(1).map(({ body }) => body)).toMatchObject([
    { filled: { args: { hours: '900' } } },
    { filled: { args: { hours: '9' } } },
  ]);
});

it('puts what works instead on top of the form, as a button', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  answers(asks);
  await ann.slash('/gpu', 'start');
  await chat.idle();
  await ann.suggest('form', 'Image', 'imge');

  const press = { command: 'gpu start', args: { image: 'base-image' } };
  answers(bad('No image "imge".', { buttons: [{ label: 'Start base-image', press }] }));
  await ann.submit({ Image: 'imge' });
  const offered = slack.text(slack.views(annId).at(-1) ?? {});
  answers(began('Starting'));
  await ann.press('form', 'Start base-image');
  await chat.idle();

  expect(offered).toContain('No image "imge".');
  expect(heard.at(-1)).toMatchObject({ where: { channel: general }, body: { press } });
  expect(slack.text(slack.views(annId).at(-1) ?? {})).toContain('It goes on in the message');
});

it('asks again in the same form when the desk does', async () => {
  const { slack, chat, ann, answers } = await scripted();
  answers(asks);
  await ann.slash('/gpu', 'start');
  await chat.idle();
  await ann.suggest('form', 'Image', 'base-image');

  answers({ kind: 'form', form: { ...form, note: 'Which zone?' } });
  await ann.submit({ Image: 'base-image' });

  expect(slack.views(annId)).toHaveLength(1);
  expect(slack.text(slack.views(annId)[0] ?? {})).toContain('Which zone?');
});

it('opens an empty form while the desk still thinks, and fills it then', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  const thought = Promise.withResolvers<Answer>();
  answers(() => thought.promise);

  await ann.slash('/gpu', 'start');
  await expect.poll(() => slack.calls.some(({ method }) => method === 'users.info')).toBe(true);
  await clock.pass(1_000);
  await expect.poll(() => slack.views(annId).length).toBe(1);
  const early = slack.text(slack.views(annId)[0] ?? {});
  await clock.pass(5_000);
  thought.resolve(asks);
  await chat.idle();

  expect(early).toContain('One moment');
  expect(ann.fields()).toEqual(['Image', 'Hours', 'Password']);
});

it('opens nothing early for what is no form, however long it takes', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  const thought = Promise.withResolvers<Answer>();
  answers(() => thought.promise);

  await ann.slash('/gpu', 'list');
  await clock.pass(5_000);
  thought.resolve(good('Machines'));
  await chat.idle();

  expect(slack.views(annId)).toEqual([]);
  expect(shownTo(slack, annId)).toEqual(['Machines']);
});

it('offers a button where the form cannot be opened any more, which opens it at any time', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  const thought = Promise.withResolvers<Answer>();
  answers(() => thought.promise);

  await ann.slash('/gpu', 'start something');
  await clock.pass(4_000);
  thought.resolve(asks);
  await chat.idle();
  const [offer] = slack.ephemerals;
  await clock.pass(3_600_000);
  await ann.press(offer!.message.ts, 'Fill in the form');
  await chat.idle();

  expect(slack.text({ ...offer!.message })).toBe('Start a machine\n[Fill in the form]');
  expect(titles(slack.views(annId))).toEqual(['Start a machine']);
});

it('offers the button below a mention, which opens nothing by itself', async () => {
  const { slack, chat, ann, answers } = await scripted();
  answers(asks);

  await ann.mention('gpu start');
  await chat.idle();
  const [mention, offer] = slack.messages(general);
  await ann.press(offer!.ts, 'Fill in the form');
  await chat.idle();

  expect(offer).toMatchObject({ thread_ts: mention!.ts });
  expect(ann.fields()).toEqual(['Image', 'Hours', 'Password']);
});

it('says that it takes longer when it does, and how it ended in the same form', async () => {
  const { slack, chat, clock, ann, answers } = await scripted();
  answers(asks);
  await ann.slash('/gpu', 'start');
  await chat.idle();
  await ann.suggest('form', 'Image', 'base-image');
  const thought = Promise.withResolvers<Answer>();
  answers(() => thought.promise);

  const sending = ann.submit({ Image: 'base-image' });
  await expect.poll(() => slack.busy).toBe(true);
  await clock.settle();
  await clock.pass(2_000);
  const sent = await sending;
  const meanwhile = slack.text(slack.views(annId)[0] ?? {});
  thought.resolve(bad('No A100 is free.'));
  await chat.idle();

  expect(sent).toMatchObject({ acked: true, took: 2_000 });
  expect(meanwhile).toContain('One moment');
  expect(slack.text(slack.views(annId)[0] ?? {})).toContain('No A100 is free.');
});

it('offers what was typed when nothing is found in time', async () => {
  const { chat, clock, slack, ann, answers, offers } = await scripted();
  answers(asks);
  await ann.slash('/gpu', 'start');
  await chat.idle();
  offers(() => new Promise(() => {}));

  const asking = ann.suggest('form', 'Image', 'mine');
  await expect.poll(() => slack.busy).toBe(true);
  await clock.settle();
  await clock.pass(2_500);

  expect((await asking).options).toMatchObject([{ value: 'mine' }]);
});

it('opens a form for a shortcut, and for one on a message in the thread of that message', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  answers(asks);
  const ref = await chat.post({ chat: 'slack', channel: general }, { title: 'x', tone: 'plain', blocks: [] }, 'm-1');
  const ts = ref.split('/')[1]!;

  await ann.shortcut('gpu start');
  await chat.idle();
  const first = titles(slack.views(annId));
  await ann.shortcutOn(ts, 'gpu start');
  await chat.idle();
  await ann.suggest('form', 'Image', 'base-image');
  await ann.submit({ Image: 'base-image' });

  expect(first).toEqual(['Start a machine']);
  expect(heard.map(({ where }) => where)).toEqual([
    { chat: 'slack', channel: annId },
    { chat: 'slack', channel: general, thread: ts },
    { chat: 'slack', channel: general, thread: ts },
  ]);
});

it('says where it goes on when the form was asked for where nobody can answer', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  slack.channel('C0SECRET', { name: 'secret', private: true, botIn: false, people: [annId] });
  answers(asks);
  await ann.slash('/gpu', 'start', { channel: 'C0SECRET' });
  await chat.idle();
  await ann.suggest('form', 'Image', 'base-image');

  answers(began('Starting'));
  await ann.submit({ Image: 'base-image' });
  await chat.idle();

  expect(heard.at(-1)?.where).toEqual({ chat: 'slack', channel: annId });
  expect(shownTo(slack, annId, 'C0SECRET')).toEqual([expect.stringContaining('direct messages')]);
});
