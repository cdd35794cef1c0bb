import { describe, expect, it } from 'vitest';
import { bob, type PracticeBot, practiceBot } from './harness.ts';
import { disksIn } from './things.ts';
import { renameDisk } from './wire.ts';

describe('disk create', () => {
  it('makes an empty disk of the size, with its price, and offers to delete it', async () => {
    const bot = await practiceBot();

    const out = await bot.say('disk create work --size 20');

    expect(out.text).toContain('Disk work is ready');
    expect(out.text).toMatch(/20 GB/);
    expect(out.text).toMatch(/₽\/month/);
    expect(await disksIn(bot)).toMatchObject([
      { name: 'work', size: 20, state: 'free', stamp: { owner: 'web:local:ann' } },
    ]);
  });

  it('makes the disk as large as the image needs when no size is said', async () => {
    const bot = await practiceBot({ HOIST_DISK_SIZE_GB: '10' });

    const out = await bot.say('disk create work --image base-image');

    expect(out.ok).toBe(true);
    expect(out.text).toContain('Start a machine from it');
    expect((await disksIn(bot))[0]).toMatchObject({ bootable: true, image: 'base-image' });
  });

  it('T-01: a short type becomes the whole name with the zone', async () => {
    const bot = await practiceBot();

    await bot.say('disk create a --type fast');
    await bot.say('disk create b --type fast.ru-7a');

    expect((await disksIn(bot)).map(({ type }) => type)).toEqual(['fast.ru-7a', 'fast.ru-7a']);
  });

  it('S0-D23: refuses a name that a disk has already, and makes nothing', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 5');

    const out = await bot.say('disk create work --size 5');

    expect(out.ok).toBe(false);
    expect(out.text).toContain('A disk named "work" is already in practice.');
    expect(await disksIn(bot)).toHaveLength(1);
  });

  it.each(['../../etc', '$(reboot)', '"a\nb"', 'рaypal'])('refuses the name %j with one sentence', async (name) => {
    const bot = await practiceBot();

    const out = await bot.say(`disk create ${name} --size 5`);

    expect(out.ok).toBe(false);
    expect(await disksIn(bot)).toEqual([]);
  });

  it('shows the plan and makes nothing with --plan', async () => {
    const bot = await practiceBot();

    const out = await bot.say('disk create work --size 20 --plan');

    expect(out.text).toContain('Making disk work');
    expect(await disksIn(bot)).toEqual([]);
  });
});

describe('disk list and show', () => {
  it('S0-47: names state, size, type, zone, user and cost, free ones marked and first', async () => {
    const bot = await practiceBot();
    await bot.say('gpu start base-image --name gpu-work-1');
    await bot.say('disk create a-free-one --size 5');

    const out = await bot.say('disk list');

    const [free, used] = out.text.split('\n').filter((line) => /a-free-one|gpu-work-1-boot/.test(line));
    expect(free).toMatch(/a-free-one +free +5 GB/);
    expect(used).toMatch(/gpu-work-1-boot +in use .* ru-7a +gpu-work-1 .*₽\/month/);
    expect(out.text).toContain('Free, used by no machine: 1');
  });

  it('says how to get one when there is none', async () => {
    const bot = await practiceBot();

    const out = await bot.say('disk list');

    expect(out.text).toContain('There are no disks in practice');
    expect(out.data).toEqual([]);
  });

  it('S0-65, S0-67, S0-68: shows one disk and says what a disk is good for', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');

    const out = await bot.say('disk show work');

    expect(out.text).toContain('Disk work');
    expect(out.text).toContain('it serves one machine at a time');
  });

  it('names the nearest disk for a misspelt one', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');

    const out = await bot.say('disk show wrok');

    expect(out.text).toContain('No disk "wrok" in practice');
    expect(out.text).toContain('Nearest: work');
    expect((await bot.press(out, 'work')).text).toContain('Disk work');
  });

  it('lists the types with what they cost', async () => {
    const bot = await practiceBot();

    const out = await bot.say('disk types');

    expect(out.text).toMatch(/universal\.ru-7a/);
  });
});

