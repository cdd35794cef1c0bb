import { expect, it } from 'vitest';
import { bob, practiceBot } from './harness.ts';
import { renameMachine } from './wire.ts';

it('S0-54 T-03 removes the machine, releases its address, keeps the disk and says what that costs', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const [address] = (await bot.things()).addresses;
  await bot.clock.pass(2 * 3_600_000);

  const out = await bot.say('gpu stop gpu-work-1');

  const { machines, disks, addresses } = await bot.things();
  expect(machines).toEqual([]);
  expect(addresses).toEqual([]);
  expect(disks.map(({ name, state }) => [name, state])).toEqual([['gpu-work-1-boot', 'free']]);
  expect(out.text).toMatch(/^✓ gpu-work-1 is gone · ran 2 h.* ≈ \d+ ₽$/m);
  expect(out.text).toContain(`Address ${address?.ip} released.`);
  expect(out.text).toMatch(/Kept: disk gpu-work-1-boot, \d+ GB, ≈ [\d.]+ ₽\/h until deleted \(≈ \d+ ₽\/month\)\./);
});

it('S0-54 says so in Russian and Korean', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name one');
  await bot.say('gpu start base-image --name two');

  const russian = await bot.say('gpu stop one', { locale: 'ru' });
  const korean = await bot.say('gpu stop two', { locale: 'ko' });

  expect(russian.text).toMatch(/Машины one больше нет/);
  expect(russian.text).toMatch(/Адрес [\d.]+ освобождён\./);
  expect(russian.text).toMatch(/Остался диск one-boot, \d+ ГБ: ≈ [\d,]+ ₽\/ч, пока не удалён \(≈ \d+ ₽\/мес\)\./);
  expect(korean.text).toMatch(/two 삭제됨/);
  expect(korean.text).toMatch(/유지: 디스크 two-boot, \d+ GB, 삭제할 때까지 ≈ [\d.]+ ₽\/시간/);
});

it('offers to start again from the disk, and does', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const stopped = await bot.say('gpu stop gpu-work-1');
  const again = await bot.press(stopped, 'Start again from this disk');

  const { machines, disks } = await bot.things();
  expect(again.ok).toBe(true);
  expect(machines.map(({ disks }) => disks)).toEqual([[disks[0]?.id]]);
});

it('S0-55 takes the name with its flag too, and keeps the address when asked to', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const [address] = (await bot.things()).addresses;

  const out = await bot.say('gpu stop --name gpu-work-1 --keep-ip');

  expect(out.text).toContain(`Address ${address?.ip} is kept, and charged until it is released.`);
  expect((await bot.things()).addresses.map(({ ip }) => ip)).toEqual([address?.ip]);
});

it('S0-D11 asks which one when none is said, those of the person first', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name a-of-bob', { who: bob });
  await bot.say('gpu start base-image --name b-of-ann');

  const out = await bot.say('gpu stop');
  const stopped = await bot.fill(out, { machine: 'b-of-ann' });

  expect(out.form?.fields.map(({ name, choices }) => [name, choices?.map(({ value }) => value)])).toEqual([
    ['machine', ['b-of-ann', 'a-of-bob']],
  ]);
  expect(stopped.text).toContain('b-of-ann is gone');
});

it('S0-D11 asks about the only one there is, and stops nothing by itself', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name only');

  const out = await bot.say('gpu stop');

  expect(out.form?.fields[0]?.choices?.map(({ value }) => value)).toEqual(['only']);
  expect((await bot.things()).machines).toHaveLength(1);
});

it('S0-D11 says so when there is none', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu stop');

  expect(out.text).toContain('There is no machine in practice yet.');
});

it('S0-D17 stops nothing when two machines have the name, and tells them apart by id', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name twin');
  await bot.say('gpu start base-image --name other');
  const other = (await bot.things()).machines.find(({ name }) => name === 'other');
  await renameMachine(bot, other?.id ?? '', 'twin');

  const out = await bot.say('gpu stop twin');
  const one = await bot.press(out, other?.id ?? '');

  expect(out.ok).toBe(false);
  expect(out.text).toContain('2 machines are named "twin"; say which by its id');
  expect(one.ok).toBe(true);
  expect((await bot.things()).machines.map(({ id }) => id)).not.toContain(other?.id);
});

it('S0-D17 names the nearest machine, and offers to stop that', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const out = await bot.say('gpu stop gpu-wrok-1');

  expect(out.text).toContain('No machine "gpu-wrok-1" in practice.');
  expect(out.view?.buttons?.map(({ press }) => press.args.machine)).toEqual(['gpu-work-1']);
});

it('shows what goes, what stays and what that saves, and removes nothing', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const out = await bot.say('gpu stop gpu-work-1 --plan');

  expect(out.text).toMatch(/Goes {3}machine gpu-work-1\n\s+address [\d.]+\n/);
  expect(out.text).toMatch(/Stays {2}disk gpu-work-1-boot, \d+ GB/);
  expect(out.text).toMatch(/Saves {2}≈ [\d.]+ ₽\/h/);
  expect(out.text).toContain('Cannot be taken back once begun: Address released, Machine removed.');
  expect((await bot.things()).machines).toHaveLength(1);
});

it('refuses a second stop of a machine that is being stopped, and says by whom', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const first = await bot.say('gpu stop gpu-work-1', { who: bob, leave: true });
  const second = await bot.say('gpu stop gpu-work-1');
  const rested = await bot.rest(first);

  expect(second.text).toMatch(/gpu-work-1 is busy with op-\S+, started by bob\./);
  expect(rested.ok).toBe(true);
});

it('refuses to stop a machine that is being started', async () => {
  const bot = await practiceBot({}, { timings: { server: 60_000 } });
  const starting = await bot.say('gpu start base-image --name gpu-work-1', { leave: true });
  await bot.until(starting, ({ entries }) => entries.some((entry) => entry.kind === 'did' && entry.step === 'machine'));

  const out = await bot.say('gpu stop gpu-work-1');
  await bot.rest(starting);

  expect(out.text).toMatch(/gpu-work-1 is busy with op-\S+, started by ann\./);
  expect((await bot.things()).machines).toHaveLength(1);
});
