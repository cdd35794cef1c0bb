import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation, Failure, verbatim, type Wait } from '../../src/kit.ts';
import { unavailable, words } from './tiny-world.ts';
import { virtualClock } from './virtual-clock.ts';
import { type Bench, bench, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

/** An operation that only looks; `look` is told how much time has passed since the first look. */
function looking(look: (elapsed: number, nth: number) => Promise<unknown>, wait: Wait<unknown>) {
  const looks: number[] = [];
  const clock = virtualClock();
  const first = clock.now();
  const operation = defineOperation({
    name: 'look',
    input: z.object({}),
    outline: { there: words('There') },
    likeness: () => 'look',
    run: (op) =>
      op.until(
        'there',
        async () => {
          looks.push(clock.now() - first);
          return look(clock.now() - first, looks.length);
        },
        wait,
      ),
    tell: { title: () => 'Looking', done: () => ({ title: 'there', blocks: [] }), failed: () => 'not there' },
  });
  const on = (open = bench([operation], { clock }));
  return { on, looks, operation };
}

describe('until', () => {
  it('looks soon at first, then in proportion to the time waited, never more rarely than asked', async () => {
    const { on, looks, operation } = looking(async (elapsed) => (elapsed > 30_000 ? 1 : undefined), {
      every: 1_500,
      atMost: 60_000,
    });

    await on.rest(await on.begin(operation, {}));

    const pauses = looks.slice(1).map((at, i) => at - looks[i]!);
    expect(pauses.slice(0, 3)).toEqual([200, 200, 200]);
    expect(Math.max(...pauses)).toBe(1_500);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });

  it('writes nothing for a look that finds nothing', async () => {
    const { on, looks, operation } = looking(async (elapsed) => (elapsed > 20_000 ? 'x' : undefined), {
      every: 1_500,
      atMost: 60_000,
    });

    const kept = await on.rest(await on.begin(operation, {}));

    expect(looks.length).toBeGreaterThan(10);
    expect(kinds(kept)).toEqual(['began there', 'did there', 'ended']);
  });

  it('holds no worker while it waits', async () => {
    const { on, operation } = looking(async () => undefined, { every: 5_000, atMost: 60_000 });
    await on.begin(operation, {});
    await on.clock.settle();

    expect(on.engine.busy()).toBe(false);
    expect(await on.store.nextDue()).toBeDefined();
  });

  it('looks a last time exactly when time is up, and then fails', async () => {
    const { on, looks, operation } = looking(async () => undefined, { every: 7_000, atMost: 20_000 });

    const kept = await on.rest(await on.begin(operation, {}));

    expect(looks.at(-1)).toBe(20_000);
    expect(kept.entries.find((entry) => entry.kind === 'failed')).toMatchObject({
      step: 'there',
      reason: { code: 'timed-out', said: { en: 'not there after 20 s' } },
    });
  });

  it('takes the other way where running out of time is no failure', async () => {
    const { on, operation } = looking(async () => undefined, { every: 1_000, atMost: 5_000, otherwise: () => 'never' });

    const kept = await on.rest(await on.begin(operation, {}));

    expect(kept.entries.at(-1)).toMatchObject({ outcome: 'done', value: 'never' });
  });

  it('bears looks that fail for a while', async () => {
    const { on, operation } = looking(
      async (_, nth) => {
        if (nth < 9) throw unavailable();
        return 1;
      },
      { every: 1_000, atMost: 60_000 },
    );

    const kept = await on.rest(await on.begin(operation, {}));

    expect(kinds(kept)).toEqual(['began there', 'did there', 'ended']);
  });

  it('names the last failure when time is up', async () => {
    const { on, operation } = looking(
      async () => {
        throw unavailable();
      },
      { every: 1_000, atMost: 5_000 },
    );

    const kept = await on.rest(await on.begin(operation, {}));

    expect(kept.entries.find((entry) => entry.kind === 'failed')).toMatchObject({
      reason: { said: { en: 'not there after 5 s; the last look failed: the cloud answered 503' } },
    });
  });

  it('fails at once when looking again cannot help', async () => {
    const { on, looks, operation } = looking(
      async () => {
        throw new Failure('no-capacity', verbatim('No valid host was found'));
      },
      { every: 1_000, atMost: 60_000 },
    );

    const kept = await on.rest(await on.begin(operation, {}));

    expect(looks).toHaveLength(1);
    expect(kept.head.state).toBe('undone');
  });
});
