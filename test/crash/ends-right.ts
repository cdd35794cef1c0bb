import { afterAll, expect, it } from 'vitest';
import { worthDyingAt } from '../contract/crash.ts';
import { dieEverywhere, type Play } from './everywhere.ts';

/** One test for each play; at the end a line says in how many places the bot died. */
export function endsRight(plays: readonly (Play & { readonly title?: string })[]): void {
  let [played, points] = [0, 0];
  it.each(plays.map((play) => ({ title: play.words, ...play })))(
    '$title ends $ends, wherever the bot dies',
    { timeout: 240_000 },
    async (play) => {
      const whole = await dieEverywhere(play);

      const died = worthDyingAt(whole.points).length;
      // The shortest of them, an unlock, has twenty.
      expect(died).toBeGreaterThanOrEqual(20);
      played += 1;
      points += died;
    },
  );
  afterAll(() => console.log(`${played} operations died at ${points} points`));
}
