import { expect, it } from 'vitest';
import type { What } from '../../adapters/cloud/openstack/practice/practice.ts';
import { practiceBot } from './harness.ts';

const untouched = { machines: [], disks: [], addresses: [] };

it('S0-D12 removes the disk just made when the server is refused', async () => {
  const bot = await practiceBot();
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /\/servers$/, what: 'quota' });

  const out = await bot.say('gpu start base-image --name gpu-work-1');

  expect(out.kept?.head.state).toBe('undone');
  expect(out.text).toMatch(/^✗ gpu-work-1 did not start: .*[Qq]uota/);
  expect(out.text).toMatch(/↺ Disk +undone/);
  expect(out.text).toContain('Nothing is left behind; nothing is charged.');
  expect(await bot.things()).toEqual(untouched);
});

it('S0-D12 leaves a disk that was there before as it was', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name first');
  await bot.say('gpu stop first');
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /\/servers$/, what: 'quota' });

  const out = await bot.say('gpu start --disk first-boot');

  expect(out.kept?.head.state).toBe('undone');
  expect((await bot.things()).disks.map(({ name, state }) => [name, state])).toEqual([['first-boot', 'free']]);
});

it('S0-D19 takes the disk of a setup machine back, too', async () => {
  const bot = await practiceBot({ BASE_IMAGE_NAME: 'base-image' });
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /\/servers$/, what: 'quota' });

  const out = await bot.say('gpu setup');

  expect(out.kept?.head.state).toBe('undone');
  expect(await bot.things()).toEqual(untouched);
});

it('T-04 takes machine and disk back when no address is left to give', async () => {
  const bot = await practiceBot();
  bot.practice.faults.add({ service: 'network', method: 'POST', path: /\/floatingips$/, what: 'quota' });

  const out = await bot.say('gpu start base-image --name gpu-work-1');

  expect(out.kept?.head.state).toBe('undone');
  expect(out.text).toMatch(/gpu-work-1 did not start: .*[Qq]uota/);
  expect(await bot.things()).toEqual(untouched);
});

it('T-04 says that no card is free, takes everything back, and offers another zone and another card with its price', async () => {
  const bot = await practiceBot();
  const clear = bot.practice.faults.add({ what: 'no-valid-host' });

  const out = await bot.say('gpu start base-image --name gpu-work-1 --size 33 --for 4h');
  const left = await bot.things();
  clear();
  const elsewhere = await bot.press(out, 'Try ru-7b');

  expect(out.text.split('\n')[0]).toBe('✗ gpu-work-1 did not start: No A100 is free in ru-7a');
  expect(out.text).toContain('The cloud said: No valid host was found.');
  expect(out.text).toMatch(/T4 instead · ≈ \d+ ₽\/h/);
  expect(left).toEqual(untouched);
  expect(elsewhere.ok).toBe(true);
  const { machines, disks } = await bot.things();
  expect(machines.map(({ name, zone }) => [name, zone])).toEqual([['gpu-work-1', 'ru-7b']]);
  expect(disks.map(({ size, zone }) => [size, zone])).toEqual([[33, 'ru-7b']]);
});

it('T-04 starts with the other card when that is pressed', async () => {
  const bot = await practiceBot();
  const clear = bot.practice.faults.add({ what: 'no-valid-host' });
  const out = await bot.say('gpu start base-image --name gpu-work-1');
  clear();
  const label = out.view?.buttons?.map(({ label }) => label).find((label) => label.startsWith('T4 instead')) ?? '';

  const other = await bot.press(out, label);

  expect(other.ok).toBe(true);
  expect((await bot.things()).machines[0]?.flavor?.gpu?.model).toBe('T4');
});

it('T-04 says it in Russian and Korean, with the words of the cloud as they are', async () => {
  const bot = await practiceBot();
  bot.practice.faults.add({ what: 'no-valid-host' });

  const russian = await bot.say('gpu start base-image --name one', { locale: 'ru' });
  const korean = await bot.say('gpu start base-image --name two', { locale: 'ko' });

  expect(russian.text).toMatch(/one не запустилась: В ru-7a нет свободных: A100/);
  expect(russian.text).toContain('Ответ облака: No valid host was found.');
  expect(russian.text).toMatch(/Попробовать в ru-7b/);
  expect(korean.text).toMatch(/two 머신을 시작하지 못했습니다/);
  expect(korean.text).toContain('클라우드의 응답: No valid host was found.');
});

it('takes back a disk that the cloud could not make, and quotes the reason', async () => {
  const bot = await practiceBot();
  bot.practice.faults.add({ what: 'volume-error' });

  const out = await bot.say('gpu start base-image --name gpu-work-1');

  expect(out.kept?.head.state).toBe('undone');
  expect(out.text).toMatch(/The cloud could not make disk gpu-work-1-boot/);
  expect(await bot.things()).toEqual(untouched);
});

const passing: readonly What[] = [{ status: 503 }, 'rate-limit', 'reset', 'lost-reply', 'token-revoked'];
it.each(passing)(
  'T-04 makes one machine, one disk and one address although every first call fails with %j',
  async (what) => {
    const bot = await practiceBot();
    for (const [service, path] of [
      ['volume', /\/volumes$/],
      ['compute', /\/servers$/],
      ['network', /\/floatingips$/],
    ] as const) {
      bot.practice.faults.add({ service, method: 'POST', path, times: 1, what });
    }

    const out = await bot.say('gpu start base-image --name gpu-work-1');

    const { machines, disks, addresses } = await bot.things();
    expect(out.ok).toBe(true);
    expect([machines.length, disks.length, addresses.length]).toEqual([1, 1, 1]);
  },
);

it('takes everything back when a person cancels while the machine is being built', async () => {
  const bot = await practiceBot({}, { timings: { server: 60_000 } });
  const starting = await bot.say('gpu start base-image --name gpu-work-1', { leave: true });
  await bot.until(starting, ({ entries }) => entries.some((entry) => entry.kind === 'did' && entry.step === 'machine'));

  await bot.press(await bot.look(starting), 'Cancel');
  const out = await bot.rest(starting);

  expect(out.kept?.head.state).toBe('undone');
  expect(await bot.things()).toEqual(untouched);
});

it('waits for a disk that is still being filled before it takes it back', async () => {
  const bot = await practiceBot({}, { timings: { volumeFromImage: 150_000 } });
  const starting = await bot.say('gpu start base-image --name gpu-work-1', { leave: true });
  await bot.until(starting, ({ entries }) => entries.some((entry) => entry.kind === 'did' && entry.step === 'disk'));

  await bot.press(await bot.look(starting), 'Cancel');
  const out = await bot.rest(starting);

  expect(out.kept?.head.state).toBe('undone');
  expect(await bot.things()).toEqual(untouched);
});

it('T-02 waits for an image that takes an hour to copy', async () => {
  const bot = await practiceBot({}, { timings: { volumeFromImage: 60 * 60_000 } });

  const out = await bot.say('gpu start base-image');

  expect(out.ok).toBe(true);
});

it('T-02 waits ten minutes for a machine, and then takes everything back', async () => {
  const [slow, never] = [
    await practiceBot({}, { timings: { server: 9 * 60_000 } }),
    await practiceBot({}, { timings: { server: 11 * 60_000 } }),
  ];

  const late = await slow.say('gpu start base-image');
  const lost = await never.say('gpu start base-image');

  expect(late.ok).toBe(true);
  expect(lost.kept?.head.state).toBe('undone');
  expect(lost.text).toContain('not there after 10 min');
  expect(await never.things()).toEqual(untouched);
});
