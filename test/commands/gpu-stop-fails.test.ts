import { expect, it } from 'vitest';
import { z } from 'zod';
import { type PracticeBot, practiceBot } from './harness.ts';
import { wire } from './wire.ts';

/** A machine that somebody made without Hoist, whose disk the cloud deletes together with it. */
async function foreign(bot: PracticeBot, name: string, { flavor = '1011', dies = true } = {}) {
  const image = (await bot.cloud.images(signal)).find(({ name }) => name === 'ubuntu-24.04')?.id;
  const network = networks.parse(await wire(bot, 'network', 'GET', '/v2.0/networks?name=net')).networks[0]?.id;
  const disk = { source_type: 'image', destination_type: 'volume', volume_size: 15, delete_on_termination: dies };
  await wire(bot, 'compute', 'POST', '/servers', {
    server: {
      name,
      flavorRef: flavor,
      networks: [{ uuid: network }],
      block_device_mapping_v2: [{ boot_index: 0, uuid: image, ...disk }],
    },
  });
}
const networks = z.object({ networks: z.array(z.object({ id: z.string() })) });
const { signal } = new AbortController();

it('S0-D01 asks before it stops a machine whose disk would go with it, and names that disk', async () => {
  const bot = await practiceBot();
  await foreign(bot, 'by-hand');

  const asked = await bot.say('gpu stop by-hand');
  await bot.press(asked, 'Delete');
  const out = await bot.rest(asked);

  expect(asked.kept?.head.state).toBe('waiting');
  expect(asked.text).toMatch(/disk .*, 15 GB: the cloud deletes it together with the machine/);
  expect(out.text).toContain('by-hand is gone');
  expect(out.text).toMatch(/Gone with it: disk .*, 15 GB\./);
  expect(out.text).not.toContain('Kept:');
  expect(await bot.things()).toMatchObject({ machines: [], disks: [] });
});

it('keeps everything when the answer is no', async () => {
  const bot = await practiceBot();
  await foreign(bot, 'by-hand');

  const asked = await bot.say('gpu stop by-hand');
  await bot.press(asked, 'Keep');
  const out = await bot.rest(asked);

  expect(out.kept?.head.state).toBe('undone');
  expect((await bot.things()).machines.map(({ name }) => name)).toEqual(['by-hand']);
});

it('takes the name beforehand as the answer, and no other word', async () => {
  const bot = await practiceBot();
  await foreign(bot, 'by-hand');

  const wrong = await bot.say('gpu stop by-hand --confirm by-foot');
  const right = await bot.say('gpu stop by-hand --confirm by-hand');

  expect(wrong.ok).toBe(false);
  expect(right.text).toContain('by-hand is gone');
});

it.each(['reset', 'lost-reply', { status: 503 }, 'token-revoked', 'rate-limit'] as const)(
  'T-03 stops to the end although the first call of each kind fails with %j',
  async (what) => {
    const bot = await practiceBot();
    await bot.say('gpu start base-image --name gpu-work-1');
    bot.practice.faults.add({ service: 'network', method: 'DELETE', times: 1, what });
    bot.practice.faults.add({ service: 'compute', method: 'DELETE', times: 1, what });

    const out = await bot.say('gpu stop gpu-work-1');

    expect(out.ok).toBe(true);
    expect(out.text).toMatch(/Address [\d.]+ released\./);
    expect(await bot.things()).toMatchObject({ machines: [], addresses: [], disks: [{ name: 'gpu-work-1-boot' }] });
  },
);

it('stays as it is when the cloud goes on refusing, says so, and goes on when asked', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const clear = bot.practice.faults.add({ service: 'compute', method: 'DELETE', what: { status: 503 } });

  const stuck = await bot.say('gpu stop gpu-work-1');
  clear();
  await bot.press(stuck, 'Try again');
  const out = await bot.rest(stuck);

  expect(stuck.kept?.head.state).toBe('stuck');
  expect(stuck.text).toContain('gpu-work-1 was not stopped');
  expect(out.text).toContain('gpu-work-1 is gone');
  expect((await bot.things()).machines).toEqual([]);
});

it('T-03 an address that is gone already is no error', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  const [address] = (await bot.things()).addresses;
  bot.practice.faults.add({ service: 'network', method: 'DELETE', times: 3, what: { status: 503 } });
  const stopping = await bot.say('gpu stop gpu-work-1', { leave: true });
  await bot.until(stopping, ({ entries }) => entries.some(({ kind }) => kind === 'tried'));
  await wire(bot, 'network', 'DELETE', `/v2.0/floatingips/${address?.id}`);

  const out = await bot.rest(stopping);

  expect(out.text).toContain('gpu-work-1 is gone');
});

it('warns of a local disk, in the plan of a start and before a stop', async () => {
  const bot = await practiceBot();
  await foreign(bot, 'local', { flavor: '1311', dies: false });

  const plan = await bot.say('gpu start base-image --flavor 1311 --plan');
  const asked = await bot.say('gpu stop local');

  expect(plan.text).toContain('This flavor has 8 GB on the host itself, which are lost when the machine stops.');
  expect(asked.kept?.head.state).toBe('waiting');
  expect(asked.text).toContain('8 GB on the host itself, with everything on them');
});
