import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../src/access/policy-file.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import type { Person } from '../../src/kit.ts';
import { need, verbatim } from '../../src/kit.ts';
import { bob, type Out, type PracticeBot, practiceBot } from './harness.ts';
import { disksIn, ownImages, rivalImage } from './things.ts';

const cid: Person = { id: 'web:local:cid', name: 'cid' };
const eve: Person = { id: 'web:local:eve', name: 'eve' };

const policy = (more = '') =>
  readPolicy(
    `
groups: { admins: [web:local:bob, web:local:cid] }
rules: [{ rule: everybody, may: '*' }]
approvals: [{ rule: deletes need an admin, what: removes, by: admins${more} }]
`,
    'hoist.yaml',
  );

/** Ann wants the disk "work" to go, and an admin has to agree. */
async function asked(more?: string): Promise<{ readonly bot: PracticeBot; readonly card: Out }> {
  const bot = await practiceBot({}, {}, policy(more));
  await bot.say('disk create work --size 20');
  return { bot, card: await bot.say('disk delete work') };
}

const imagesIn = async (bot: PracticeBot) => (await ownImages(bot)).map(({ name, state }) => `${name} ${state}`);
const namesIn = async (bot: PracticeBot) => (await disksIn(bot)).map(({ name }) => name);
const kindsIn = ({ kept }: Out) => kept?.entries.map(({ kind }) => kind) ?? [];

