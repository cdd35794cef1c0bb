import { describe, expect, it } from 'vitest';
import type { FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { Failure, verbatim } from '../../src/kit.ts';
import { asks, began, good, scripted } from './scripted.ts';
import { annId, refusals } from './seat.ts';
import { chatOn, listening } from './stage.ts';

const stop = { label: 'Stop', press: { command: 'gpu stop', args: { machine: 'id-1' } } };
const homeOf = (slack: FakeSlack, user = annId) => slack.text(slack.home(user) ?? {});

it('shows the machines, and what can be done with them', async () => {
  const { slack, chat, ann, answers, heard } = await scripted();
  answers(good('Machines in practice', { buttons: [stop] }));

  await ann.openHome();
  await chat.idle();

  expect(homeOf(slack)).toMatch(
    /^Start, watch and remove machines\nAs of \d\d:\d\d\n\[Start a machine\]\n\[Operations\]\n\[Refresh\]\nMachines in practice\n\[Stop\]$/,
  );
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

it('says what to do where there is nothing yet, once', async () => {
  const { slack, chat, ann, answers } = await scripted();
  const start = { label: 'Start one', press: { command: 'gpu start', args: { cloud: 'practice' } } };
  answers(good('There are no machines in practice.', { buttons: [start] }));

  await ann.openHome();
  await chat.idle();

  expect(homeOf(slack)).toContain('Nothing runs yet. Press “Start a machine” and choose an image');
  expect(homeOf(slack)).not.toContain('Start one');
});

it('shows the machines of every cloud there is', async () => {
  const { slack, chat, ann, answers, offers } = await scripted();
  offers([{ value: 'practice' }, { value: 'selectel' }]);
  answers(({ body }) => good(`Machines in ${'press' in body ? body.press.args.cloud : ''}`));

  await ann.openHome();
  await chat.idle();

  expect(homeOf(slack)).toMatch(/Machines in practice\n.*Machines in selectel/s);
});

describe('when something begins or ends', () => {
  const publishes = (slack: FakeSlack) => slack.calls.filter(({ method }) => method === 'views.publish').length;

  it('shows it to those who have opened the tab lately, once for many changes', async () => {
    const { slack, chat, clock, ann, answers } = await scripted();
    answers(good('2 machines'));
    await ann.openHome();
    await chat.idle();
    answers(good('3 machines'));

    for (let n = 0; n < 20; n += 1) chat.changed?.();
    const at = homeOf(slack);
    await clock.pass(1_000);
    await chat.idle();
    chat.changed?.();
    chat.changed?.();
    await clock.pass(9_000);
    await chat.idle();
    const early = publishes(slack);
    await clock.pass(1_000);
    await chat.idle();

    expect(at).toContain('2 machines');
    expect(homeOf(slack)).toContain('3 machines');
    expect([early, publishes(slack)]).toEqual([2, 3]);
  });

  it('shows it after a restart as well, and no more to those who have not come for days', async () => {
    const { slack, chat, clock, ann, memory, desk, answers } = await scripted();
    answers(good('2 machines'));
    await ann.openHome();
    await chat.idle();
    await chat.close();
    const next = await chatOn(slack, { clock, memory });
    await listening(slack, next, desk);

    answers(good('3 machines'));
    next.changed?.();
    await clock.pass(1_000);
    await next.idle();
    const soon = homeOf(slack);
    answers(good('4 machines'));
    await clock.pass(3 * 24 * 3_600_000);
    next.changed?.();
    await clock.pass(1_000);
    await next.idle();

    expect(soon).toContain('3 machines');
    expect(homeOf(slack)).toContain('3 machines');
    expect(await memory.all('home/')).toEqual([]);
  });

  it('leaves the tab as it is where nobody can say who is looking', async () => {
    const { slack, chat, clock, ann, answers } = await scripted();
    answers(good('2 machines'));
    await ann.openHome();
    await chat.idle();
    answers(() => {
      throw new Failure('unavailable', verbatim('away'));
    });

    chat.changed?.();
    await clock.pass(1_000);
    await chat.idle();

    expect(homeOf(slack)).toContain('2 machines');
  });

  it('keeps to the hundred a minute of Slack however many look', async () => {
    const { slack, chat, clock, memory } = await scripted();
    const people = Array.from({ length: 130 }, (_, n) => `U0P${n}`);
    for (const id of people) {
      slack.person(id, { name: id });
      await memory.put(`home/${id}`, { at: clock.now(), team: 'T0HOISTTEAM' });
    }

    const published = async (count: number) => {
      while (publishes(slack) < count) await clock.settle();
    };

    chat.changed?.();
    await clock.pass(1_000);
    await published(60);
    await clock.pass(61_000);
    await published(120);
    await clock.pass(61_000);
    await chat.idle();

    expect(people.filter((id) => slack.home(id) === undefined)).toEqual([]);
    expect(publishes(slack)).toBe(130);
    expect(refusals(slack)).toEqual([]);
  });
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
