import { afterEach, expect, it } from 'vitest';
import { fakeChat } from './fake-chat.ts';
import { startThing, tinyWorld } from './tiny-world.ts';
import { type Bench, bench } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

it('tells every chat when an operation begins and when it ends, wherever it was said, and nothing of the steps between', async () => {
  const operation = startThing(tinyWorld());
  let told = 0;
  const elsewhere = { ...fakeChat('slack'), changed: () => void (told += 1) };
  const on = (open = bench([operation], { chats: [fakeChat('web'), elsewhere] }));

  const id = await on.begin(operation, { name: 'web-1' });
  await on.when(id, ({ entries }) => entries.length > 3);
  const between = told;
  await on.rest(id);

  expect([between, told]).toEqual([1, 2]);
});
