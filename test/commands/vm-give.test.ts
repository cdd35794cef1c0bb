import { describe, expect, it } from 'vitest';
import { builtIn } from '../../src/access/built-in.ts';
import type { Policy } from '../../src/access/policy.ts';
import { locales } from '../../src/kit.ts';
import { ann, bob, type PracticeBot, practiceBot } from './harness.ts';

const carol = { id: 'web:local:carol', name: 'carol' };

async function withMachine(policy?: Policy): Promise<PracticeBot> {
  const bot = await practiceBot({}, {}, policy);
  for (const who of [bob, carol]) await bot.say('hoist whoami', { who });
  await bot.say('gpu start base-image --name gpu-work-1');
  return bot;
}

async function owners(bot: PracticeBot) {
  const { machines, disks, addresses } = await bot.things();
  return [machines, disks, addresses].map((all) => all.map(({ stamp }) => stamp?.owner));
}

const all = (owner: string) => [[owner], [owner], [owner]];

it('hands a machine over with its disk and its address, and calls whoever gets it', async () => {
  const bot = await withMachine();
  const [before] = (await bot.things()).machines;

  const plan = await bot.say('vm give gpu-work-1 @bob --plan');
  const given = await bot.say('vm give gpu-work-1 @bob');
  const [after] = (await bot.things()).machines;

  expect(plan.text).toMatch(/Giving gpu-work-1 to bob/);
  expect(plan.text).toMatch(/With it: disk gpu-work-1-boot, address [\d.]+\./);
  expect(given.text).toContain('✓ gpu-work-1 is bob’s now');
  expect(await owners(bot)).toEqual(all(bob.id));
  expect(after?.stamp).toEqual({ ...before?.stamp, owner: bob.id });
  const ping = [...bot.chat.messages.values()].flat().find(({ title }) => title.includes('is yours now'));
  expect(ping?.title).toBe('gpu-work-1 is yours now: ann gave it to you');
  expect(ping?.to).toEqual([
    { name: 'bob', ids: [bob.id] },
    { name: 'ann', ids: [ann.id] },
  ]);
  expect((await bot.say('gpu list', { who: bob })).text).toMatch(/gpu-work-1 +bob/);
});

it('leaves what is somebody else’s with them', async () => {
  const bot = await withMachine();
  const [address] = (await bot.things()).addresses;
  const marks = bot.cloud.marks;
  if ('unsupported' in marks) throw new Error('no marks');
  await marks.own({ address: address?.id ?? '' }, carol.id, new AbortController().signal);

  await bot.say('vm give gpu-work-1 @bob');

  expect(await owners(bot)).toEqual([[bob.id], [bob.id], [carol.id]]);
});

it('keeps the lock that is on it, and says so; its new owner may take it off', async () => {
  const bot = await withMachine();
  await bot.say('vm lock gpu-work-1 --reason training');

  const given = await bot.say('vm give gpu-work-1 @bob');
  const unlocked = await bot.say('vm unlock gpu-work-1', { who: bob });

  expect(given.text).toMatch(/It stays locked by ann since .* "training"\./);
  expect(unlocked.ok).toBe(true);
});

it('is not taken back by the way: whoever has it hands it back', async () => {
  const bot = await withMachine();
  const given = await bot.say('vm give gpu-work-1 @bob');

  const undo = await bot.say(`op undo ${given.kept?.head.id} --sure`);
  const again = await bot.say('vm give gpu-work-1 @carol');
  const back = await bot.say('vm give gpu-work-1 @ann', { who: bob });

  expect(undo.text).toContain('It is bob’s now, who can hand it back: vm give gpu-work-1.');
  expect(again.text).toContain('gpu-work-1 belongs to bob; only they can give it away.');
  expect(back.ok).toBe(true);
  expect(await owners(bot)).toEqual(all(ann.id));
});

