import { describe, expect, it } from 'vitest';
import { need } from '../../src/kit.ts';
import { bob, practiceBot } from './harness.ts';
import { disksIn, imageNamed, ownImages, rivalImage } from './things.ts';

describe('image list and show', () => {
  it('S0-46: lists images newest first with size, format and what they cost', async () => {
    const bot = await practiceBot();
    await bot.clock.pass(60_000);
    await rivalImage(bot, 'newest');

    const out = await bot.say('image list');

    const lines = out.text.split('\n').filter((line) => /newest|base-image/.test(line));
    expect(lines[0]).toContain('newest');
    expect(lines.find((line) => line.startsWith('base-image'))).toMatch(/ready +64 MB .* raw/);
    expect(out.data).toMatchObject([
      { name: 'newest' },
      ...Array((await bot.cloud.images(new AbortController().signal)).length - 1).fill({}),
    ]);
  });

  it('shows one image with its hash', async () => {
    const bot = await practiceBot();

    const out = await bot.say('image show base-image');

    expect(out.text).toContain((await imageNamed(bot, 'base-image')).hash?.value);
  });

  it('says the same in Russian and Korean', async () => {
    const bot = await practiceBot();

    expect((await bot.say('image show base-image', { locale: 'ru' })).text).toContain('Образ base-image');
    expect((await bot.say('image show base-image', { locale: 'ko' })).text).toContain('이미지 base-image');
  });
});

describe('image from-disk', () => {
  it('S0-59: makes an image of a free disk and leaves the disk', async () => {
    const bot = await practiceBot();
    await bot.say('disk create setup-disk --image base-image');

    const out = await bot.say('image from-disk setup-disk --name mine');

    expect(out.text).toContain('Image mine is ready');
    expect(await imageNamed(bot, 'mine')).toMatchObject({ state: 'ready', format: 'raw' });
    expect(await disksIn(bot)).toMatchObject([{ name: 'setup-disk', state: 'free' }]);
  });

  it.each([
    ['en', 'Will cost  at most ≈ 146 ₽/month', /Costs +≈ 0.46 ₽\/month/],
    ['ru', 'Будет стоить  не больше ≈ 146 ₽/мес', /Стоимость +≈ 0,46 ₽\/мес/],
    ['ko', '예상 비용  최대 ≈ 146 ₽/월', /비용 +≈ 0.46 ₽\/월/],
  ] as const)(
    'says before that it costs at most as much as the whole disk, and after what it does cost (%s)',
    async (locale, most, cost) => {
      const bot = await practiceBot({ PRICES: 'RUB image=0.01' });
      await bot.say('disk create setup-disk --image base-image');

      const plan = await bot.say('image from-disk setup-disk --name mine --plan', { locale });
      const out = await bot.say('image from-disk setup-disk --name mine', { locale });

      expect(plan.text).toContain(most);
      expect(out.text).toMatch(cost);
    },
  );

  it('S0-D07: waits for the image by id, whatever else has its name', async () => {
    const bot = await practiceBot();
    await bot.say('disk create setup-disk --image base-image');
    const begun = await bot.say('image from-disk setup-disk --name mine', { leave: true });
    const rival = await rivalImage(bot, 'mine');

    const out = await bot.rest(begun);

    const ended = out.kept?.entries.findLast((entry) => entry.kind === 'ended');
    expect(ended).toMatchObject({ outcome: 'done', value: { image: expect.any(String) } });
    expect(ended).not.toMatchObject({ value: { image: rival.id } });
  });

  it('T-02: waits much longer than ten minutes for a large disk', async () => {
    const bot = await practiceBot({}, { timings: { imagePerGiB: 4 * 60_000 } });
    await bot.say('disk create setup-disk --image base-image --size 20');

    const out = await bot.say('image from-disk setup-disk --name mine');

    expect(out.text).toContain('Image mine is ready');
    const took = (out.kept?.entries.at(-1)?.at ?? 0) - (out.kept?.head.at ?? 0);
    expect(took).toBeGreaterThan(79 * 60_000);
  });

  it('makes one of a disk in use only when told to, and warns what that gives', async () => {
    const bot = await practiceBot();
    await bot.say('gpu start base-image --name gpu-work-1');

    const refused = await bot.say('image from-disk gpu-work-1-boot --name mine');
    expect(refused.text).toContain('Disk gpu-work-1-boot is used by gpu-work-1.');
    expect(refused.text).toContain('as after a power cut');
    const plan = await bot.say('image from-disk gpu-work-1-boot --name mine --force --plan');
    expect(plan.text).toContain('as after a power cut');
    const out = await bot.rest(await bot.press(refused, 'Make it anyway'));

    expect(out.ok).toBe(true);
    expect(await imageNamed(bot, 'mine')).toMatchObject({ state: 'ready' });
  });

  it('leaves no image behind when it is cancelled', async () => {
    const bot = await practiceBot({}, { timings: { imagePerGiB: 60_000 } });
    await bot.say('disk create setup-disk --image base-image');
    const begun = await bot.say('image from-disk setup-disk --name mine', { leave: true });
    await bot.until(begun, ({ entries }) => entries.some((entry) => entry.kind === 'did' && entry.step === 'image'));
    expect(await ownImages(bot)).toHaveLength(1);

    await bot.press(begun, 'Cancel');

    expect((await bot.rest(begun)).kept?.head.state).toBe('undone');
    expect(await ownImages(bot)).toEqual([]);
  });
});

