import { expect, it } from 'vitest';
import { practiceBot } from './harness.ts';

it('answers with the machine it started when the same words are delivered again', async () => {
  const bot = await practiceBot();
  const first = await bot.say('gpu start base-image --name gpu-work-1', { event: 'same' });

  const second = await bot.say('gpu start base-image --name gpu-work-1', { event: 'same' });

  expect(second.answer).toMatchObject({ kind: 'began', operation: first.kept?.head.id });
  expect((await bot.things()).machines).toHaveLength(1);
});

it('answers with the stop that is going, or gone, when a press is delivered again', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const first = await bot.say('gpu stop gpu-work-1', { event: 'press', leave: true });

  const going = await bot.say('gpu stop gpu-work-1', { event: 'press', leave: true });
  await bot.rest(first);
  const gone = await bot.say('gpu stop gpu-work-1', { event: 'press' });

  for (const out of [going, gone]) {
    expect(out.answer).toMatchObject({ kind: 'began', operation: first.kept?.head.id });
  }
});
