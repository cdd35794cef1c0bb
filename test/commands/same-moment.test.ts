import { expect, it } from 'vitest';
import { bob, type PracticeBot, practiceBot } from './harness.ts';

it('makes one machine of a name that two ask for in the same moment, and says who was first', async () => {
  const bot = await practiceBot();

  const goOn = standsStill(bot);
  const both = await Promise.all([
    bot.say('gpu start base-image --name gpu-work-1', { leave: true }),
    bot.say('gpu start base-image --name gpu-work-1', { leave: true, who: bob }),
  ]);
  goOn();
  const first = both.find(({ kept }) => kept);
  await bot.rest(first!);

  const refused = both.find(({ kept }) => !kept);
  expect(refused?.text).toMatch(/gpu-work-1 is busy with op-\S+, started by (ann|bob)\./);
  expect(refused?.view?.buttons?.map(({ label }) => label)).toEqual(['Show it']);
  expect((await bot.press(refused!, 'Show it')).text).toContain('gpu-work-1');
  expect((await bot.things()).machines).toHaveLength(1);
});

it('gives each of three who ask in the same moment without a name a machine of another name', async () => {
  const bot = await practiceBot();

  const all = await Promise.all([1, 2, 3].map(() => bot.say('gpu start base-image', { leave: true })));
  for (const one of all) await bot.rest(one);

  expect(new Set((await bot.things()).machines.map(({ name }) => name)).size).toBe(3);
});

it('begins one of two stops that are pressed in the same moment', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const goOn = standsStill(bot);
  const both = await Promise.all([
    bot.say('gpu stop gpu-work-1', { leave: true }),
    bot.say('gpu stop gpu-work-1', { leave: true, who: bob }),
  ]);
  goOn();
  for (const one of both) await bot.rest(one);

  expect(both.filter(({ kept }) => kept)).toHaveLength(1);
  expect(both.find(({ kept }) => !kept)?.text).toMatch(/gpu-work-1 is busy with op-\S+, started by (ann|bob)\./);
});

it('refuses to take back a start while its machine is being stopped, and takes it back after that', async () => {
  const bot = await practiceBot();
  const started = await bot.say('gpu start base-image --name gpu-work-1');
  const id = started.kept?.head.id ?? '';
  const goOn = standsStill(bot);
  const stopping = await bot.say('gpu stop gpu-work-1', { leave: true, who: bob });
  const early = await bot.say(`op undo ${id} --sure`);
  goOn();
  await bot.rest(stopping);
  await bot.say(`op undo ${id} --sure`);

  expect(early.text).toMatch(/gpu-work-1 is busy with op-\S+, started by bob\./);
  expect((await bot.rest(started)).kept?.head.state).toBe('undone');
  expect((await bot.things()).disks).toEqual([]);
});

it('makes one image of a name that two ask for in the same moment', async () => {
  const bot = await practiceBot();
  await bot.say('disk create work --image base-image');
  await bot.say('disk create more --image base-image');

  const goOn = standsStill(bot);
  const both = await Promise.all(
    ['work', 'more'].map((disk) => bot.say(`image from-disk ${disk} --name mine`, { leave: true })),
  );
  goOn();
  for (const one of both) await bot.rest(one);

  expect(both.filter(({ kept }) => kept)).toHaveLength(1);
  expect(both.find(({ kept }) => !kept)?.text).toMatch(/mine is busy with op-\S+, started by ann\./);
});

/** The cloud does nothing that it is told until it may: who was first has not ended when the second comes, however quick. */
function standsStill({ practice }: PracticeBot): () => void {
  const gate = Promise.withResolvers<void>();
  const stop = practice.onCall(async ({ method, service }) => {
    if (method !== 'GET' && service !== 'identity') await gate.promise;
  });
  return () => {
    stop();
    gate.resolve();
  };
}
