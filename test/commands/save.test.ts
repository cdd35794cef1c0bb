import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bob, type PracticeBot, practiceBot } from './harness.ts';
import { disksIn, fileOf, imageNamed, machinesIn, ownImages, rivalImage, sha512 } from './things.ts';
import { wire } from './wire.ts';

const theFile = /\/images\/[\w-]+\/file$/;

const started = async (): Promise<PracticeBot> => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  return bot;
};

/** Actions on machines, in the order the cloud saw them. */
function actionsOn(bot: PracticeBot): string[] {
  const seen: string[] = [];
  bot.practice.onCall(({ method, path, phase, service }) => {
    if (phase === 'after' && service === 'compute' && method !== 'GET') {
      seen.push(
        `${method} ${path
          .split('/')
          .at(-1)
          ?.replace(/^[0-9a-f-]{36}$/, 'id')}`,
      );
    }
  });
  return seen;
}

describe('gpu save', () => {
  it('makes an image of the running machine, leaves it alone and says what such an image is', async () => {
    const bot = await started();
    const actions = actionsOn(bot);

    const plan = await bot.say('gpu save gpu-work-1 --name my-work --plan');
    const out = await bot.say('gpu save gpu-work-1 --name my-work');

    expect(plan.text).toContain('as after a power cut');
    expect(plan.text).toMatch(/Image costs +at most ≈ [\d.]+ ₽\/month/);
    expect(out.text).toContain('gpu-work-1 is saved as image my-work');
    expect(out.text).toMatch(/Image costs +≈ [\d.]+ ₽\/month/);
    expect(await imageNamed(bot, 'my-work')).toMatchObject({ state: 'ready', format: 'raw' });
    expect(await machinesIn(bot)).toMatchObject([{ state: 'on' }]);
    expect(actions).toEqual([]);
  });

  it('with --quiet shuts the machine down for the copy and starts it again', async () => {
    const bot = await started();
    const actions = actionsOn(bot);

    const out = await bot.say('gpu save gpu-work-1 --quiet');

    expect(out.ok).toBe(true);
    expect(actions).toEqual(['POST action', 'POST action']);
    expect(await machinesIn(bot)).toMatchObject([{ state: 'on' }]);
  });

  it('makes a name of the machine and the time when none is said', async () => {
    const bot = await started();

    await bot.say('gpu save gpu-work-1');

    expect((await ownImages(bot)).map(({ name }) => name)).toEqual([expect.stringMatching(/^gpu-work-1-\d{8}-\d{6}$/)]);
  });

  it('does not begin while the machine is parked, and offers to bring it back', async () => {
    const bot = await started();
    await bot.say('gpu park gpu-work-1');

    const out = await bot.say('gpu save gpu-work-1 --name my-work');

    expect(out.text).toContain('gpu-work-1 is parked: its disk can be copied once the machine is back.');
    expect(out.kept).toBeUndefined();
    expect((await bot.press(out, 'Bring back')).ok).toBe(true);
    expect((await bot.say('gpu save gpu-work-1 --name my-work')).ok).toBe(true);
  });

  it('never replaces an image', async () => {
    const bot = await started();
    await rivalImage(bot, 'my-work');

    const out = await bot.say('gpu save gpu-work-1 --name my-work --force');

    expect(out.text).toContain('An image named "my-work" is already in practice.');
    expect(await ownImages(bot)).toHaveLength(1);
  });

  it('with --download brings a verified file to the host as well', async () => {
    const bot = await started();

    const out = await bot.say('gpu save gpu-work-1 --name my-work --output mine.raw');

    const image = await imageNamed(bot, 'my-work');
    expect(out.text).toContain(join(bot.folder, 'mine.raw'));
    expect(sha512(fileOf(bot, 'mine.raw'))).toBe(image.hash?.value);
  });

  it('refuses to overwrite a file, and offers to', async () => {
    const bot = await started();
    writeFileSync(join(bot.folder, 'mine.raw'), 'old');

    const out = await bot.say('gpu save gpu-work-1 --name my-work --output mine.raw');
    expect(out.text).toContain('There already is a file');
    const again = await bot.rest(await bot.press(out, 'Overwrite'));

    expect(again.ok).toBe(true);
    expect(fileOf(bot, 'mine.raw').toString()).not.toBe('old');
  });
});

