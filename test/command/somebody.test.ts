import { describe, expect, it } from 'vitest';
import { unescaped } from '../../src/command/escapes.ts';
import { somebody } from '../../src/command/somebody.ts';
import type { Known, Person } from '../../src/kit.ts';
import { readPeople } from '../../src/people.ts';

const people = readPeople(
  'Ann Lee=slack:T1:U1,discord:9:2; bob=slack:T1:U2; bob=web:local:bob; carl=web:local:requester',
);
const inSlack: Person = { id: 'slack:T1:U9', name: 'zoe' };
const inDiscord: Person = { id: 'slack:T1:U1', name: 'Ann Lee', account: 'discord:9:2' };

const there: Readonly<Record<string, Known>> = {
  'slack:T1:U3': { name: 'dora', bot: false },
  'slack:T1:UB': { name: 'dora', bot: true },
};

function meant(typed: string, speaker: Person, spoken: Readonly<Record<string, string>> = {}) {
  if ('wrong' in people) throw new Error(people.wrong);
  const names = { known: async (id: string) => spoken[id] };
  const chats = [{ name: 'slack', who: async (id: string) => there[id] }, { name: 'web' }];
  return somebody({ people, names, chats }, unescaped(typed), speaker);
}

describe('somebody who is meant', () => {
  it.each([
    ['<@U3|anything>', inSlack, { id: 'slack:T1:U3', name: 'dora', ids: ['slack:T1:U3'] }],
    ['<@U1>', inSlack, { id: 'slack:T1:U1', name: 'Ann Lee', ids: ['slack:T1:U1', 'discord:9:2'] }],
    ['<@2>', inDiscord, { id: 'slack:T1:U1', name: 'Ann Lee', ids: ['slack:T1:U1', 'discord:9:2'] }],
    ['@ann lee', inSlack, { id: 'slack:T1:U1', name: 'Ann Lee', ids: ['slack:T1:U1', 'discord:9:2'] }],
    ['discord:9:2', inSlack, { id: 'slack:T1:U1', name: 'Ann Lee', ids: ['slack:T1:U1', 'discord:9:2'] }],
    ['carl', inDiscord, { id: 'web:local:requester', name: 'carl', ids: ['web:local:requester'] }],
  ])('%s is one person, with all their accounts', async (typed, speaker, person) => {
    expect(await meant(typed, speaker)).toEqual(person);
  });

  it('may have spoken before, where their chat says nothing of anybody', async () => {
    const spoken = { 'web:local:eve': 'eve' };

    expect(await meant('web:local:eve', inSlack, spoken)).toEqual({
      id: 'web:local:eve',
      name: 'eve',
      ids: ['web:local:eve'],
    });
    await expect(meant('@eve', inSlack, spoken)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['<@UB>', 'usage', '"@UB" is a bot or has left: only a person can have a machine.'],
    ['@dora', 'not-found', 'Hoist knows nobody called "@dora".'],
    ['dora@example.com', 'not-found', 'Hoist knows nobody called "dora@example.com".'],
    ['<!subteam^S1|@admins>', 'not-found', 'Hoist knows nobody called "@admins".'],
    ['@everybody', 'not-found', 'Hoist knows nobody called "@everybody".'],
    ['bob', 'usage', '"bob" may be one of several people: slack:T1:U2, web:local:bob.'],
  ])('is nobody: %s', async (typed, code, message) => {
    await expect(meant(typed, inSlack)).rejects.toMatchObject({ code, message });
  });
});
