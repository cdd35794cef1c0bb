import { describe, expect, it } from 'vitest';
import { type Bid, type Budget, createPace, type Weight } from '../../src/pace.ts';
import { virtualClock } from './virtual-clock.ts';

const second = 1_000;
const forever = new AbortController().signal;

function bench(budgets: readonly Budget[]) {
  const clock = virtualClock(0);
  const pace = createPace(budgets, clock);
  const went: string[] = [];
  const bid = (name: string, more: Partial<Omit<Bid, 'weight'>> & { readonly weight?: () => Weight } = {}) => {
    const turn = pace.turn({ kind: 'edit', channel: 'c', weight: () => 'step', ...more }, forever);
    void turn.then(() => went.push(`${name} at ${clock.now() / second}`));
  };
  return { clock, pace, went, bid };
}

const edits: Budget = { key: ({ kind }) => (kind === 'edit' ? 'edits' : undefined), every: second, atOnce: 2 };

describe('a pace', () => {
  it('lets so many go at once and the rest one by one', async () => {
    const { clock, went, bid } = bench([edits]);
    for (const name of ['a', 'b', 'c', 'd']) bid(name);

    await clock.pass(10 * second);

    expect(went).toEqual(['a at 0', 'b at 0', 'c at 1', 'd at 2']);
  });

  it('keeps what is no concern of a budget out of it', async () => {
    const { clock, went, bid } = bench([edits]);
    for (const name of ['a', 'b', 'c']) bid(name);
    bid('post', { kind: 'post' });

    await clock.settle();

    expect(went).toEqual(['a at 0', 'b at 0', 'post at 0']);
  });

  it('lets the weightier go first, and of equals whoever waits longer', async () => {
    const { clock, went, bid } = bench([{ ...edits, atOnce: 1 }]);
    bid('first');
    bid('share', { weight: () => 'share' });
    bid('step');
    bid('end', { weight: () => 'end' });
    bid('another step');

    await clock.pass(10 * second);

    expect(went.map((line) => line.replace(/ at.*/, ''))).toEqual(['first', 'end', 'step', 'another step', 'share']);
  });

  it('asks for the weight again, so that what came to its end while it waited goes first', async () => {
    const { clock, pace, went, bid } = bench([{ ...edits, atOnce: 1 }]);
    let weight: Weight = 'share';
    bid('first');
    bid('step');
    bid('ended', { weight: () => weight });

    weight = 'end';
    pace.look();
    await clock.pass(10 * second);

    expect(went).toEqual(['first at 0', 'ended at 1', 'step at 2']);
  });

  it('leaves some for what is weightier', async () => {
    const { clock, went, bid } = bench([{ ...edits, atOnce: 4, spare: { step: 1, share: 3 } }]);
    for (const name of ['s1', 's2']) bid(name, { weight: () => 'share' });
    for (const name of ['t1', 't2', 't3']) bid(name);
    bid('end', { weight: () => 'end' });

    await clock.settle();

    expect(went.map((line) => line.replace(/ at.*/, ''))).toEqual(['s1', 't1', 't2', 'end']);
  });

  it('does not let the steps of others keep a percentage waiting for ever', async () => {
    const { clock, went, bid } = bench([{ ...edits, atOnce: 1 }]);
    bid('first');
    bid('share', { weight: () => 'share' });
    for (let at = 0; at < 200; at++) {
      bid(`step ${at}`);
      await clock.pass(second);
    }

    expect(went.find((line) => line.startsWith('share'))).toBe('share at 60');
  });

  it('holds back only those whom the platform asked to be silent', async () => {
    const { clock, pace, went, bid } = bench([]);
    pace.hold(({ channel }) => channel === 'c', 5 * second);
    bid('here');
    bid('elsewhere', { channel: 'd' });

    await clock.pass(10 * second);

    expect(went).toEqual(['elsewhere at 0', 'here at 5']);
  });

  it('never lets more go in a minute than burst and rate allow, whatever comes when', async () => {
    const { clock, went, bid } = bench([{ key: () => 'all', every: 1_500, atOnce: 10 }]);
    for (let at = 0; at < 400; at++) {
      bid(String(at));
      if (at % 7 === 0) await clock.pass(300);
    }
    await clock.pass(600 * second);

    const times = went.map((line) => Number(line.split(' at ')[1]));
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60).length));
    expect(times).toHaveLength(400);
    expect(most).toBeLessThanOrEqual(50);
  });

  it('lets what came to its end go in the order of the ends, however long it had waited with less', async () => {
    const { clock, pace, went, bid } = bench([{ ...edits, atOnce: 1 }]);
    const ended = new Set<string>();
    bid('first');
    for (const name of ['a', 'b', 'c']) bid(name, { weight: () => (ended.has(name) ? 'end' : 'share') });
    for (const name of ['c', 'a', 'b']) {
      ended.add(name);
      pace.look();
      await clock.pass(second / 10);
    }

    await clock.pass(10 * second);

    expect(went.map((line) => line.replace(/ at.*/, ''))).toEqual(['first', 'c', 'a', 'b']);
  });

  it('counts in any stretch of time where the platform does', async () => {
    const { clock, went, bid } = bench([{ key: () => 'all', atOnce: 3, per: 60 * second }]);
    bid('a');
    await clock.pass(20 * second);
    for (const name of ['b', 'c', 'd', 'e']) bid(name);

    await clock.pass(200 * second);

    expect(went).toEqual(['a at 0', 'b at 20', 'c at 20', 'd at 60', 'e at 80']);
  });

  it('leaves the more for ends the more messages change, and nothing for those that are quiet', async () => {
    const spare = { step: (crowd: number) => crowd };
    const { clock, went, bid } = bench([{ key: () => 'all', atOnce: 6, per: 10 * second, spare }]);
    for (const message of ['a', 'b', 'c', 'd', 'e']) bid(message, { message });
    await clock.settle();
    const crowded = went.length;
    await clock.pass(100 * second);

    for (const name of ['1', '2', '3', '4', '5', '6', '7']) bid(name, { message: 'a' });
    await clock.settle();

    expect(crowded).toBeLessThan(5);
    expect(went.filter((line) => line.endsWith('at 100'))).toHaveLength(5);
  });

  it('forgets who does not want to speak any more', async () => {
    const { clock, pace, went, bid } = bench([{ ...edits, atOnce: 1 }]);
    bid('first');
    const gone = new AbortController();
    const turn = pace.turn({ kind: 'edit', channel: 'c', weight: () => 'end' }, gone.signal);
    gone.abort(new Error('left'));
    bid('next');

    await expect(turn).rejects.toThrow('left');
    await clock.pass(10 * second);
    expect(went).toEqual(['first at 0', 'next at 1']);
  });
});
