import { describe, expect, it } from 'vitest';
import { readPeople } from '../../src/people.ts';

const linked = readPeople('ann=slack:T1:U1, discord:9:2,web:local:ann; bob=slack:T1:U2\ncarl = web:local:carl');

describe('people in several chats', () => {
  it('are one person under the first of their accounts, called at the one they speak from', () => {
    if ('wrong' in linked) throw new Error(linked.wrong);

    expect(linked.behind({ id: 'discord:9:2', name: 'Annie' })).toEqual({
      id: 'slack:T1:U1',
      name: 'ann',
      account: 'discord:9:2',
    });
    expect(linked.behind({ id: 'slack:T1:U1', name: 'A' })).toMatchObject({ id: 'slack:T1:U1', name: 'ann' });
    expect(linked.behind({ id: 'web:local:carl', name: 'c' })).toMatchObject({ name: 'carl' });
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
