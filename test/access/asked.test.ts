import { describe, expect, it } from 'vitest';
import { accessBy } from '../../src/access/access.ts';
import { builtIn } from '../../src/access/built-in.ts';
import type { Head, Person } from '../../src/kit.ts';
import { readPeople } from '../../src/people.ts';

const many = Array.from({ length: 30 }, (_, nth) => `slack:T1:U${nth}`);
const groups = {
  admins: ['slack:T1:UANN', 'slack:T1:UBOB', 'slack:T2:UBOB', 'slack:T1:S1', 'discord:1:2'],
  many,
  alone: ['slack:T1:UANN'],
};
const ann: Person = { id: 'slack:T1:UANN', name: 'ann' };
const bob: Person = { id: 'slack:T1:UBOB', name: 'bob' };
const people = readPeople('ann=slack:T1:UANN,discord:1:7; bob=slack:T1:UBOB,discord:1:9');
if ('wrong' in people) throw new Error(people.wrong);
const access = accessBy(() => ({ ...builtIn, groups }), people);

type Approval = NonNullable<Head['approval']>;

function called(by: readonly string[] | undefined, { chat = 'slack', who = ann, self = false, agreed = [bob] } = {}) {
  const approval: Approval = { rule: 'r', count: 2, self, within: 60_000, ...(by ? { by: [...by] } : {}) };
  return access.asked({ who, where: { chat, channel: 'c' }, approval }, agreed);
}

describe('whom a reminder calls', () => {
  it('is those of the groups whom the chat knows, in the workspace where it was asked', () => {
    expect(called(['admins'], { agreed: [] })).toEqual([{ name: 'admins', ids: ['slack:T1:UBOB', 'slack:T1:S1'] }]);
  });

  it('is nobody who has agreed, nor whoever asked, unless it may be theirs', () => {
    expect(called(['admins', 'alone'])).toEqual([{ name: 'admins', ids: ['slack:T1:S1'] }]);
    expect(called(['alone'], { self: true })).toEqual([{ name: 'alone', ids: ['slack:T1:UANN'] }]);
  });

  it('is a person by the account that they have there', () => {
    const cid: Person = { id: 'discord:1:5', name: 'cid' };
    expect(called(['admins'], { chat: 'discord', who: cid, agreed: [] })).toEqual([
      { name: 'admins', ids: ['discord:1:7', 'discord:1:9', 'discord:1:2'] },
    ]);
  });

  it('is a group by its name where the chat knows nobody of it', () => {
    expect(called(['admins', 'web:local:approver'], { chat: 'web' })).toEqual([
      { name: 'admins', ids: [] },
      { name: 'web:local:approver', ids: ['web:local:approver'] },
    ]);
  });

  it('is no long list of people, and not everybody', () => {
    expect(called(['many'])[0]?.ids).toHaveLength(20);
    expect([called(['everybody']), called(undefined)]).toEqual([[], []]);
  });
});
