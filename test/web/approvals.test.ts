import { describe, expect, it } from 'vitest';
import { asked } from '../contract/approvals.ts';
import { newPress, webRoom } from './approval-room.ts';

const minutes = 60_000;

/** The requester asks on the page for the disk "work" to go. */
async function askedOnPage(rule = '') {
  const room = webRoom();
  const race = await asked(room, { rule });
  const { stage } = race;
  return {
    ...race,
    room,
    /** Until everything is said, and read by everybody. */
    async rest() {
      await stage.rest();
      await room.look();
    },
    /** Done once or not at all, on the one card that everybody sees. */
    async ends(executions: 0 | 1, card: RegExp) {
      expect(stage.executions).toHaveLength(executions);
      expect(await stage.disks()).toEqual(executions === 1 ? ['other'] : ['other', 'work']);
      for (const who of ['ann', 'bob', 'eve'] as const) expect(room.cards(who)).toEqual([expect.stringMatching(card)]);
    },
  };
}

describe('an approval on the page', () => {
  it('is given by the other person, and the card says to everybody who decided', async () => {
    const race = await askedOnPage();
    await race.rest();
    expect(race.card()).toMatch(/waiting for admins.*30 min left/s);

    await race.click('bob', 'Approve');
    await race.rest();

    await race.ends(1, /approved by approver at \d\d:\d\d/);
  });

  it('is not the requester’s own: they alone read so, with a button that asks the others again', async () => {
    const race = await askedOnPage();
    const { room } = race;

    await race.click('ann', 'Approve');
    await race.rest();

    expect(room.told('ann').at(-1)).toMatch(
      /^✗ You asked for this; someone else \(admins\) has to approve\..*\[Ask them again\]$/s,
    );
    expect(JSON.stringify(room.sees('bob'))).not.toContain('You asked for this');
    await room.pressTold('ann', 'Ask them again');
    await race.rest();
    expect(room.replies().map(({ text }) => text)).toEqual([
      expect.stringMatching(/^● @admins requester asks again: Deleting disk work\n30 min left/),
    ]);
    // It stands where the refusal stood, and that one is not pressed any more.
    const alone = room.sees('ann').filter(({ under }) => under !== undefined);
    expect(alone).toMatchObject([{ body: { view: { title: 'Asked again: Deleting disk work' } } }]);
    await race.ends(0, /waiting for admins · asked again at 10:00/);
  });

  it('reminds in the thread of the card, once', async () => {
    const race = await askedOnPage('within: 8m');

    await race.stage.pass(5 * minutes);
    await race.rest();

    expect(race.room.replies().map(({ text }) => text)).toEqual([
      expect.stringMatching(/^● @admins Waits for approval: Deleting disk work\n4 min left, until 10:08\./),
    ]);
    expect(race.card()).toMatch(/asked again at 10:04/);
  });

  it('is decided once by two presses at once, and by the same press sent twice', async () => {
    const race = await askedOnPage();
    await race.rest();
    const [press, other] = [newPress(), newPress()];

    const replies = await Promise.all([
      race.room.pressAs('bob', 'Approve', press),
      race.room.pressAs('bob', 'Approve', press),
      race.room.pressAs('bob', 'Approve', other),
    ]);
    await race.rest();

    expect(replies[0]).toEqual(replies[1]);
    await race.ends(1, /approved by approver at/);
  });

  it('is not for an outsider, by press or by words', async () => {
    const race = await askedOnPage();

    await race.click('eve', 'Approve');
    await race.room.command('eve', 'approve yes', { operation: race.operation });
    await race.rest();

    const refused = expect.stringContaining('is not for you here');
    expect(race.room.told('eve')).toEqual([refused, refused]);
    await race.ends(0, /waiting for admins/);
  });

  it('is denied with a reason, in the form that opens', async () => {
    const race = await askedOnPage();

    await race.deny('bob');
    await race.rest();

    await race.ends(0, /denied by approver: keep it/);
  });

  it('is still given after a restart, on the card that was there before', async () => {
    const race = await askedOnPage();
    await race.bot.die();
    await race.stage.pass(20_000);
    await race.stage.begin();

    await race.click('bob', 'Approve');
    await race.rest();

    await race.ends(1, /approved by approver at/);
  });

  it('is asked again where the plan is another one, on the same card', async () => {
    const race = await askedOnPage();
    await race.stage.rename();
    await race.click('bob', 'Approve');
    await race.rest();
    expect(race.card()).toMatch(/disk precious.*Changed since it was asked.*waiting for admins/s);

    await race.click('bob', 'Approve');
    await race.rest();

    await race.ends(1, /approved by approver at/);
  });
});
