import { describe, expect, it } from 'vitest';
import { readPeople } from '../../src/people.ts';
import { smallBot } from './small-bot.ts';

const linked = readPeople('ann=slack:T1:U1, discord:9:2,web:local:ann; bob=slack:T1:U2\ncarl = web:local:carl');

describe('people in several chats', () => {
  it('are one person under the first of their accounts, called at the one they speak from', () => {
    if ('wrong' in linked) throw new Error(linked.wrong);

    expect(linked.behind({ id: 'discord:9:2', name: 'Annie' })).toEqual({
      id: 'slack:T1:U1',
      name: 'ann',
      account: 'discord:9:2',
      belongs: ['web:local:ann'],
    });
    expect(linked.behind({ id: 'slack:T1:U1', name: 'A' })).toMatchObject({ id: 'slack:T1:U1', name: 'ann' });
    expect(linked.behind({ id: 'web:local:carl', name: 'c' })).toMatchObject({ name: 'carl' });
  });

  it('belong besides to what the chat says that they speak from', () => {
    if ('wrong' in linked) throw new Error(linked.wrong);

    expect(linked.behind({ id: 'slack:T1:U2', name: 'bob' }).belongs).toBeUndefined();
    expect(linked.behind({ id: 'slack:T1:U2', name: 'bob', belongs: ['slack:T1:S1'] }).belongs).toEqual([
      'slack:T1:S1',
    ]);
  });

  it('are strangers where nobody says more', () => {
    if ('wrong' in linked) throw new Error(linked.wrong);
    const stranger = { id: 'slack:T2:U1', name: 'ann' };

    expect(linked.behind(stranger)).toBe(stranger);
  });

  it.each([
    ['ann', '"ann"'],
    ['ann=@ann', '"ann=@ann"'],
    ['=slack:T1:U1', '"=slack:T1:U1"'],
    ['ann=slack:T1:U1,', '"ann=slack:T1:U1,"'],
    ['ann=slack:T1:U1;bob=slack:T1:U1', 'slack:T1:U1 is said to be ann and bob'],
  ])('are refused with the words that are wrong: %s', (text, named) => {
    expect(readPeople(text)).toMatchObject({ wrong: expect.stringContaining(named) });
  });
});

describe('a person with two accounts', () => {
  const accounts = readPeople('ann=slack:T1:U1,web:local:ann');

  it('answers in one chat what they began in the other', async () => {
    if ('wrong' in accounts) throw new Error(accounts.wrong);
    const bot = await smallBot({ people: accounts });
    const began = await bot.hear('box stop base', { who: { id: 'slack:T1:U1', name: 'Ann Lee' } });
    if (began.kind !== 'began') throw new Error('nothing began');
    await bot.until(began.operation, 'waiting');

    await bot.hear(`approve yes ${began.operation}`, { who: { id: 'web:local:ann', name: 'ann' } });

    await bot.until(began.operation, 'done');
    expect(bot.removed).toHaveLength(1);
  });

  it('is told both, so that a third can be linked', async () => {
    if ('wrong' in accounts) throw new Error(accounts.wrong);
    const bot = await smallBot({ people: accounts });

    const answer = await bot.hear('hoist whoami', { who: { id: 'web:local:ann', name: 'a' } });

    const facts = answer.kind === 'view' ? answer.view.blocks : [];
    expect(JSON.stringify(facts)).toContain('["Id","web:local:ann"],["Known as","slack:T1:U1"]');
  });
});
