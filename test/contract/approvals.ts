import { afterAll, describe, expect, it } from 'vitest';
import { choices } from './approval-choices.ts';
import { approvalStage, type Bot, cast, type Room, type Stage, type Staged, type Who } from './approval-stage.ts';
import { decided, waits } from './approval-words.ts';

/** A card that waits, and people who press on it. */
export interface Race {
  readonly stage: Stage;
  readonly room: Room;
  readonly bot: Bot;
  /** Another process on the same store, where there is one. */
  readonly other: Bot;
  readonly operation: string;
  /** Who pressed, each time. */
  readonly clicks: readonly Who[];
  click(who: Who, button: string, how?: { readonly seen: unknown }): Promise<void>;
  /** Types it. */
  no(who: Who): Promise<void>;
  /** Presses "Deny…", and says why in the form that opens. */
  deny(who: Who): Promise<void>;
  card(): string;
}

/** Ann asks for the disk "work" to go, and the card waits for an admin. */
export async function asked(room: Room, staged: Staged = {}): Promise<Race> {
  const stage = await approvalStage([room], staged);
  const bot = await stage.begin();
  const other = staged.processes === 2 ? await stage.begin() : bot;
  bot.mouths[0]?.hears();
  await room.command('ann', 'disk delete', { disk: 'work' });
  await stage.until(async () => (await stage.newest()).head.state === 'waiting');
  await stage.rest();
  const clicks: Who[] = [];
  const operation = (await stage.newest()).head.id;
  return {
    ...{ stage, room, bot, other, clicks, operation },
    async no(who) {
      clicks.push(who);
      await room.command(who, 'approve no', { operation });
    },
    async click(who, button, how) {
      clicks.push(who);
      await room.press(who, button, how);
    },
    async deny(who) {
      clicks.push(who);
      await room.press(who, 'Deny…');
      await room.fillIn(who, { 'Why not; the card says it': 'keep it' });
    },
    card: () => room.said()[0] ?? '',
  };
}

/** How it comes out: whatever happens, nothing is done twice. */
export interface Ending {
  readonly executions: 0 | 1 | 'one at most';
  readonly card: RegExp;
  /** Whose click was answered by a card that stands there no more. */
  readonly redrawnFor?: Who;
  /** What they were told alone, all of it. */
  readonly told?: Readonly<Partial<Record<Who, RegExp>>>;
}

export interface Scene extends Ending {
  /** What the rule says besides. */
  readonly rule?: string;
  play(race: Race): Promise<unknown>;
}

const scenes: Readonly<Record<string, Scene>> = {
  'two clicks of one person, a second apart': {
    async play({ room, click, stage }) {
      const seen = room.seen();
      await click('bob', 'Approve', { seen });
      await stage.pass(1_000);
      await click('bob', 'Approve', { seen });
    },
    ...{ executions: 1, card: /approved by bob at/, told: { bob: decided } },
  },
  'two clicks of one person at once': {
    play: ({ click }) => Promise.all([click('bob', 'Approve'), click('bob', 'Approve')]),
    ...{ executions: 1, card: /approved by bob at/, told: { bob: decided } },
  },
  'two approvers at once': {
    play: ({ click }) => Promise.all([click('bob', 'Approve'), click('cid', 'Approve')]),
    ...{ executions: 1, card: /approved by (bob|cid) at/ },
  },
  'the click of whoever asked': {
    play: ({ click }) => click('ann', 'Approve'),
    ...{ executions: 0, card: waits, told: { ann: /You asked for this; someone else \(admins\) has to approve/ } },
  },
  'the click of somebody else': {
    play: ({ click }) => click('dan', 'Approve'),
    ...{ executions: 0, card: waits, told: { dan: /Only admins may approve this.*deletes need an admin/s } },
  },
  'the click of an outsider': {
    play: ({ click }) => click('eve', 'Approve'),
    ...{ executions: 0, card: waits, told: { eve: /not for you here.*outsiders look.*@root/s } },
  },
  'a click after time is up': {
    rule: 'within: 5m',
    async play({ room, click, stage }) {
      const seen = room.seen();
      await stage.pass(6 * 60_000);
      await click('bob', 'Approve', { seen });
    },
    ...{ executions: 0, card: /nobody answered within 5 min/, told: { bob: /It waited for an answer until 10:05/ } },
  },
  'a click at the moment when time is up': {
    rule: 'within: 5m',
    async play({ click, stage }) {
      await stage.pass(5 * 60_000);
      await click('bob', 'Approve');
      await stage.pass(1_000);
    },
    ...{ executions: 0, card: /nobody answered within 5 min/, told: { bob: /It waited for an answer until 10:05/ } },
  },
  'a click after a restart': {
    async play({ bot, stage, click }) {
      await bot.die();
      await stage.pass(20_000);
      await stage.begin();
      await click('bob', 'Approve');
    },
    ...{ executions: 1, card: /approved by bob at/ },
  },
  'a click right before the process dies': {
    async play({ bot, stage, click }) {
      await click('bob', 'Approve');
      await bot.die();
      await stage.begin();
      await stage.pass(20_000);
    },
    ...{ executions: 1, card: /approved by bob at/ },
  },
  'a click after the no of another': {
    async play({ room, click, deny, stage }) {
      const seen = room.seen();
      await deny('bob');
      await stage.rest();
      await click('cid', 'Approve', { seen });
    },
    ...{ executions: 0, card: /denied by bob: keep it/, told: { cid: /Already denied by bob at/ } },
  },
  'the no of one and the yes of another at once': {
    play: ({ click, no }) => Promise.all([no('bob'), click('cid', 'Approve')]),
    ...{ executions: 'one at most', card: /denied by bob|approved by cid at/ },
  },
  'a plan that is another one by now': {
    async play({ stage, click }) {
      await stage.rename();
      await click('bob', 'Approve');
    },
    ...{ executions: 0, card: /disk precious.*Changed since it was asked.*waiting for admins/s },
  },
  'a plan that is another one, until it is approved again': {
    async play({ stage, click, card }) {
      await stage.rename();
      await click('bob', 'Approve');
      await stage.rest();
      expect(card()).toMatch(/Changed since it was asked/);
      await click('bob', 'Approve');
    },
    redrawnFor: 'bob',
    ...{ executions: 1, card: /disk precious.*approved by bob at/s },
  },
  'a click on the card as it was before the plan changed': {
    async play({ room, stage, click }) {
      const seen = room.seen();
      await stage.rename();
      await click('bob', 'Approve');
      await stage.rest();
      await click('cid', 'Approve', { seen });
    },
    ...{ executions: 0, card: /Changed since/, told: { cid: /The plan is another one since this card was drawn/ } },
  },
  'a plan that changed between the first yes and the second': {
    rule: 'count: 2',
    async play({ stage, click }) {
      await click('bob', 'Approve');
      await stage.rename();
      await click('cid', 'Approve');
    },
    ...{ executions: 0, card: /Changed since it was asked(?!.*approved)/s },
  },
  ...choices,
  'one person for two': {
    rule: 'count: 2',
    play: ({ click }) => Promise.all([click('bob', 'Approve'), click('bob', 'Approve')]),
    ...{ executions: 0, card: /1 of 2 approved: bob/, told: { bob: /You have approved this already; it waits for 1/ } },
  },
  'two for two, at once': {
    rule: 'count: 2',
    play: ({ click }) => Promise.all([click('bob', 'Approve'), click('cid', 'Approve')]),
    ...{ executions: 1, card: /approved by (bob, cid|cid, bob) at/ },
  },
  'the click of one who was in the group when it was asked': {
    async play({ room, stage, click }) {
      room.leave('cid');
      // As long as a chat may go by what it knew.
      await stage.pass(10 * 60_000);
      await click('cid', 'Approve');
    },
    ...{ executions: 0, card: waits, told: { cid: /Only admins may approve this/ } },
  },
};

