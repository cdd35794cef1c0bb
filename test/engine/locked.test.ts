import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type Cloud, defineOperation, Failure, type Machine, verbatim } from '../../src/kit.ts';
import { noWorld, words } from './tiny-world.ts';
import { type Bench, bench, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

const away = new Failure('unavailable', verbatim('the cloud answered 503'));
const lock = { by: 'web:local:bob', name: 'bob', reason: 'training', at: '2026-11-20T10:00:00.000Z' };

/** Removes a machine in two steps, of which the second is final. `get` is all that is asked of the cloud. */
function removing(get: (nth: number) => Partial<Machine>) {
  const done: string[] = [];
  let looks = 0;
  const operation = defineOperation({
    name: 'remove',
    input: z.object({ machine: z.string() }),
    outline: { quiet: words('Quiet'), remove: words('Remove') },
    finals: (): readonly ('quiet' | 'remove')[] => ['remove'],
    disturbs: ({ machine }) => [{ cloud: 'north', machine }],
    likeness: () => 'remove',
    async run(op) {
      await op.step('quiet', { do: async () => void done.push('quiet'), undo: async () => void done.push('loud') });
      await op.step('remove', { final: true, do: async () => void done.push('remove') });
    },
    tell: { title: () => 'Going', done: () => ({ title: 'gone', blocks: [] }), failed: () => 'not gone' },
  });
  const cloud = { name: 'north', get: async () => ({ id: 'm-1', name: 'web', ...get(++looks) }) };
  // Nothing else is asked of the cloud.
  const world = { ...noWorld, cloud: () => cloud as unknown as Cloud };
  const on = (open = bench([operation], { world }));
  return { done, ended: async () => on.rest(await on.begin(operation, { machine: 'm-1' })) };
}

it('looks before each step, and takes back what was done when a lock came in between', async () => {
  const { done, ended } = removing((nth) => (nth === 1 ? {} : { lock }));

  const { head, entries } = await ended();

  expect(head.state).toBe('undone');
  expect(done).toEqual(['quiet', 'loud']);
  expect(entries.find((entry) => entry.kind === 'failed')).toMatchObject({
    step: 'remove',
    reason: {
      code: 'denied',
      said: { en: expect.stringMatching(/^web is locked by bob since .* "training"; "vm unlock web" takes/) },
    },
  });
});

it('looks again while the cloud does not answer, and then goes on', async () => {
  const { done, ended } = removing((nth) => {
    if (nth === 2 || nth === 3) throw away;
    return {};
  });

  const kept = await ended();

  expect(kept.head.state).toBe('done');
  expect(done).toEqual(['quiet', 'remove']);
  expect(kinds(kept).filter((kind) => kind === 'tried remove')).toHaveLength(2);
  expect(kept.entries.filter((entry) => entry.kind === 'began' && entry.final)).toHaveLength(1);
});

it('gives up with nothing final begun when the cloud never answers', async () => {
  const { done, ended } = removing((nth) => {
    if (nth > 1) throw away;
    return {};
  });

  const kept = await ended();

  expect(kept.head.state).toBe('undone');
  expect(done).toEqual(['quiet', 'loud']);
  expect(kinds(kept).filter((kind) => kind === 'tried remove')).toHaveLength(5);
});

it('takes no notice of a lock whose time is over', async () => {
  const { done, ended } = removing(() => ({ lock: { ...lock, until: '1970-01-01T00:00:00.000Z' } }));

  expect((await ended()).head.state).toBe('done');
  expect(done).toEqual(['quiet', 'remove']);
});
