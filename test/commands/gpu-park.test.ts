import { describe, expect, it } from 'vitest';
import { type PracticeBot, practiceBot } from './harness.ts';

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

it('keeps its disk, which says whose it is', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  await bot.say('gpu park gpu-work-1');

  const list = await bot.say('disk list');
  const refused = await bot.say('disk delete gpu-work-1-boot');

  expect(list.text).toMatch(/gpu-work-1-boot +in use .* gpu-work-1 /);
  expect(refused.text).toContain('Disk gpu-work-1-boot is used by gpu-work-1.');
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

it('stays parked when no place is free, loses nothing, and can be tried again', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  await bot.say('gpu park gpu-work-1');
  const clear = bot.practice.faults.add({ what: 'no-valid-host' });

  const full = await bot.say('gpu unpark gpu-work-1');
  const state = (await bot.things()).machines[0]?.state;
  clear();
  const back = await bot.press(full, 'Try again');

  expect(full.text).toMatch(/^✗ gpu-work-1 stays parked: There is no free place for gpu-work-1 now\./);
  expect(full.kept?.head.state).toBe('undone');
  expect(state).toBe('parked');
  expect(back.text).toContain('gpu-work-1 is back');
});

it('brings the machine back when parking is cancelled half way', async () => {
  const bot = await practiceBot({}, { timings: { shelve: 60_000 } });
  await bot.say('gpu start base-image --name gpu-work-1');
  const parking = await bot.say('gpu park gpu-work-1', { leave: true });
  await bot.until(parking, ({ entries }) => entries.some((entry) => entry.kind === 'did' && entry.step === 'park'));

  await bot.press(await bot.look(parking), 'Cancel');
  const out = await bot.rest(parking);

  expect(out.kept?.head.state).toBe('undone');
  await bot.clock.pass(120_000);
  expect((await bot.things()).machines[0]?.state).toBe('on');
});

it('does not ask twice when the reply was lost', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /action$/, times: 1, what: 'lost-reply' });
  const parked = await bot.say('gpu park gpu-work-1');
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /action$/, times: 1, what: 'lost-reply' });

  const back = await bot.say('gpu unpark gpu-work-1');

  expect([parked.ok, back.ok]).toEqual([true, true]);
});

describe('undone', () => {
  const signal = new AbortController().signal;

  /** A machine in this power state that was parked. */
  async function parked(bot: PracticeBot, power: 'on' | 'off') {
    await bot.say('gpu start base-image --name gpu-work-1');
    const [machine] = (await bot.things()).machines;
    if (power === 'off') await bot.cloud.power(machine?.id ?? '', 'off', signal);
    return bot.say('gpu park gpu-work-1');
  }

  it.each(['on', 'off'] as const)('leaves a machine that was %s when it was parked as it was', async (power) => {
    const bot = await practiceBot();
    const out = await parked(bot, power);

    const undone = await bot.say(`op undo ${out.kept?.head.id} --sure`);

    expect((await bot.things()).machines[0]?.state).toBe(power);
    expect(undone.text).toMatch(/^Taken back by ann: "gpu-work-1 is parked"$/m);
    expect(undone.text).toContain('Everything is as it was.');
  });

  it('says so when there is no place to take parking back to', async () => {
    const bot = await practiceBot();
    const out = await parked(bot, 'on');
    bot.practice.faults.add({ what: 'no-valid-host' });

    const undone = await bot.say(`op undo ${out.kept?.head.id} --sure`);

    expect(undone.kept?.head.state).toBe('stuck');
    expect(undone.text).toContain('gpu-work-1 is not as it was yet: SHELVED_OFFLOADED');
  });

  it('parks again a machine that was brought back', async () => {
    const bot = await practiceBot();
    await parked(bot, 'on');
    const back = await bot.say('gpu unpark gpu-work-1');

    await bot.say(`op undo ${back.kept?.head.id} --sure`);

    expect((await bot.things()).machines[0]?.state).toBe('parked');
  });
});