describe('a toggle on the card', () => {
  it('makes an image of the disk first, and the card says for ever that it was kept', async () => {
    const { bot, card } = await asked();
    expect(card.text).toMatch(/☐ Make an image first +approve change --operation op-\S+ --image-first true/);

    await bot.press(card, '☐ Make an image first', { who: bob });
    const again = await bot.rest(card);

    expect(again.kept?.head.state).toBe('waiting');
    expect(again.text).toMatch(/Stays +image work-final, made of it first/);
    expect(again.text).toMatch(/Make an image first: chosen by bob at \d\d:\d\d\./);
    expect(again.text).toMatch(/Changed since it was asked, .*: stays now: image work-final, made of it first\./);
    expect(again.text).toContain('☑ Make an image first');
    expect(again.text).toMatch(/○ Image begun/);
    expect(await imagesIn(bot)).toEqual([]);

    await bot.press(again, 'Approve', { who: bob });
    const out = await bot.rest(card);

    expect(out.text).toMatch(/started by ann · approved by bob at \d\d:\d\d · image work-final kept/);
    expect(await namesIn(bot)).toEqual([]);
    expect(await imagesIn(bot)).toEqual(['work-final ready']);
  });

  it('is the flag of the command: what was said beforehand is on the card, and may be taken back there', async () => {
    const { bot } = await asked();
    await bot.say('disk create other --size 20');

    const card = await bot.say('disk delete other --image-first');
    expect(card.text).toMatch(/Stays +image other-final, made of it first/);
    await bot.press(card, '☑ Make an image first');
    const again = await bot.rest(card);
    expect(again.text).toMatch(/Make an image first: no longer, said ann at/);
    await bot.press(again, 'Approve', { who: bob });

    expect((await bot.rest(card)).text).not.toContain('kept');
    expect(await imagesIn(bot)).toEqual([]);
    expect(await namesIn(bot)).toEqual(['work']);
  });

  it('counts no yes to the plan before: neither on an older card nor of those who had agreed', async () => {
    const { bot, card } = await asked(', count: 2');
    await bot.press(card, 'Approve', { who: bob });

    await bot.press(card, '☐ Make an image first');
    const again = await bot.rest(card);

    expect(again.text).not.toContain('1 of 2 approved');
    const late = await bot.press(card, 'Approve', { who: cid });
    expect(late.text).toContain('The plan is another one since this card was drawn.');
    await bot.press(again, 'Approve', { who: cid });
    expect((await bot.rest(card)).text).toContain('1 of 2 approved: cid');
    expect(await namesIn(bot)).toEqual(['work']);
    await bot.press(again, 'Approve', { who: bob });
    expect((await bot.rest(card)).text).toMatch(/approved by cid, bob at .* · image work-final kept/);
  });

  it('may be typed, by those who may press it, and says why not to anybody else', async () => {
    const { bot, card } = await asked();
    const id = card.kept?.head.id ?? '';

    const none = await bot.say(`approve change ${id}`);
    const refused = await bot.say(`approve change ${id} --image-first`, { who: eve });
    const strange = await bot.say(`approve change ${id} --keep-ip`);
    const done = await bot.say(`approve change ${id} --image-first`);
    const twice = await bot.say(`approve change ${id} --image-first`, { who: bob });

    expect(none.text).toContain('Say what to have otherwise: --image-first.');
    expect(refused.text).toMatch(/Only admins may approve this\./);
    expect(strange.text).toMatch(/Its plan has no --keep-ip\.\n *What can be chosen: --image-first\./);
    expect(done.text).toContain('☑ Make an image first');
    expect(twice.text).toContain('It is so already: Make an image first.');
    expect((await bot.say(`op log ${id}`)).text).toMatch(/Asked +chosen otherwise +--image-first=true · by ann/);
    const back = await bot.say(`approve change ${id} --no-image-first`, { who: bob });
    expect(back.text).toMatch(/Make an image first: no longer, said bob/);
    expect(back.kept?.entries.filter(({ kind }) => kind === 'toggled')).toMatchObject([
      { toggle: 'imageFirst', on: true, by: { id: 'web:local:ann' } },
      { toggle: 'imageFirst', on: false, by: { id: 'web:local:bob' } },
    ]);
  });

  it('comes too late once it is decided, and says who decided', async () => {
    const { bot, card } = await asked();
    await bot.press(card, 'Approve', { who: bob });

    const late = await bot.press(card, '☐ Make an image first');

    expect(late.text).toMatch(/Already approved by bob at \d\d:\d\d\./);
    expect(kindsIn(await bot.rest(card))).not.toContain('toggled');
    expect(await imagesIn(bot)).toEqual([]);
  });

  it('takes another name where an image has that one', async () => {
    const { bot } = await asked();
    await bot.say('disk create other --size 5');
    await rivalImage(bot, 'other-final');

    const card = await bot.say('disk delete other --image-first');

    expect(card.text).toContain('image other-final-2, made of it first');
  });

  it('is not offered where the cloud makes no images, and its flag says why', async () => {
    const bot = await practiceBot({}, {}, policy());
    await bot.say('disk create work --size 20');
    Object.assign(bot.cloud, { imageStore: { unsupported: verbatim('no images here') } });

    const refused = await bot.say('disk delete work --image-first');
    const card = await bot.say('disk delete work');

    expect(refused.text).toContain('no images here');
    expect(card.kept?.head.state).toBe('waiting');
    expect(card.text).not.toContain('image');
  });

  it('is not offered of a disk that holds nothing, since it could not be made', async () => {
    const { bot } = await asked();
    bot.practice.faults.add({ what: 'volume-error' });
    const stamp = { owner: 'web:local:ann', operation: 'by-hand' };
    await need(bot.cloud, 'disks').create({ name: 'broken', size: 5, stamp }, 'by-hand', new AbortController().signal);

    const refused = await bot.say('disk delete broken --image-first');
    const card = await bot.say('disk delete broken');

    expect(refused.text).toMatch(/No image can be made of disk broken: error\./);
    expect(card.kept?.head.state).toBe('waiting');
    expect(card.text).not.toContain('Make an image first');
  });

  it('keeps the address of a machine that goes', async () => {
    const bot = await practiceBot({}, {}, policy());
    await bot.say('gpu start base-image --name gpu-work-1 --flavor 1311');
    const [address] = (await bot.things()).addresses;
    const card = await bot.say('gpu stop gpu-work-1');
    expect(card.text).toMatch(new RegExp(`Goes +machine gpu-work-1\\n +address ${address?.ip}`));

    await bot.press(card, '☐ Keep the address');
    const again = await bot.rest(card);
    expect(again.text).toMatch(new RegExp(`Stays +disk .*\\n +address ${address?.ip}`));
    expect(again.text).not.toContain('Address released');
    await bot.press(again, 'Approve', { who: bob });
    const out = await bot.rest(card);

    expect(out.text).toMatch(new RegExp(`approved by bob at .* · address ${address?.ip} kept`));
    const { machines, addresses } = await bot.things();
    expect([machines.length, addresses.map(({ ip }) => ip)]).toEqual([0, [address?.ip]]);
  });

  it('keeps the address of a machine that is saved and then goes', async () => {
    const bot = await practiceBot({}, {}, policy());
    await bot.say('gpu start base-image --name gpu-work-1');
    const [address] = (await bot.things()).addresses;
    const card = await bot.say('gpu save gpu-work-1 --name my-work --cleanup');
    expect(card.text).toContain('Address released');

    await bot.press(card, '☐ Keep the address');
    const again = await bot.rest(card);
    expect(again.text).not.toContain('Address released');
    await bot.press(again, 'Approve', { who: bob });
    const out = await bot.rest(card);

    expect(out.text).toMatch(new RegExp(`approved by bob at .* · address ${address?.ip} kept`));
    const { machines, disks, addresses } = await bot.things();
    expect([machines, disks, addresses.map(({ ip }) => ip)]).toEqual([[], [], [address?.ip]]);
    expect(await imagesIn(bot)).toEqual(['my-work ready']);
  });

  it.each([
    [
      'ru',
      'Сначала сделать образ',
      /образ work-final, который будет сначала сделан из него/,
      /выбрано \(bob/,
      /образ work-final сохранён/,
    ],
    [
      'ko',
      '먼저 이미지 만들기',
      /이미지 work-final, 먼저 이 디스크로 만듦/,
      /bob 님이 \d\d:\d\d에 선택함/,
      /이미지 work-final 보관됨/,
    ],
  ] as const)('says so in %s', async (locale, label, stays, who, kept) => {
    const bot = await practiceBot({}, {}, policy());
    await bot.say('disk create work --size 20');
    const card = await bot.say('disk delete work', { locale });

    await bot.press(card, `☐ ${label}`, { who: bob, locale });
    const again = await bot.rest(card);
    await bot.say(`approve yes ${card.kept?.head.id}`, { who: bob });

    expect(again.text).toMatch(stays);
    expect(again.text).toMatch(who);
    expect((await bot.rest(card)).text).toMatch(kept);
  });
});

it('every toggle is a flag of a command that begins something, and of "approve change", in the same words', async () => {
  const catalogue = await allCommands();
  const commands = await Promise.all(catalogue.names.map((name) => catalogue.load(name)));
  const change = commands.find(({ name }) => name === 'approve change');
  const toggles = (await allOperations()).flatMap((operation) => Object.entries(operation.toggles ?? {}));

  const names = new Set(toggles.map(([name]) => name));
  expect(new Set(['operation', ...names])).toEqual(new Set(Object.keys(change?.args ?? {})));
  for (const [name, toggle] of toggles) {
    const flags = commands.flatMap(({ args }) => (args[name] ? [args[name]] : []));
    expect([name, flags.length > 1]).toEqual([name, true]);
    for (const flag of flags)
      expect([flag.kind, flag.about('en'), flag.about('ko')]).toEqual(['flag', toggle.about('en'), toggle.about('ko')]);
  }
});
