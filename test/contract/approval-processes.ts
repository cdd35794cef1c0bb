import { afterAll, describe, expect, it } from 'vitest';
import type { Bot, Room, Who } from './approval-stage.ts';
import { asked, type Ending, judged, type Race } from './approvals.ts';
import type { StorePlace } from './store.ts';

interface Scene extends Ending {
  readonly rule?: string;
  /** How many clicks each of the two heard; of one that dies nobody knows. */
  readonly heard?: readonly [number, number];
  play(race: Race): Promise<unknown>;
}

/** A click that this process hears, whoever hears the next. */
function by({ mouths }: Bot, { click }: Race, who: Who, button: string): Promise<void> {
  mouths[0]?.hears();
  return click(who, button);
}

const late = /Already (?:approved|denied) by (?:bob|cid) at|The plan is another one/;

const scenes: Readonly<Record<string, Scene>> = {
  'two approvers at once, each heard by another process': {
    play: (race) => Promise.all([by(race.bot, race, 'bob', 'Approve'), by(race.other, race, 'cid', 'Approve')]),
    heard: [1, 1],
    ...{ executions: 1, card: /approved by (bob|cid) at/ },
  },
  'one person at once in both processes': {
    play: (race) => Promise.all([by(race.bot, race, 'bob', 'Approve'), by(race.other, race, 'bob', 'Approve')]),
    heard: [1, 1],
    ...{ executions: 1, card: /approved by bob at/ },
  },
  'a yes and a no at once, each heard by another process': {
    play(race) {
      race.bot.mouths[0]?.hears();
      return Promise.all([race.no('bob'), by(race.other, race, 'cid', 'Approve')]);
    },
    heard: [1, 1],
    ...{ executions: 'one at most', card: /denied by bob|approved by cid at/, told: { bob: late, cid: late } },
  },
  'two for two, each heard by another process': {
    rule: 'count: 2',
    play: (race) => Promise.all([by(race.bot, race, 'bob', 'Approve'), by(race.other, race, 'cid', 'Approve')]),
    heard: [1, 1],
    ...{ executions: 1, card: /approved by (bob, cid|cid, bob) at/ },
  },
  'a plan that changed, and two approvers at once': {
    async play(race) {
      await race.stage.rename();
      await Promise.all([by(race.bot, race, 'bob', 'Approve'), by(race.other, race, 'cid', 'Approve')]);
    },
    heard: [1, 1],
    ...{ executions: 0, card: /Changed since it was asked/, told: { bob: late, cid: late } },
  },
  'a choice and a yes at once, each heard by another process': {
    play: (race) =>
      Promise.all([by(race.bot, race, 'ann', '☐ Make an image first'), by(race.other, race, 'bob', 'Approve')]),
    heard: [1, 1],
    ...{ executions: 'one at most', card: /chosen by ann at|approved by bob at/, told: { ann: late, bob: late } },
  },
  'a click that is heard by the process that does not speak': {
    async play(race) {
      expect([race.bot, race.other].map(({ leads }) => leads(race.room.chat))).toEqual([true, false]);
      await by(race.other, race, 'bob', 'Approve');
    },
    heard: [0, 1],
    ...{ executions: 1, card: /approved by bob at/ },
  },
  'a click that is heard by a process that dies of it': {
    async play(race) {
      await by(race.bot, race, 'bob', 'Approve');
      await race.bot.die();
      race.other.mouths[0]?.hears();
      await race.stage.pass(30_000);
    },
    ...{ executions: 1, card: /approved by bob at/ },
  },
  'a click after time is up, while nobody is there to say so': {
    rule: 'within: 5m',
    async play(race) {
      const hears = await race.stage.begin({ carries: false });
      await race.bot.die();
      await race.other.die();
      await race.stage.pass(6 * 60_000);
      await by(hears, race, 'bob', 'Approve');
      await race.stage.until(() => race.room.told('bob').length > 0);
      await race.stage.begin();
      await race.stage.pass(20_000);
    },
    ...{ executions: 0, card: /nobody answered within 5 min/, told: { bob: /It waited for an answer until 10:05/ } },
  },
};

/** The same where several processes hear, on one store. */
export function approvalProcesses(name: string, roomIn: () => Promise<Room>, place?: () => Promise<StorePlace>): void {
  const counted: string[] = [];
  afterAll(() => console.log(counted.join('\n')));

  describe(`an approval in ${name}, with two processes`, () => {
    it.each(Object.entries(scenes))('is not fooled by %s', async (what, { rule = '', play, heard, ...ending }) => {
      const own = place ? { place: await place() } : {};
      const race = await asked(await roomIn(), { rule, processes: 2, ...own });
      const counts = () => [race.bot.heard(), race.other.heard()];
      const before = counts();

      await play(race);
      await race.stage.rest();

      if (heard) expect(counts().map((count, at) => count - (before[at] ?? 0))).toEqual(heard);
      counted.push(await judged(`${name}, ${what}`, race, ending));
    });
  });
}
