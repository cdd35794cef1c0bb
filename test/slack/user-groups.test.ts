import { expect, it } from 'vitest';
import { everyScope, ids } from '../../adapters/chat/slack/fake/world.ts';
import { scripted } from './scripted.ts';
import { annId } from './seat.ts';

const admins = 'S0614TZR7';
const belongs = [`slack:${ids.team}:${admins}`];

it('knows the user groups of who speaks, for rules about them', async () => {
  const { slack, chat, ann, heard } = await scripted();
  slack.group(admins, [annId, 'U0OTHER']);
  slack.group('S0EMPTY', []);

  await ann.slash('/gpu', 'list');
  await ann.mention('gpu list');
  await chat.idle();

  expect(heard.map(({ who }) => who.belongs)).toEqual([belongs, belongs]);
});

it('asks Slack once for many, and again after ten minutes', async () => {
  const { slack, chat, ann, heard, clock } = await scripted();
  slack.group(admins, [annId]);
  await ann.slash('/gpu', 'list');
  await ann.slash('/gpu', 'list');
  await chat.idle();

  slack.group(admins, []);
  await ann.slash('/gpu', 'list');
  await chat.idle();
  await clock.pass(10 * 60_000);
  await ann.slash('/gpu', 'list');
  await chat.idle();

  expect(heard.map(({ who }) => who.belongs)).toEqual([belongs, belongs, belongs, undefined]);
  expect(slack.calls.filter(({ method }) => method === 'usergroups.list')).toHaveLength(2);
});

it('lets nobody be in a group where the token may not ask, and goes on working', async () => {
  const { slack, chat, ann, heard } = await scripted();
  slack.group(admins, [annId]);
  slack.scopes(everyScope.filter((scope) => scope !== 'usergroups:read'));

  await ann.slash('/gpu', 'list');
  await chat.idle();

  expect(heard.map(({ who }) => who.belongs)).toEqual([undefined]);
});

it('goes by what it knew while Slack does not say', async () => {
  const { slack, chat, ann, heard, clock } = await scripted();
  slack.group(admins, [annId]);
  await ann.slash('/gpu', 'list');
  await chat.idle();

  slack.fault({ method: 'usergroups.list', what: { status: 500 }, times: 100 });
  await clock.pass(10 * 60_000);
  await ann.slash('/gpu', 'list');
  await chat.idle();

  expect(heard.map(({ who }) => who.belongs)).toEqual([belongs, belongs]);
});