/** Ten ways to fool an approval, each through the real library of a chat. */
export function approvalRaces(name: string, roomIn: () => Promise<Room>): void {
  const counted: string[] = [];
  afterAll(() => console.log(counted.join('\n')));

  describe(`an approval in ${name}`, () => {
    it.each(Object.entries(scenes))('is not fooled by %s', async (what, { rule = '', play, ...ending }) => {
      const race = await asked(await roomIn(), { rule });

      await play(race);
      await race.stage.rest();

      counted.push(await judged(`${name}, ${what}`, race, ending));
    });

    it('is not given by whoever only looks like one who may', async () => {
      const race = await asked(await roomIn());
      const { room, stage } = race;
      const answers: string[] = [];
      for (const { what, press, told, bot } of room.impostors) {
        const before = told().length;
        await press('Approve', race.operation);
        await stage.rest();
        const said = told().slice(before);
        answers.push(...said);
        expect([what, said]).toEqual([what, bot ? [] : [expect.stringMatching(/^✗ ./)]]);
        expect([what, stage.executions, (await stage.newest()).head.state]).toEqual([what, [], 'waiting']);
      }
      counted.push(
        `${name}, those who look alike: ${room.impostors.length} clicks, 0 executions, ${answers.length} answers` +
          ` (and ${room.impostors.filter(({ bot }) => bot).length} bots)`,
      );

      await race.click('cid', 'Approve');
      await stage.rest();
      await judged(name, race, { executions: 1, card: /approved by cid at/ });
    });
  });
}

/** Done once or not at all; each click answered, to the person or by the card; and the card says who decided. */
export async function judged(
  what: string,
  race: Race,
  { executions, card, told = {}, redrawnFor }: Ending,
): Promise<string> {
  const { stage, room, clicks } = race;
  const cards = room.said().filter((text) => /Disk work|disk work/.test(text) && text.includes('[Details]'));
  const done = executions === 'one at most' ? Number(race.card().includes('approved by')) : executions;
  expect(stage.executions).toHaveLength(done);
  expect(await stage.disks()).toEqual(done === 1 ? ['other'] : ['other', 'work']);
  expect(cards).toEqual([expect.stringMatching(card)]);
  const [decision = ''] = /(?:approved|denied) by .*|\d approved: .*/.exec(race.card()) ?? [];
  // Whoever agreed to another plan reads there that it is asked anew.
  const anew = race.card().includes('Changed since');
  const onCard = cast.filter((who) => clicks.includes(who) && !anew && new RegExp(`\\b${who}\\b`).test(decision));
  for (const who of cast) {
    const clicked = clicks.filter((one) => one === who).length;
    const said = clicked === 0 ? [] : room.told(who);
    const byCard = (anew || onCard.includes(who) ? 1 : 0) + (who === redrawnFor ? 1 : 0);
    expect({ who, said, unanswered: Math.max(clicked - said.length - byCard, 0) }).toEqual({
      who,
      said,
      unanswered: 0,
    });
    expect(said.length).toBeLessThanOrEqual(clicked);
    const words = told[who] ?? decided;
    for (const each of said) expect(each).toMatch(words);
  }
  const alone = cast.reduce((sum, who) => sum + (clicks.includes(who) ? room.told(who).length : 0), 0);
  return `${what}: ${clicks.length} clicks, ${done} executions, ${alone} told alone, card: ${onCard.join(', ') || (anew ? 'asks anew' : 'waits')}`;
}
