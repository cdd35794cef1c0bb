import { afterAll, describe, expect, it } from 'vitest';
import type { Delivered } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { type Lives, livesOf, type Moment, moments, type Tally } from './lives.ts';
import { annId } from './seat.ts';
import type { By } from './stage.ts';

const one: Tally = { machines: 1, operations: 1, cards: 1, pings: 1, ended: 1 };

/** Something that begins an operation: what comes before it, and then the event at which the bot dies. */
const ways: Readonly<Record<string, (lives: Lives) => Promise<() => Promise<Delivered>>>> = {
  'a slash command': async (lives) => () => ann(lives).slash('/gpu', 'start base-image'),
  'a mention': async (lives) => () => ann(lives).mention('gpu start base-image'),
  async 'a press'(lives) {
    await ann(lives).slash('/gpu', 'start base-imgae');
    await lives.until(() => lives.slack.ephemerals.length > 0);
    const { message } = lives.slack.ephemerals[0]!;
    return () => ann(lives).press(message.ts, 'Start base-image');
  },
  async 'a form'(lives) {
    await ann(lives).slash('/gpu', 'start');
    await lives.until(() => ann(lives).fields().length > 0);
    const [image] = ann(lives).fields();
    await ann(lives).suggest('form', image ?? '', 'base');
    return () => ann(lives).submit({ [image ?? '']: 'base-image' });
  },
};

const ann = ({ slack }: Lives) => slack.person(annId);

const counted = new Map<Moment, { tried: number; lost: number; doubled: number }>();

/** Counts what came to nothing, and what came twice. */
function count(moment: Moment, { machines, operations, cards, pings, ended }: Tally): void {
  const before = counted.get(moment) ?? { tried: 0, lost: 0, doubled: 0 };
  const all = [machines, operations, cards, pings, ended];
  const lost = all.filter((number) => number < 1).length;
  const doubled = all.filter((number) => number > 1).length;
  counted.set(moment, { tried: before.tried + 1, lost: before.lost + lost, doubled: before.doubled + doubled });
}

afterAll(() => {
  for (const [moment, { tried, lost, doubled }] of counted)
    console.log(`died after ${moment}: ${tried} times, ${lost} lost, ${doubled} doubled`);
});

describe.each(['socket', 'http'] satisfies By[])('over %s', (by) => {
  describe.each(Object.entries(ways))('%s', (_, prepare) => {
    it.each(moments)('begins one operation although the bot died after: %s', async (moment) => {
      const lives = await livesOf(by);
      await lives.begin();
      const act = await prepare(lives);

      lives.diesAt(moment);
      const delivering = act();
      await lives.died();
      await lives.begin();
      await lives.rest();
      // Slack tries events again for minutes, and in the wild anything may come twice.
      await lives.clock.pass(400_000);
      await lives.slack.redeliver(await delivering);
      await lives.rest();
      const tally = await lives.tally();

      count(moment, tally);
      expect(tally).toEqual(one);
    });
  });
});
