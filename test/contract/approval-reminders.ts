import { describe, expect, it } from 'vitest';
import type { Room, Who } from './approval-stage.ts';
import { asked, type Race } from './approvals.ts';

/** The id that the chat itself goes by. */
const bare = (id: string): string => id.slice(id.lastIndexOf(':') + 1);

/** Presses "Ask them again" where their own yes was refused. */
async function asksAgain({ room, stage, click }: Race, who: Who): Promise<void> {
  await click(who, 'Approve');
  await stage.until(() => /Ask them again/.test(room.told(who).at(-1) ?? ''));
  await room.pressTold(who, 'Ask them again');
  await stage.rest();
}

/** Calls to whoever is asked, in the thread of the card, through the real library of a chat. */
export function approvalReminders(name: string, roomIn: () => Promise<Room>): void {
  describe(`a reminder in ${name}`, () => {
    it('calls people and groups in the thread of the card, when whoever asked wants it', async () => {
      const race = await asked(await roomIn());
      const { room, operation } = race;

      await asksAgain(race, 'ann');

      const [reply, ...more] = room.replies();
      expect(more).toEqual([]);
      expect(reply?.text).toMatch(/ann asks again: Deleting disk work/);
      expect(reply?.text).toContain(`/approve yes ${operation}`);
      expect(reply?.calls).toEqual([bare(room.idOf('bob')), bare(room.group)]);
      expect(room.told('ann').join()).toMatch(/Asked again: Deleting disk work/);
      expect(race.card()).toMatch(/waiting for admins · asked again at 10:0\d/);
      await asksAgain(race, 'ann');
      expect(room.told('ann').at(-1)).toMatch(/They were asked again at 10:0\d; once more is possible from 10:0\d/);
      expect(room.replies()).toHaveLength(1);
    });

    it('comes once where two processes wait for it, also where one dies of it', async () => {
      const race = await asked(await roomIn(), { rule: 'within: 5m, remind: 30s', processes: 2 });
      const { room, stage, bot } = race;

      await stage.pass(25_000);
      expect(room.replies()).toEqual([]);
      await stage.pass(5_000);
      await bot.die();
      await stage.pass(30_000);
      await stage.rest();

      expect(room.replies().map(({ text }) => text)).toEqual([
        expect.stringMatching(/Waits for approval: Deleting disk work/),
      ]);
      expect((await stage.newest()).entries.filter(({ kind }) => kind === 'reminded')).toHaveLength(1);
    });

    it('comes once where two people want it in two processes at once', async () => {
      const race = await asked(await roomIn(), { processes: 2 });
      const { room, stage, bot, other, operation } = race;
      const says = async (who: Who, { mouths }: typeof bot) => {
        mouths[0]?.hears();
        await room.command(who, 'approve remind', { operation });
      };

      await Promise.all([says('ann', bot), says('bob', other)]);
      await stage.until(() => room.told('ann').length > 0 && room.told('bob').length > 0);
      await stage.rest();

      expect(room.replies()).toHaveLength(1);
      const answers = [room.told('ann').at(-1), room.told('bob').at(-1)].sort();
      expect(answers).toEqual([
        expect.stringMatching(/Asked again: Deleting disk work/),
        expect.stringMatching(/They were asked again at/),
      ]);
    });
  });
}