describe('disk delete', () => {
  it('S0-58: says what goes and what it saves, and deletes after a yes', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');

    const asked = await bot.say('disk delete work');
    expect(asked.text).toMatch(/Goes +disk work, 20 GB/);
    expect(asked.text).toMatch(/Saves .*₽\/month/);
    expect(asked.view?.buttons?.[0]).toMatchObject({ label: 'Delete', style: 'danger' });
    const out = await bot.rest(await bot.press(asked, 'Delete'));

    expect((await bot.rest(asked)).text).toContain('Disk work is gone');
    expect(out.ok).toBe(true);
    expect(await disksIn(bot)).toEqual([]);
  });

  it('keeps it after a no', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');

    const asked = await bot.say('disk delete work');
    await bot.press(asked, 'Keep');

    const kept = await bot.rest(asked);
    expect(kept.kept?.head.state).toBe('undone');
    expect(kept.text).toContain('Everything is as it was.');
    expect(kept.text).not.toContain('nothing is charged');
    expect(await disksIn(bot)).toHaveLength(1);
  });

  it('lets nobody but the requester answer', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');

    const asked = await bot.say('disk delete work');
    const out = await bot.press(asked, 'Delete', { who: bob });

    expect(out.ok).toBe(false);
    expect(out.text).toContain('Only ann');
    expect(await disksIn(bot)).toHaveLength(1);
  });

  it('S0-D09: with two of one name it deletes neither and names their ids', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');
    await bot.say('disk create other --size 20');
    const [one, two] = await disksIn(bot);
    await renameDisk(bot, (await disksIn(bot)).find(({ name }) => name === 'other')?.id ?? '', 'work');

    const out = await bot.say('disk delete work');

    expect(out.ok).toBe(false);
    expect(out.text).toContain('2 disks are named "work"');
    expect(out.text).toContain(one?.id);
    expect(out.text).toContain(two?.id);
    expect(await disksIn(bot)).toHaveLength(2);
  });

  it('refuses a disk in use, naming the machine, and offers to stop it', async () => {
    const bot = await practiceBot();
    await bot.say('gpu start base-image --name gpu-work-1');

    const out = await bot.say('disk delete gpu-work-1-boot');

    expect(out.ok).toBe(false);
    expect(out.text).toContain('Disk gpu-work-1-boot is used by gpu-work-1.');
    expect(out.text).toContain('Stop gpu-work-1');
  });

  it('lets nobody start from a disk while it is asked whether it may go', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --image base-image');
    const asked = await bot.say('disk delete work', { who: bob });

    const out = await bot.say('gpu start --disk work --name gpu-work-1');

    expect(out.text).toMatch(/work is busy with op-\S+, started by bob\./);
    expect(out.view?.buttons?.[0]?.press).toMatchObject({
      command: 'op show',
      args: { operation: asked.kept?.head.id },
    });
  });

  it('deletes nothing when a machine took the disk between question and answer, says so and asks again', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --image base-image');
    const asked = await bot.say('disk delete work');
    await machineFrom(bot, (await disksIn(bot))[0]!.id);

    await bot.press(asked, 'Delete');

    const again = await bot.rest(asked);
    expect(again.kept?.head.state).toBe('waiting');
    expect(again.text).toContain('Disk work was given to gpu-work-1 meanwhile. Approve again if that is still right.');
    expect((await bot.press(asked, 'Delete')).text).toContain('The plan is another one since this card was drawn.');
    expect(await disksIn(bot)).toHaveLength(1);

    // What a machine holds goes by nobody's yes.
    await bot.press(again, 'Delete');
    const out = await bot.rest(again);
    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toContain('Stop gpu-work-1 first: its disk stays and can go then.');
    expect(await disksIn(bot)).toHaveLength(1);
  });

  it.each([
    ['ru', 'Удалить', /После вопроса кое-что изменилось \(замечено в \d\d:\d\d\): теперь исчезнет: диск work, 30 ГБ/],
    ['ko', '삭제', /질문한 뒤 바뀐 내용\(\d\d:\d\d 확인\): 이제 삭제됨: 디스크 work, 30 GB/],
  ] as const)('says in %s what is different from what was agreed to', async (locale, yes, changed) => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');
    const asked = await bot.say('disk delete work', { locale });
    const [disk] = await disksIn(bot);
    const volume = { id: disk?.id, name: 'work', size: 30, status: 'available' };
    bot.practice.faults.add({ service: 'volume', path: /volumes\/[\w-]+$/, what: { status: 200, body: { volume } } });

    await bot.press(asked, yes);

    expect((await bot.rest(asked)).text).toMatch(changed);
  });

  it('says that an administrator must help when the cloud cannot delete it', async () => {
    const bot = await practiceBot();
    await bot.say('disk create work --size 20');
    const [disk] = await disksIn(bot);
    const asked = await bot.say('disk delete work');
    const volume = { id: disk?.id, name: 'work', size: 20, status: 'error_deleting', volume_type: disk?.type };
    bot.practice.faults.add({ service: 'volume', method: 'DELETE', what: { status: 202, body: '' } });
    bot.practice.faults.add({
      service: 'volume',
      path: /volumes\/detail/,
      what: { status: 200, body: { volumes: [volume] } },
    });
    // Free at both looks before, stuck ever after.
    bot.practice.faults.add({
      service: 'volume',
      path: /volumes\/[\w-]+$/,
      times: 2,
      what: { status: 200, body: { volume: { ...volume, status: 'available' } } },
    });
    bot.practice.faults.add({ service: 'volume', path: /volumes\/[\w-]+$/, what: { status: 200, body: { volume } } });

    await bot.press(asked, 'Delete');

    const out = await bot.rest(asked);
    expect(out.text).toContain('it is in error_deleting');
    expect(out.text).toContain(`administrator of the cloud can free it; send them the disk's id: ${disk?.id}`);
    expect((await bot.say('disk delete work')).text).toContain('administrator of the cloud');
  });
});

/** Somebody makes a machine in the cloud itself. */
const machineFrom = (bot: PracticeBot, disk: string) =>
  bot.cloud.create(
    {
      name: 'gpu-work-1',
      boot: { disk },
      flavor: '3073',
      spot: false,
      publicKeys: [],
      stamp: { owner: 'web:local:ann', operation: 'by-hand' },
    },
    'by-hand',
    new AbortController().signal,
  );
