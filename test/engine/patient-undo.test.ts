import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Code, defineOperation, Failure, verbatim } from '../../src/kit.ts';
import { ann, bench } from './workbench.ts';

/** Makes a thing that says no to its removal so often, with this code, and then fails. */
function stubborn(refusals: number, code: Code, undoAtMost?: number) {
  let left = refusals;
  return defineOperation<object, object, 'thing' | 'end'>({
    name: 'stubborn',
    input: z.object({}),
    outline: { thing: verbatim('thing'), end: verbatim('end') },
    likeness: () => 'stubborn',
    async run(op) {
      await op.step('thing', {
        do: async () => undefined,
        async undo() {
          if (left-- > 0) throw new Failure(code, verbatim('not yet'), { again: true, after: 3_000 });
        },
        ...(undoAtMost === undefined ? {} : { undoAtMost }),
      });
      await op.step('end', {
        do: async () => {
          throw new Failure('quota', verbatim('no more'));
        },
      });
      return {};
    },
    tell: { title: () => '', done: () => ({ title: '', blocks: [] }), failed: () => '' },
  });
}

it.each<[string, number, Code, number | undefined, 'undone' | 'stuck']>([
  ['gives up after six tries where nothing is said', 7, 'conflict', undefined, 'stuck'],
  ['waits for what has to settle, as long as that may take', 30, 'conflict', 60 * 60_000, 'undone'],
  ['gives up when it took longer than that', 500, 'conflict', 10 * 60_000, 'stuck'],
  ['gives up after six refusals of another kind, however long it may take', 7, 'unavailable', 60 * 60_000, 'stuck'],
])('%s', async (_, refusals, code, undoAtMost, outcome) => {
  const operation = stubborn(refusals, code, undoAtMost);
  const on = bench([operation]);

  const kept = await on.rest(await on.begin(operation, {}));

  expect(kept.entries.filter(({ kind }) => kind === 'tried').length).toBeGreaterThanOrEqual(Math.min(refusals, 6));
  expect(kept.head.state).toBe(outcome);
});

it('goes on where it gave up when a person asks for that', async () => {
  const operation = stubborn(10, 'conflict');
  const on = bench([operation]);
  const id = await on.begin(operation, {});
  await on.rest(id);

  await on.engine.undo(id, ann);
  const kept = await on.rest(id);

  expect(kept.head.state).toBe('undone');
});
