import { expect, it } from 'vitest';
import { practiceBot } from './harness.ts';

it('parks a machine, says why that saves money, and brings it back with the same address', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const [address] = (await bot.things()).addresses;

  const plan = await bot.say('gpu park gpu-work-1 --plan');
  const parked = await bot.say('gpu park gpu-work-1');
  const state = (await bot.things()).machines[0]?.state;
  const back = await bot.press(parked, 'Bring it back');

  expect(plan.text).toContain('A machine that is only off goes on being charged in full.');
  expect(parked.text).toMatch(/gpu-work-1 is parked\nSaves ≈ [\d.]+ ₽\/h until it is brought back\./);
  expect(state).toBe('parked');
  expect(back.text).toContain('gpu-work-1 is back');
  expect(back.text.split('\n')).toContain(address?.ip);
});

it('refuses to park what is parked and to bring back what is on', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const on = await bot.say('gpu unpark gpu-work-1');
  await bot.say('gpu park gpu-work-1');
  const parked = await bot.say('gpu park gpu-work-1');

  expect(on.text).toContain('gpu-work-1 is not parked: ACTIVE.');
  expect(parked.text).toMatch(/gpu-work-1 cannot be parked now: SHELVED/);
});

it('asks which one to bring back, of those that rest', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name runs');
  await bot.say('gpu start base-image --name rests');
  await bot.say('gpu park rests');

  const out = await bot.say('gpu unpark');

  expect(out.form?.fields[0]?.choices?.map(({ value }) => value)).toEqual(['rests']);
});

it('stops a parked machine, and claims no hours for it', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name rests');
  await bot.say('gpu park rests');

  const out = await bot.say('gpu stop rests');

  expect(out.text).toMatch(/^✓ rests is gone$/m);
  expect((await bot.things()).machines).toEqual([]);
});
