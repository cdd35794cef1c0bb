import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation } from '../../src/kit.ts';
import { cards, fakeChat, shown } from './fake-chat.ts';
import { removeThing, startThing, tinyWorld, unavailable, words } from './tiny-world.ts';
import { ann, type Bench, bench } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

it('sends the latest only, when there was more than the chat could take', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));
  on.chat.before = () => new Promise((resolve) => on.clock.after(5_000, resolve));

  const id = await on.begin(operation, { name: 'web-1' });
  await on.clock.pass(30_000);

  const views = on.chat.messages.get(`${id}.card`)!;
  expect(views.length).toBeLessThan(4);
  expect(views.at(-1)).toMatchObject({ title: 'web-1 is ready' });
});

it('leaves time between two edits, but none before the end', async () => {
  const world = tinyWorld();
  const operation = startThing(world);
  const times: number[] = [];
  const on = (open = bench([operation]));
  on.chat.before = () => void times.push(on.clock.now());

  const id = await on.begin(operation, { name: 'web-1' });
  const kept = await on.rest(id);

  const going = times.filter((at) => at < kept.entries.at(-1)!.at);
  for (const [i, at] of going.slice(1).entries()) expect(at - going[i]!).toBeGreaterThanOrEqual(250);
  expect(times).toContain(kept.entries.at(-1)!.at);
});

it('posts the ping below the card, once, however often the operation changes later', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));
  const id = await on.begin(operation, { name: 'web-1' });
  const kept = await on.rest(id);
  const ping = `${id}.ping.${kept.entries.length}`;

  expect(on.chat.places.get(ping)).toEqual({ chat: 'web', channel: 'general', thread: `ref ${id}.card` });
  await on.engine.undo(id, ann);
  await on.rest(id);

  expect(on.chat.messages.get(ping)).toHaveLength(1);
  expect(cards(on.chat)).toHaveLength(1);
  expect([...on.chat.messages.keys()].filter((key) => key.includes('.ping.'))).toHaveLength(2);
});

it('posts no ping where the operation has none to say', async () => {
  const operation = removeThing(tinyWorld());
  const on = (open = bench([operation]));
  const id = await on.begin(operation, { name: 'old', key: 'old' });
  await on.when(id, ({ head }) => head.state === 'waiting');
  await on.engine.answer(id, { yes: true }, ann);

  await on.rest(id);

  expect([...on.chat.messages.keys()]).toEqual([`${id}.card`]);
});

it('tries a failing chat again until it has the end, and holds up no other chat for it', async () => {
  const operation = startThing(tinyWorld());
  const web = fakeChat('web');
  const slack = fakeChat('slack');
  let posts = 0;
  slack.before = () => {
    posts++;
    if (posts <= 4) throw unavailable();
  };
  const on = (open = bench([operation], { chats: [slack, web] }));
  const asked = { who: ann, locale: 'en', event: 'slack 1' } as const;
  const far = await on.engine.begin(operation, { name: 'far' }, { ...asked, where: { chat: 'slack', channel: 'c' } });
  const near = await on.begin(operation, { name: 'near' });

  await on.clock.pass(2_000);
  expect(shown(web, `${near}.card`).title).toBe('near is ready');
  expect(slack.messages.size).toBe(0);
  await on.clock.pass(20_000);

  expect(shown(slack, `${far.id}.card`).title).toBe('far is ready');
  expect(posts).toBeLessThan(12);
});

it('leaves alone what belongs to a chat of another process', async () => {
  const operation = startThing(tinyWorld());
  const on = (open = bench([operation]));
  const asked = { who: ann, locale: 'en', event: 'e', where: { chat: 'terminal', channel: 'tty' } } as const;
  const { id } = await on.engine.begin(operation, { name: 'web-1' }, asked);

  await on.when(id, ({ head }) => head.state === 'done');

  expect(on.chat.messages.size).toBe(0);
});

it('edits the card it finds after a restart instead of posting another', async () => {
  const operation = startThing(tinyWorld());
  const chat = fakeChat();
  const first = bench([operation], { chats: [chat] });
  const id = await first.begin(operation, { name: 'web-1' });
  await first.clock.settle();
  expect(cards(chat)).toHaveLength(1);
  await first.engine.close();
  let posts = 0;
  chat.before = (what) => void (posts += what === 'post' ? 1 : 0);
  const second = (open = bench([operation], { chats: [chat], store: first.store }));

  await second.clock.pass(20_000);

  expect(shown(chat, `${id}.card`).title).toBe('web-1 is ready');
  expect(posts).toBe(1);
});

it('shows what a step says it is doing, and keeps none of it', async () => {
  const operation = defineOperation({
    name: 'upload',
    input: z.object({}),
    outline: { send: words('Send') },
    likeness: () => 'upload',
    run: (op) =>
      op.step('send', {
        async do({ tell }) {
          for (const share of [0.25, 0.5, 0.75]) {
            tell(words(`${share * 12} of 12 GB`), share);
            await new Promise<void>((resolve) => clock.after(1_000, resolve));
          }
        },
      }),
    tell: { title: () => 'Sending', done: () => ({ title: 'sent', blocks: [] }), failed: () => 'not sent' },
  });
  const on = (open = bench([operation]));
  const { clock } = on;
  const id = await on.begin(operation, {});
  await clock.pass(1_500);

  const steps = shown(on.chat, `${id}.card`).blocks.find((block) => block.kind === 'steps');
  expect(steps?.steps).toMatchObject([{ name: 'Send', state: 'doing', note: '6 of 12 GB', share: 0.5 }]);
  const kept = await on.rest(id);

  expect(JSON.stringify(kept.entries)).not.toContain('of 12 GB');
  expect(JSON.stringify(shown(on.chat, `${id}.card`))).not.toContain('of 12 GB');
});
