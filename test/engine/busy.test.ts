import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation, Failure, verbatim } from '../../src/kit.ts';
import { words } from './tiny-world.ts';
import { ann, bench, bob, here } from './workbench.ts';

/** Changes the thing for good, unless that fails. */
const changeThing = (change: () => Promise<void>) =>
  defineOperation({
    name: 'thing.change',
    input: z.object({ key: z.string(), name: z.string() }),
    outline: { change: words('Changed') },
    about: ({ key, name }) => [{ key: `thing/${key}`, name }],
    likeness: () => 'thing.change',
    run: (op) => op.step('change', { final: true, do: change }),
    tell: { title: () => 'Changing', done: () => ({ title: 'Changed', blocks: [] }), failed: () => 'Not changed' },
  });

const refused = async (act: Promise<unknown>): Promise<Failure> => {
  const error = await act.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error instanceof Failure) return error;
  throw new Error('was not refused', { cause: error });
};

it('refuses a second operation on a thing in words that say which one is going and whose, and shows it', async () => {
  const hangs = changeThing(() => new Promise(() => {}));
  const { engine, begin } = bench([hangs]);
  const asked = { who: bob, where: here, locale: 'en', event: 'press 1' } as const;
  const { id } = await engine.begin(hangs, { key: '1', name: 'web-1' }, asked);
  await begin(hangs, { key: '2', name: 'web-2' });

  const failure = await refused(begin(hangs, { key: '1', name: 'web-1' }));

  expect(failure.code).toBe('conflict');
  expect(failure.phrase('en')).toBe(`web-1 is busy with ${id}, started by bob.`);
  expect(failure.phrase('ru')).toBe(`web-1: уже идёт операция ${id}, её начал(а) bob.`);
  expect(failure.phrase('ko')).toBe(`web-1: bob 님이 시작한 ${id} 작업이 진행 중입니다.`);
  expect(failure.next.map(({ press }) => press)).toEqual([{ command: 'op show', args: { operation: id } }]);
  const early = await refused(
    engine.refuseBusy([
      { key: 'thing/3', name: 'c' },
      { key: 'thing/1', name: 'b' },
    ]),
  );
  expect(early.message).toBe(`b is busy with ${id}, started by bob.`);
  await engine.refuseBusy([{ key: 'thing/3', name: 'c' }]);
  engine.abandon();
});

it('lets others work on what one got stuck with, and that one try again when they are done', async () => {
  const over = Promise.withResolvers<void>();
  const tries = [Promise.reject(new Failure('quota', verbatim('no'))), over.promise, Promise.resolve()];
  tries[0]?.catch(() => {});
  const operation = changeThing(() => tries.shift() ?? Promise.resolve());
  const { engine, begin, rest, clock } = bench([operation]);
  const stuck = await begin(operation, { key: '1', name: 'web-1' });
  expect((await rest(stuck)).head.state).toBe('stuck');
  const other = await begin(operation, { key: '1', name: 'web-1' });
  await clock.settle();

  const failure = await refused(engine.retry(stuck, ann));
  over.resolve();
  await rest(other);
  await engine.retry(stuck, ann);

  expect(failure.message).toBe(`web-1 is busy with ${other}, started by ann.`);
  expect((await rest(stuck)).head.state).toBe('done');
});
