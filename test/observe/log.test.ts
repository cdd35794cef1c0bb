import { expect, it, vi } from 'vitest';
import { mapMemory } from '../contract/map-memory.ts';
import { talk } from '../discord/talk.ts';
import { scripted } from '../slack/scripted.ts';
import { annId } from '../slack/seat.ts';
import { keptLog } from './kept-log.ts';
import { stage } from './stage.ts';

it('follows one start through everything: what was heard, the operation, its steps, and the call that failed', async () => {
  const { log, lines } = await keptLog();
  const { bot, practice } = await stage();
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: { status: 503 }, times: 1 });
  const one = await bot({ log });

  const id = await one.say('gpu start base-image --name one', 'web:e-1');
  await one.ended(id);

  const [heard, begun, ...rest] = lines();
  expect(heard).toMatchObject({ msg: 'heard', event: 'web:e-1', command: 'gpu start' });
  expect(begun).toMatchObject({ msg: 'operation begun', event: 'web:e-1', operation: id });
  expect(rest.filter(({ operation }) => operation !== id)).toEqual([]);
  expect(rest.find(({ msg }) => msg === 'cloud call failed')).toMatchObject({
    level: 'warn',
    cloud: 'practice',
    verb: 'create',
    step: 'machine',
    code: 'unavailable',
    request: expect.stringMatching(/^req-/),
  });
  expect(rest.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['step tried', 'operation ended']));
  // What goes on by itself is no longer the work of whoever said something.
  expect(rest.filter(({ event }) => event !== undefined)).toEqual([]);
});

it('names what was heard when a question to a cloud fails, and when somebody is refused', async () => {
  const { log, lines } = await keptLog();
  const { bot, practice } = await stage();
  practice.faults.add({ service: 'compute', what: { status: 403 } });
  const one = await bot({ log });

  await one.say('gpu list', 'web:e-2');
  await one.say('gpu dance', 'web:e-3');

  const failed = lines().filter(({ msg }) => msg === 'cloud call failed');
  expect(failed.map(({ event, code }) => [event, code])).toEqual([['web:e-2', 'denied']]);
  expect(lines().filter(({ msg }) => msg === 'refused')).toMatchObject([
    { event: 'web:e-2', command: 'gpu list', code: 'denied' },
    { event: 'web:e-3', code: 'usage' },
  ]);
});

it('names the operation when its message cannot be sent, and in whatever the chat says meanwhile', async () => {
  const { log, lines } = await keptLog();
  const { bot, chat } = await stage();
  let refused = 1;
  chat.before = () => {
    log.info({}, 'about to say');
    refused -= 1;
    if (refused === 0) throw new Error('refused');
  };
  const one = await bot({ log });

  const id = await one.say('gpu start base-image --name one');
  await one.ended(id);

  const about = lines().filter(({ msg }) => msg === 'about to say' || msg === 'message not sent');
  expect(about.length).toBeGreaterThan(3);
  expect(about.filter(({ operation }) => operation !== id)).toEqual([]);
});

it('says nothing twice in a line', async () => {
  const { log, text } = await keptLog();
  const { bot } = await stage();
  const one = await bot({ log });

  await one.ended(await one.say('gpu start base-image --name one'));

  const doubled = text().filter((each) => {
    const names = [...each.matchAll(/[{,]"(\w+)":/g)].map(([, name]) => name);
    return new Set(names).size < names.length;
  });
  expect(doubled).toEqual([]);
});

it('names what was heard in what a chat says of it, before and after it was answered', async () => {
  const discord = await keptLog();
  const slack = await keptLog();
  const full = { ...mapMemory(), add: () => Promise.reject(new Error('no room')) };
  const there = await talk({}, { log: discord.log, memory: full });
  const here = await scripted({ log: slack.log });
  here.answers(() => Promise.reject(new Error('broken')));

  await there.discord.say('gpu list', { mention: true });
  await here.slack.person(annId).mention('gpu list');

  await vi.waitFor(() => expect(discord.text().join()).toContain('an event was not taken in'));
  await vi.waitFor(() => expect(slack.text().join()).toContain('what was heard could not be answered'));
  const of = (lines: readonly { readonly level: string; readonly event?: unknown }[]) =>
    lines.filter(({ level }) => level === 'error').map(({ event }) => String(event).split(':')[0]);
  expect([of(discord.lines()), of(slack.lines())]).toEqual([['discord'], ['slack']]);
});
