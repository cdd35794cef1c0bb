import fc from 'fast-check';
import { expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { silent } from '../../src/log.ts';
import { createTimetable, type Timetable } from '../../src/timetable.ts';
import { virtualClock } from './virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 20, 10, 30);

const happening = fc.oneof(
  fc.record({ kind: fc.constantFrom('start', 'kill', 'close'), which: fc.nat(2) }),
  fc.record({ kind: fc.constant('pass'), minutes: fc.integer({ min: 10, max: 150 }) }),
  fc.record({ kind: fc.constant('pass'), minutes: fc.integer({ min: 28, max: 33 }) }),
);

interface Life {
  readonly timetable: Timetable;
  readonly from: number;
  alive: boolean;
}

it('does each once, whoever starts, ends or dies meanwhile, and all that somebody lived to do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), fc.integer({ min: 0, max: 6 }), async (all, takes) => {
      const clock = virtualClock(start);
      const store = sqliteStore(':memory:');
      const lives: (Life | undefined)[] = [];
      const done: number[] = [];
      const whole: [from: number, till: number][] = [];
      let doing = 0;
      let most = 0;

      function begin(which: number) {
        const timetable = createTimetable({ store, clock, log: silent });
        const life: Life = { timetable, from: clock.now(), alive: true };
        lives[which] = life;
        timetable.every('work', hour, ({ at, signal }) => {
          doing += 1;
          most = Math.max(most, doing);
          return new Promise<void>((resolve, reject) => {
            signal.addEventListener('abort', () => {
              doing -= 1;
              reject(signal.reason);
            });
            clock.after(takes * minute, () => {
              if (signal.aborted) return;
              doing -= 1;
              done.push(at);
              resolve();
            });
          });
        });
        timetable.start();
      }
      async function end(which: number, how: 'kill' | 'close') {
        const life = lives[which];
        if (!life?.alive) return;
        life.alive = false;
        whole.push([life.from, clock.now()]);
        if (how === 'kill') life.timetable.abandon();
        else await life.timetable.close();
      }

      begin(0);
      for (const each of all) {
        if (each.kind === 'pass' && 'minutes' in each) await clock.pass(each.minutes * minute);
        else if ('which' in each && each.kind === 'start' && !lives[each.which]?.alive) begin(each.which);
        else if ('which' in each && (each.kind === 'kill' || each.kind === 'close')) await end(each.which, each.kind);
        await clock.settle();
      }
      if (!lives[0]?.alive) begin(0);
      await clock.pass(2 * hour);
      for (const which of [0, 1, 2]) await end(which, 'close');

      expect(new Set(done).size).toBe(done.length);
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(most).toBeLessThanOrEqual(1);
      for (let due = start + hour / 2; due + hour < clock.now(); due += hour) {
        const lived = whole.some(([from, till]) => from <= due && till >= due + hour);
        if (lived) expect(done).toContain(due);
      }
      await store.close();
    }),
    { numRuns: 40 },
  );
});
