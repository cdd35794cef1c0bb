import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation, Failure, verbatim } from '../../src/kit.ts';
import { removeThing, type TinyWorld, tinyWorld, words } from './tiny-world.ts';
import { ann, type Bench, bench, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

const busy = new Failure('conflict', verbatim('the cloud answered 409'));

async function removed(world: TinyWorld) {
  const operation = removeThing(world);
  const on = (open = bench([operation]));
  world.things.set('web', 'machine');
  const id = await on.begin(operation, { name: 'web', key: 'web' });
  await on.when(id, ({ head }) => head.state === 'waiting');
  await on.engine.answer(id, { yes: true }, ann);
  return on.rest(id);
}

it('tries what cannot be taken back again when the cloud says "not now", since there is no other way out', async () => {
  const world = tinyWorld();
  world.fault = (call, nth) => (call.startsWith('remove') && nth <= 2 ? busy : undefined);

  const ended = await removed(world);

  expect(ended.head.state).toBe('done');
  expect(kinds(ended).filter((kind) => kind === 'tried remove')).toHaveLength(2);
});

it('stands still when the cloud never comes round', async () => {
  const world = tinyWorld();
  world.fault = (call) => (call.startsWith('remove') ? busy : undefined);

  const ended = await removed(world);

  expect(ended.head.state).toBe('stuck');
  expect(kinds(ended).filter((kind) => kind === 'tried remove')).toHaveLength(5);
});

it('looks again, too, for what it removed', async () => {
  let looks = 0;
  const operation = defineOperation({
    name: 'go',
    input: z.object({}),
    outline: { remove: words('Remove'), gone: words('Gone') },
    likeness: () => 'go',
    async run(op) {
      await op.step('remove', { final: true, do: async () => undefined });
      const look = async () => {
        looks += 1;
        if (looks === 1) throw busy;
        return true;
      };
      await op.until('gone', look, { every: 1_000, atMost: 60_000 });
    },
    tell: { title: () => 'Going', done: () => ({ title: 'gone', blocks: [] }), failed: () => 'not gone' },
  });
  const on = (open = bench([operation]));

  const ended = await on.rest(await on.begin(operation, {}));

  expect(ended.head.state).toBe('done');
  expect(looks).toBe(2);
});

it('does not insist where the cloud says no', async () => {
  const world = tinyWorld();
  world.fault = (call) => (call.startsWith('remove') ? new Failure('denied', verbatim('403')) : undefined);

  const ended = await removed(world);

  expect(ended.head.state).toBe('stuck');
  expect(kinds(ended)).not.toContain('tried remove');
});