describe('gpu save --cleanup', () => {
  const line = 'gpu save gpu-work-1 --name my-work --download --cleanup';

  it('S0-07, S0-77: asks once, listing every object, and removes all of them when the file is verified', async () => {
    const bot = await started();

    const asked = await bot.say(line);
    const [ip] = bot.practice.inventory().floatingips ?? [];
    expect(ip).toBeDefined();
    expect(asked.text).toMatch(/Goes +machine gpu-work-1/);
    expect(asked.text).toMatch(/address \d+\.\d+\.\d+\.\d+/);
    expect(asked.text).toContain('disk gpu-work-1-boot');
    expect(asked.text).toContain('image my-work');
    expect(asked.text).toMatch(/Stays +file .*my-work\.raw/);
    expect(await ownImages(bot)).toEqual([]);
    await bot.press(asked, 'Delete');

    const out = await bot.rest(asked);
    expect(out.text).toContain("gpu-work-1 is saved on the bot's host");
    expect(await machinesIn(bot)).toEqual([]);
    expect(await disksIn(bot)).toEqual([]);
    expect(await ownImages(bot)).toEqual([]);
    expect(bot.practice.inventory().floatingips).toEqual([]);
    expect(out.text).toContain(`sha512 ${sha512(fileOf(bot, 'my-work.raw'))}`);
  });

  it('keeps the image in the cloud when no file was asked for', async () => {
    const bot = await started();

    const asked = await bot.say('gpu save gpu-work-1 --name my-work --cleanup');
    expect(asked.text).toMatch(/Stays +image my-work/);
    await bot.press(asked, 'Delete');
    await bot.rest(asked);

    expect(await machinesIn(bot)).toEqual([]);
    expect(await disksIn(bot)).toEqual([]);
    expect(await ownImages(bot)).toMatchObject([{ name: 'my-work', state: 'ready' }]);
  });

  it('makes and removes nothing after a no, and asks nobody but the requester', async () => {
    const bot = await started();
    const asked = await bot.say(line);

    const other = await bot.press(asked, 'Delete', { who: bob });
    await bot.press(asked, 'Keep');

    expect(other.text).toContain('Only ann');
    expect((await bot.rest(asked)).kept?.head.state).toBe('undone');
    expect(await machinesIn(bot)).toMatchObject([{ state: 'on' }]);
    expect(await ownImages(bot)).toEqual([]);
    expect(readdirSync(bot.folder)).toEqual([]);
  });

  it('removes nothing when the confirming word is another', async () => {
    const bot = await started();

    const out = await bot.say(`${line} --confirm gpu-work-2`);

    expect(out.ok).toBe(false);
    expect(await machinesIn(bot)).toMatchObject([{ state: 'on' }]);
  });

  it('takes back the image and turns the machine on again when the file cannot be fetched', async () => {
    const bot = await started();
    const asked = await bot.say(line);
    bot.practice.faults.add({ method: 'GET', path: theFile, what: { status: 500 } });
    await bot.press(asked, 'Delete');

    const out = await bot.rest(asked);

    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toContain('gpu-work-1 was not saved');
    expect(await ownImages(bot)).toEqual([]);
    expect(readdirSync(bot.folder)).toEqual([]);
    expect(await disksIn(bot)).toHaveLength(1);
    await bot.clock.pass(60_000);
    expect(await machinesIn(bot)).toMatchObject([{ state: 'on' }]);
  });

  it('removes nothing when the machine was turned on again meanwhile: what it wrote is not in the image', async () => {
    const bot = await started();
    const [machine] = await machinesIn(bot);
    let on = false;
    bot.practice.onCall(async ({ path, phase }) => {
      if (!theFile.test(path) || phase !== 'before' || on) return;
      on = true;
      await wire(bot, 'compute', 'POST', `/servers/${machine?.id}/action`, { 'os-start': null });
    });
    const asked = await bot.say(line);
    await bot.press(asked, 'Delete');

    const out = await bot.rest(asked);

    expect(out.text).toContain('gpu-work-1 was turned on again while it was being saved.');
    expect(out.kept?.head.state).toBe('undone');
    expect(await machinesIn(bot)).toHaveLength(1);
    expect(await disksIn(bot)).toHaveLength(1);
  });

  it('keeps what is saved when a removal fails, and goes on from there when tried again', async () => {
    const bot = await started();
    const asked = await bot.say(line);
    bot.practice.faults.add({ service: 'volume', method: 'DELETE', what: { status: 403 } });
    await bot.press(asked, 'Delete');

    const stuck = await bot.rest(asked);
    expect(stuck.kept?.head.state).toBe('stuck');
    expect(await ownImages(bot)).toHaveLength(1);
    expect(readdirSync(bot.folder)).toEqual(['my-work.raw']);
    bot.practice.faults.clear();
    await bot.press(stuck, 'Try again');

    expect((await bot.rest(asked)).kept?.head.state).toBe('done');
    expect(await disksIn(bot)).toEqual([]);
    expect(await ownImages(bot)).toEqual([]);
    expect(readdirSync(bot.folder)).toEqual(['my-work.raw']);
  });
});
