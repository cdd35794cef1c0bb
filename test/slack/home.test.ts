import { expect, it } from 'vitest';
import type { FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { asks, began, good, scripted } from './scripted.ts';
import { annId, refusals } from './seat.ts';

const stop = { label: 'Stop', press: { command: 'gpu stop', args: { machine: 'id-1' } } };
const homeOf = (slack: FakeSlack, user = annId) => slack.text(slack.home(user) ?? {});

it('shows the machines, and what can be done with them', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  answers(good('Machines in practice', { buttons: [stop] }));

  await ann.openHome();
  await chat.idle();

  expect(homeOf(slack)).toContain('Machines in practice\n[Stop]');
  expect(homeOf(slack)).toContain('[Refresh]\n[Start a machine]');
  expect(heard).toMatchObject([
    { who: { name: 'ann' }, where: { channel: annId }, body: { press: { command: 'gpu list' } } },
  ]);
});

it('shows them anew after a press, whose answer comes in front of it', async () => {
  const { slack, chat, ann, answers } = await scripted();
  let machines = 2;
  answers(({ body }) => {
    if (!('press' in body) || body.press.command !== 'gpu stop')
      return good(`${machines} machines`, { buttons: [stop] });
    machines -= 1;
    return good('Is gone');
  });
  await ann.openHome();
  await chat.idle();

  await ann.press('home', 'Stop');
  await chat.idle();

  expect(slack.text(slack.views(annId)[0] ?? {})).toContain('Is gone');
  expect(homeOf(slack)).toContain('1 machines');
});

it('refreshes itself, opens forms, and begins what is told in direct messages', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  let shown = 0;
  answers(() => good(`Machines, seen ${++shown} times`, { buttons: [stop] }));
  await ann.openHome();
  await chat.idle();

  await ann.press('home', 'Refresh');
  await chat.idle();
  const refreshed = [homeOf(slack), slack.views(annId).length];
  answers(({ body }) =>
    'press' in body && body.press.command === 'gpu start' ? asks : good('Machines', { buttons: [stop] }),
  );
  await ann.press('home', 'Start a machine');
  await chat.idle();
  const fields = ann.fields();
  answers(({ body }) => ('press' in body && body.press.command === 'gpu stop' ? began('Stopping') : good('Machines')));
  await ann.cancel();
  await ann.press('home', 'Stop');
  await chat.idle();

  expect(refreshed).toEqual([expect.stringContaining('seen 3 times'), 0]);
  expect(fields).toEqual(['Image', 'Hours', 'Password']);
  expect(slack.views(annId)).toEqual([]);
  expect(heard.at(-2)).toMatchObject({ where: { chat: 'slack', channel: annId } });
});

it('tells guests that it is not for them', async () => {
  const { slack, chat, heard } = await scripted();
  const eve = slack.person('U0EVE', { name: 'eve', isRestricted: true, locale: 'ru-RU' });

  await eve.openHome();
  await chat.idle();

  expect(homeOf(slack, 'U0EVE')).toContain('но не гостям');
  expect(heard).toEqual([]);
});

it('shows what is true when two of its pictures meet', async () => {
  const { slack, chat, ann, answers } = await scripted();
  answers(good('First'));
  await ann.openHome();
  await chat.idle();

  slack.fault({ method: 'views.publish', times: 1, what: { error: 'hash_conflict' } });
  answers(good('Second'));
  await ann.openHome();
  await chat.idle();

  expect(homeOf(slack)).toContain('Second');
  expect(refusals(slack)).toEqual(['views.publish: hash_conflict']);
});
