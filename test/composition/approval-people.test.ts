import { afterAll, describe, expect, it } from 'vitest';
import { type People, readPeople } from '../../src/people.ts';
import { approvalStage, type Room, type Who } from '../contract/approval-stage.ts';
import { discordRoom } from '../discord/approval-room.ts';
import { slackRoom } from '../slack/approval-room.ts';

const chats = ['slack', 'discord'] as const;
const counted: string[] = [];
afterAll(() => console.log(counted.join('\n')));

/** One bot in both chats; Ann asks in `from`, and whoever is asked reads in the other. Only Ann and Bob are known in both. */
async function askedIn(from: (typeof chats)[number], rule = '') {
  const slack = await slackRoom('socket');
  const discord = await discordRoom(slack.clock);
  const [here, there] = from === 'slack' ? [slack, discord] : [discord, slack];
  const stage = await approvalStage([here, there], { rule, people: linked([slack, discord], ['ann', 'bob']) });
  await stage.begin();
  await here.command('ann', 'disk delete', { disk: 'work' });
  await stage.until(async () => (await stage.newest()).head.state === 'waiting');
  await stage.rest();
  const { id } = (await stage.newest()).head;
  return {
    ...{ here, there, stage },
    card: () => here.said()[0],
    last: (room: Room, who: Who) => room.told(who).at(-1),
    async show(room: Room, who: Who) {
      await room.command(who, 'op show', { operation: id });
      await stage.rest();
    },
    async yes(room: Room, who: Who) {
      await room.command(who, 'approve yes', { operation: id });
      await stage.rest();
    },
  };
}

function linked(rooms: readonly Room[], who: readonly Who[]): People {
  const people = readPeople(who.map((one) => `${one}=${rooms.map((room) => room.idOf(one)).join(',')}`).join(';'));
  if ('wrong' in people) throw new Error(people.wrong);
  return people;
}

describe.each(chats)('what is asked in %s', (from) => {
  it('is approved from the other chat: the card says by whom, and they are told how it stands', async () => {
    const { here, there, stage, card, yes, last } = await askedIn(from);

    await yes(there, 'bob');

    expect(stage.executions).toHaveLength(1);
    expect(card()).toMatch(/approved by bob at/);
    expect(last(there, 'bob')).toMatch(/Deleting disk work|Disk work is gone/);
    // One operation has one card, where it was asked.
    expect(there.said()).toEqual([]);
    counted.push(
      `asked in ${from}, approved in ${there.chat}: 1 click, 1 execution, 1 answer; ${here.said().length} said`,
    );
  });

  it('is found in the other chat by a list, with a button', async () => {
    const { there, stage, card, last } = await askedIn(from);

    await there.command('bob', 'approve list', {});
    await stage.until(() => there.told('bob').length > 0);
    expect(last(there, 'bob')).toContain('Deleting disk work');
    await there.pressTold('bob', 'Approve');
    await stage.rest();

    expect(stage.executions).toHaveLength(1);
    expect(card()).toMatch(/approved by bob at/);
  });

  it('is not approved by the other account of whoever asked', async () => {
    const { there, stage, yes, last } = await askedIn(from);

    await yes(there, 'ann');

    expect(last(there, 'ann')).toMatch(/You asked for this; someone else \(admins\) has to approve/);
    expect([stage.executions, (await stage.newest()).head.state]).toEqual([[], 'waiting']);
  });

  it('may still be chosen otherwise by them there, and the card where it was asked is redrawn', async () => {
    const { there, stage, card, yes, last, show } = await askedIn(from);
    await show(there, 'ann');

    await there.pressTold('ann', '☐ Make an image first');
    await stage.rest();

    expect(card()).toMatch(/image work-final, made of it first.*chosen by ann at.*waiting for admins/s);
    expect(last(there, 'ann')).toContain('Make an image first: chosen by ann at');
    await yes(there, 'bob');
    expect(card()).toMatch(/approved by bob at .* image work-final kept/);
  });

  it('is not approved by whoever only bears the name of one who may here', async () => {
    const { there, stage, yes, last } = await askedIn(from);

    await yes(there, 'dan');

    expect(last(there, 'dan')).toMatch(/Only admins may approve this/);
    expect(stage.executions).toEqual([]);
  });

  it('is not approved twice by two accounts of one person', async () => {
    const { here, there, stage, card, yes } = await askedIn(from, 'count: 2');

    await Promise.all([here.press('bob', 'Approve'), yes(there, 'bob')]);
    await stage.rest();

    expect(card()).toContain('1 of 2 approved: bob');
    expect(stage.executions).toEqual([]);
    expect([...here.told('bob'), ...there.told('bob')].join()).toMatch(/You have approved this already/);
    await yes(there, 'cid');
    expect(stage.executions).toHaveLength(1);
    expect(card()).toMatch(/approved by bob, cid at/);
  });

  it('is decided once, also when both chats answer at once', async () => {
    const { here, there, stage, card, yes } = await askedIn(from);

    await Promise.all([here.press('cid', 'Approve'), yes(there, 'bob')]);
    await stage.rest();

    expect(stage.executions).toHaveLength(1);
    expect(card()).toMatch(/approved by (bob|cid) at/);
    // Whoever comes second is told by whom it was.
    const second = [...here.told('cid'), ...there.told('bob')].filter((text) => text.includes('Already'));
    expect(second).toEqual([expect.stringMatching(/Already approved by (?:bob|cid) at/)]);
  });
});