it('takes everything back when a part of it fails', async () => {
  const bot = await withMachine();
  bot.practice.faults.add({ service: 'network', method: 'PUT', what: { status: 403 } });

  const given = await bot.say('vm give gpu-work-1 @bob');

  expect(given.kept?.head.state).toBe('stuck');
  bot.practice.faults.clear();
  await bot.press(given, 'Try again');
  expect((await bot.rest(given)).kept?.head.state).toBe('undone');
  expect(await owners(bot)).toEqual(all(ann.id));
});

it('says so when it rests and the cloud writes nothing on it', async () => {
  const bot = await withMachine();
  await bot.say('gpu park gpu-work-1');

  const parked = await bot.say('vm give gpu-work-1 @bob');

  expect(parked.text).toContain('gpu-work-1 rests, and this cloud writes nothing on a machine that rests');
  expect(await owners(bot)).toEqual(all(ann.id));
});

describe('who it is given to', () => {
  it.each([
    ['@ann', /gpu-work-1 is yours already\./],
    ['@nobody', /Hoist knows nobody called "@nobody"\./],
    ['slack:T1:U1', /Hoist knows nobody called "slack:T1:U1"\./],
    ['bob@example.com', /Hoist knows nobody called "bob@example\.com"\./],
  ])('%s is refused in one sentence', async (whom, said) => {
    const bot = await withMachine();

    const out = await bot.say(`vm give gpu-work-1 ${whom}`);

    expect([out.ok, out.kept]).toEqual([false, undefined]);
    expect(out.text).toMatch(said);
  });

  it('is never found by a name that somebody gave themselves', async () => {
    const bot = await withMachine();
    await bot.say('hoist whoami', { who: { id: 'web:local:mallory', name: 'bob' } });
    await bot.say('hoist whoami', { who: { id: 'web:local:u2', name: 'dora' } });

    const dora = await bot.say('vm give gpu-work-1 @dora');
    await bot.say('vm give gpu-work-1 @bob');

    expect(dora.text).toContain('Hoist knows nobody called "@dora".');
    expect(await owners(bot)).toEqual(all(bob.id));
  });
});

describe('the quota of whoever gets it', () => {
  const policy: Policy = {
    ...builtIn,
    approvals: [],
    quotas: [
      { rule: 'one each', of: 'person', most: { machines: 1 } },
      { rule: 'three together', of: 'all', most: { machines: 3 } },
    ],
  };

  it('is kept, and the refusal says whose it is', async () => {
    const bot = await withMachine(policy);
    await bot.say('gpu start base-image --name other', { who: bob });

    const full = await bot.say('vm give gpu-work-1 @bob');
    const fits = await bot.say('vm give gpu-work-1 @carol');

    expect(full.text).toContain('✗ bob may run 1 machine and 1 runs: other.');
    expect(full.text).toContain('The rule is "one each"');
    expect(fits.ok).toBe(true);
  });

  it('lets one of two through that are given in the same moment, and counts no machine twice', async () => {
    const bot = await withMachine(policy);
    await bot.say('gpu start base-image --name other', { who: carol });
    const third = { id: 'web:local:dave', name: 'dave' };
    await bot.say('hoist whoami', { who: third });
    await bot.say('gpu start base-image --name third', { who: third });

    const outs = await Promise.all([
      bot.say('vm give gpu-work-1 @bob', { leave: true }),
      bot.say('vm give other @bob', { who: carol, leave: true }),
    ]);
    await Promise.all(outs.map((out) => bot.rest(out)));

    expect(outs.filter(({ kept }) => kept !== undefined)).toHaveLength(1);
    const { machines } = await bot.things();
    expect(machines.filter(({ stamp }) => stamp?.owner === bob.id)).toHaveLength(1);
  });
});

it('is said in every language', async () => {
  for (const locale of locales) {
    const bot = await withMachine();
    const texts = [
      (await bot.say('vm give gpu-work-1 @carol', { locale, who: bob })).text,
      (await bot.say('vm give gpu-work-1 @bob', { locale })).text,
    ];
    for (const text of texts) expect(text).toMatch(/gpu-work-1/);
    expect(texts[1]).toMatch(/bob/);
  }
});
