import { expect, it } from 'vitest';
import { freshName } from '../../src/operations/names.ts';
import { practiceBot } from './harness.ts';

it('S0-52 starts from an image: the address stands alone, then the line that logs in, the price and the way out', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image');

  const [machine] = (await bot.things()).machines;
  const [address] = (await bot.things()).addresses;
  expect(out.text.split('\n').slice(0, 5)).toEqual([
    `✓ ${machine?.name} is ready`,
    '',
    address?.ip,
    '',
    `ssh root@${address?.ip}`,
  ]);
  expect(out.text).toMatch(/≈ [\d.,]+ ₽\/h spot \(on demand ≈ [\d.,]+ ₽\/h\)/);
  expect(out.text).toContain('started by ann');
  expect(out.text).toContain(`gpu stop --machine ${machine?.id}`);
});

it('S0-63 says the machine and its address in the words of the seed', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --name gpu-vm-20260131-143022', { locale: 'ru' });

  const [address] = (await bot.things()).addresses;
  expect(out.text).toMatch(/^✓ VM создана: gpu-vm-20260131-143022$/m);
  expect(out.text.split('\n')).toContain(`IP: ${address?.ip}`);
  expect(out.text).toMatch(/прерываемая \(обычная ≈ [\d.,\s]+ ₽\/ч\)/);
  expect(out.text).toContain('Остановить');
});

it('starts in Korean', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --name gpu-work-1', { locale: 'ko' });

  expect(out.text).toMatch(/^✓ gpu-work-1 준비 완료$/m);
  expect(out.text).toMatch(/스팟 \(온디맨드 ≈ [\d.,]+ ₽\/시간\)/);
  expect(out.text).toContain('중지');
});

it('S0-93 tells the person in the thread, with the address', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --name gpu-work-1');

  const [address] = (await bot.things()).addresses;
  const pings = [...bot.chat.messages].filter(([key]) => key.includes('.ping.')).flatMap(([, views]) => views);
  expect(out.ok).toBe(true);
  expect(JSON.stringify(pings)).toContain(`gpu-work-1 is ready: ${address?.ip}`);
});

it('S0-D03 makes the disk as large as the image needs, and says so', async () => {
  const bot = await practiceBot({ DISK_SIZE_GB: '1' });
  const image = (await bot.cloud.images(signal)).find(({ name }) => name === 'base-image');

  const plan = await bot.say('gpu start base-image --size 2 --plan');
  await bot.say('gpu start base-image --size 2');

  expect(image?.minDisk).toBeGreaterThan(2);
  expect(plan.text).toContain(`Disk ${image?.minDisk} GB: the image needs that much.`);
  expect((await bot.things()).disks.map(({ size }) => size)).toEqual([image?.minDisk]);
});

it('S0-D03 takes the size that was said when it is the largest', async () => {
  const bot = await practiceBot({ DISK_SIZE_GB: '10' });

  await bot.say('gpu start base-image --size 77');

  expect((await bot.things()).disks.map(({ size }) => size)).toEqual([77]);
});

it('S0-D04 makes up a name of the time, and another one for a second machine in the same second', () => {
  const at = new Date(2026, 0, 31, 14, 30, 22).getTime();

  expect(freshName('gpu-vm', at, new Set())).toBe('gpu-vm-20260131-143022');
  expect(freshName('gpu-vm', at, new Set(['gpu-vm-20260131-143022']))).toBe('gpu-vm-20260131-143022-2');
});

it('S0-D04 two starts within one second make two machines of two names', async () => {
  const bot = await practiceBot();

  const first = await bot.say('gpu start base-image', { leave: true });
  const second = await bot.say('gpu start base-image', { leave: true });
  await bot.rest(first);
  await bot.rest(second);

  const names = (await bot.things()).machines.map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
});

it('S0-D14 says that no address was allocated, and the private one', async () => {
  const bot = await practiceBot({ ALLOCATE_FLOATING_IP: 'false' });

  const out = await bot.say('gpu start base-image');

  expect(out.text).toMatch(/IP: not allocated; private 192\.168\.0\.\d+/);
  expect((await bot.things()).addresses).toEqual([]);
});

it('S0-36 leaves the address out when that is said', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --no-floating-ip');

  expect(out.text).toMatch(/IP: not allocated; private 192\.168\.0\.\d+/);
});

it('S0-92 shows both addresses, the public one first', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image');

  const [address] = (await bot.things()).addresses;
  const inside = /Private address {2}(192\.168\.0\.\d+)/.exec(out.text);
  expect(inside).not.toBeNull();
  expect(out.text.indexOf(address?.ip ?? '?')).toBeLessThan(inside?.index ?? 0);
});

it('S0-D01 leaves the disk to outlive its machine', async () => {
  const bot = await practiceBot();

  await bot.say('gpu start base-image --name gpu-work-1');

  const { machines, disks } = await bot.things();
  expect(machines[0]?.disks).toEqual([disks[0]?.id]);
  expect(machines[0]?.dyingDisks).toBeUndefined();
  expect(disks[0]?.name).toBe('gpu-work-1-boot');
});

it('S0-51 S0-D15 starts from a disk that is there, makes no other, and says that changes stay', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name first');
  await bot.say('gpu stop first');

  const plan = await bot.say('gpu start --disk first-boot --plan');
  const out = await bot.say('gpu start --disk first-boot --name second');

  const { machines, disks } = await bot.things();
  expect(plan.text).toMatch(/Everything written stays on disk first-boot, ≈ [\d.,]+ ₽\/month/);
  expect(out.text).toContain('✓ second is ready');
  expect(disks.map(({ name }) => name)).toEqual(['first-boot']);
  expect(machines.map(({ disks }) => disks)).toEqual([[disks[0]?.id]]);
});

it('S0-D20 keeps names with spaces whole', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start “base-image” —name “my gpu box”');

  expect(out.text).toContain('✓ my gpu box is ready');
  expect((await bot.things()).disks[0]?.name).toBe('my gpu box-boot');
});

it('X-04 shows the plan, its price and what would be taken back, and makes nothing', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --plan');

  expect(out.text).toMatch(/^Starting gpu-vm-\d{8}-\d{6} · base-image/);
  expect(out.text).toMatch(/○ Disk/);
  expect(out.text).toMatch(/spot \(on demand/);
  expect(out.text).toMatch(/A spot machine may be interrupted at any time, after 1 d at the latest; its disk stays/);
  expect(await bot.things()).toEqual({ machines: [], disks: [], addresses: [] });
});

it('says honestly that nothing stops a machine by itself', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --for 8h');

  const [machine] = (await bot.things()).machines;
  expect(out.text).toMatch(
    /needed until \d{4}-\d\d-\d\d \d\d:\d\d \(8 h\); it runs on after that until somebody stops it/,
  );
  expect(machine?.stamp?.lease).toBe(new Date(Date.parse('2026-11-20T18:00:00.000Z')).toISOString());
  expect(machine?.stamp).toMatchObject({ owner: 'web:local:ann', channel: 'web/general' });
});

const { signal } = new AbortController();