describe('image from-url', () => {
  it.each([
    'https://ann:hunter2@example.org/base.raw',
    'https://example.org/base.raw?X-Amz-Signature=hunter2',
    'https://example.org/base.raw#hunter2',
    'ftp://example.org/hunter2.raw',
    'hunter2',
  ])('refuses %s and does not repeat what may be secret', async (url) => {
    const bot = await practiceBot();

    const out = await bot.say(`image from-url ${url} --name mine`);

    expect(out.ok).toBe(false);
    expect(JSON.stringify(out.answer)).not.toContain('hunter2');
    expect(await ownImages(bot)).toEqual([]);
  });
});

describe('image delete', () => {
  it('S0-62: asks, says what goes, stays and is saved, and deletes after a yes', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --image base-image');
    await bot.say('image from-disk work --name mine');
    await bot.say('disk create child --image mine');

    const asked = await bot.say('image delete mine');
    expect(asked.text).toMatch(/Goes +image mine/);
    expect(asked.text).toMatch(/Stays +disks made from it: child/);
    expect(asked.text).toMatch(/Saves .*₽\/month/);
    await bot.press(asked, 'Delete');

    expect((await bot.rest(asked)).text).toContain('Image mine is gone');
    expect(await ownImages(bot)).toEqual([]);
  });

  it('lets nobody but the requester answer, and a no keeps it', async () => {
    const bot = await practiceBot();
    await rivalImage(bot, 'mine');
    const asked = await bot.say('image delete mine');

    const other = await bot.press(asked, 'Delete', { who: bob });
    await bot.press(asked, 'Keep');

    expect(other.text).toContain('Only ann');
    expect((await bot.rest(asked)).kept?.head.state).toBe('undone');
    expect(await ownImages(bot)).toHaveLength(1);
  });

  it('deletes nothing when the confirming word is another', async () => {
    const bot = await practiceBot();
    await rivalImage(bot, 'mine');

    const out = await bot.say('image delete mine --confirm yours');

    expect(out.ok).toBe(false);
    expect(out.text).toContain('"mine"');
    expect(await ownImages(bot)).toHaveLength(1);
  });

  it('refuses a protected image, and one of the cloud itself', async () => {
    const bot = await practiceBot();

    const out = await bot.say('image delete base-image');

    expect(out.ok).toBe(false);
    expect(await imageNamed(bot, 'base-image')).toMatchObject({ state: 'ready' });
  });

  it('S0-D09: with two images of one name it deletes neither, and either by id', async () => {
    const bot = await practiceBot();
    const one = await rivalImage(bot, 'mine');
    const two = await rivalImage(bot, 'mine');

    const refused = await bot.say('image delete mine');
    expect(refused.text).toContain(one.id);
    expect(refused.text).toContain(two.id);
    const asked = await bot.say(`image delete ${one.id}`);
    await bot.press(asked, 'Delete');
    await bot.rest(asked);

    expect((await ownImages(bot)).map(({ id }) => id)).toEqual([two.id]);
  });

  it('is done as well when somebody else deleted it meanwhile', async () => {
    const bot = await practiceBot();
    const image = await rivalImage(bot, 'mine');
    const asked = await bot.say('image delete mine');
    await need(bot.cloud, 'imageStore').remove(image.id, new AbortController().signal);

    await bot.press(asked, 'Delete');

    expect((await bot.rest(asked)).text).toContain('Image mine is gone');
  });
});
