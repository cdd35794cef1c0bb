import { describe, expect, it } from 'vitest';
import { builtIn } from '../../src/access/built-in.ts';
import type { Policy } from '../../src/access/policy.ts';
import { locales, need } from '../../src/kit.ts';
import { ann, bob, type PracticeBot, practiceBot } from './harness.ts';

const carol = { id: 'web:local:carol', name: 'carol' };
const { signal } = new AbortController();

async function withMachine(policy?: Policy): Promise<PracticeBot> {
  const bot = await practiceBot({}, {}, policy);
  await bot.say('gpu start base-image --name gpu-work-1');
  return bot;
}

const locked = async (bot: PracticeBot) => (await bot.things()).machines[0]?.lock;

it('locks a machine with a reason, and nothing that would disturb it is planned or begun', async () => {
  const bot = await withMachine();

  const lock = await bot.say('vm lock gpu-work-1 --reason "training until Friday"', { who: bob });
  const [machine] = (await bot.things()).machines;
  const refusals = [];
  for (const words of [
    'gpu stop gpu-work-1',
    'gpu stop gpu-work-1 --plan',
    'gpu park gpu-work-1',
    'gpu save gpu-work-1 --cleanup',
    'disk delete gpu-work-1-boot',
  ])
    refusals.push(await bot.say(words));

  expect(lock.text).toContain('✓ gpu-work-1 is locked');
  expect(machine?.lock).toMatchObject({ by: bob.id, name: 'bob', reason: 'training until Friday' });
  for (const { text, ok, kept } of refusals) {
    expect(text).toMatch(
      /^✗ gpu-work-1 is locked by bob since [\d-]+ [\d:]+ "training until Friday"; "vm unlock gpu-work-1" takes the lock off\.$/m,
    );
    expect([ok, kept]).toEqual([false, undefined]);
  }
  expect((await bot.things()).machines[0]?.state).toBe('on');
});

it('shows the lock in the list, with no button that could not work', async () => {
  const bot = await withMachine();
  await bot.say('vm lock gpu-work-1 --reason demo --for 3d');

  const list = await bot.say('gpu list');
  await bot.press(list, 'Unlock');

  expect(list.text).toMatch(/Locked/);
  expect(list.text).toMatch(/by ann until [\d-]+ [\d:]+ "demo"/);
  expect(list.text).not.toMatch(/gpu stop|gpu park/);
  expect(await locked(bot)).toBeUndefined();
  expect((await bot.say('gpu list')).text).not.toMatch(/Locked/);
});

it('takes no yes to what was asked before it was set; the question waits until it is unlocked', async () => {
  const bot = await practiceBot({}, {}, builtIn);
  await bot.say('gpu start base-image --name gpu-work-1');
  const asked = await bot.say('gpu save gpu-work-1 --cleanup', { who: ann });

  const lock = await bot.say('vm lock gpu-work-1 --reason "not now"', { who: bob });
  const refused = await bot.press(asked, 'Approve', { who: bob });
  const waits = await bot.rest(asked);
  await bot.say('vm unlock gpu-work-1', { who: bob });
  await bot.press(asked, 'Approve', { who: bob });
  const end = await bot.rest(asked);

  expect(lock.ok).toBe(true);
  expect(refused.text).toMatch(/^✗ gpu-work-1 is locked by bob since .* "not now"/m);
  expect(waits.kept?.head.state).toBe('waiting');
  expect(waits.kept?.entries.filter(({ kind }) => kind === 'answered')).toEqual([]);
  expect(end.kept?.head.state).toBe('done');
});

it('holds against a yes that came while the cloud did not say that it is locked', async () => {
  const bot = await practiceBot({}, {}, builtIn);
  await bot.say('gpu start base-image --name gpu-work-1');
  const asked = await bot.say('gpu save gpu-work-1 --cleanup', { who: ann });
  await bot.say('vm lock gpu-work-1 --reason "not now"', { who: bob });

  const gone = bot.practice.faults.add({ service: 'compute', method: 'GET', what: { status: 403 }, times: 1 });
  await bot.press(asked, 'Approve', { who: bob });
  gone();
  const end = await bot.rest(asked);

  expect(end.kept?.entries.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
  expect(end.kept?.head.state).toBe('undone');
  expect(end.text).toMatch(/gpu-work-1 is locked by bob since .* "not now"/);
  expect(end.kept?.entries.some((entry) => entry.kind === 'began' && entry.final)).toBe(false);
  expect((await bot.things()).machines.map(({ state }) => state)).toEqual(['on']);
});

it('leaves a line for each of them in the audit log, and for who was refused', async () => {
  const bot = await withMachine();
  await bot.say('vm lock gpu-work-1 --reason training');
  await bot.say('vm unlock gpu-work-1', { who: carol });
  await bot.say('vm unlock gpu-work-1');

  const { text } = await bot.say('hoist audit');

  expect(text).toMatch(/ann.*vm lock/);
  expect(text).toMatch(/carol.*vm unlock.*/);
  expect(text).toMatch(/ann.*vm unlock/);
});

it('holds against trying again what got stuck half way, and goes on once it is unlocked', async () => {
  const bot = await withMachine();
  const clear = bot.practice.faults.add({ service: 'compute', method: 'DELETE', what: { status: 500 } });
  const stuck = await bot.say('gpu stop gpu-work-1');
  clear();
  await bot.say('vm lock gpu-work-1 --reason "look at it first"', { who: bob });

  await bot.press(stuck, 'Try again');
  const still = await bot.rest(stuck);
  await bot.say('vm unlock gpu-work-1');
  await bot.press(still, 'Try again');
  const end = await bot.rest(stuck);

  expect([stuck, still, end].map(({ kept }) => kept?.head.state)).toEqual(['stuck', 'stuck', 'done']);
  expect(still.text).toMatch(/gpu-work-1 is locked by bob/);
});

it('keeps what was started from being taken back, until it is unlocked', async () => {
  const bot = await practiceBot();
  const started = await bot.say('gpu start base-image --name gpu-work-1');
  const lock = await bot.say('vm lock gpu-work-1 --reason mine');

  const undo = await bot.say(`op undo ${started.kept?.head.id} --sure`);
  const held = await bot.look(started);
  const unlockByUndo = await bot.say(`op undo ${lock.kept?.head.id} --sure`, { who: bob });
  await bot.say('vm unlock gpu-work-1');
  await bot.say(`op undo ${started.kept?.head.id} --sure`);
  await bot.rest(started);

  expect(undo.text).toMatch(/gpu-work-1 is locked by ann/);
  expect([undo.ok, held.kept?.head.state]).toEqual([false, 'done']);
  expect(unlockByUndo.text).toContain('A lock is not taken back but taken off: vm unlock gpu-work-1.');
  expect((await bot.things()).machines).toEqual([]);
});

it('lets those whom it obeys remove what was taken away while it was locked, and nobody else', async () => {
  const bot = await withMachine();
  await bot.say('vm lock gpu-work-1 --reason training', { who: bob });
  const [machine] = (await bot.things()).machines;
  await need(bot.cloud, 'parking').park(machine?.id ?? '', signal);
  await bot.clock.pass(60_000);

  const list = await bot.say('gpu list');
  const unlocked = await bot.say('vm unlock gpu-work-1', { who: bob });
  const other = await bot.say('gpu stop gpu-work-1', { who: carol });
  const owner = await bot.say('gpu stop gpu-work-1', { who: ann });

  expect(list.text).toMatch(/Bring back gpu-work-1/);
  expect(list.text).not.toMatch(/gpu stop|vm unlock/);
  expect(unlocked.text).toContain('Bring gpu-work-1 back first: gpu unpark.');
  expect(other.text).toMatch(/gpu-work-1 is locked by bob/);
  expect(owner.text).toMatch(/^✓ gpu-work-1 is gone$/m);
});

it('is set by one of two who lock in the same moment, and the other is told', async () => {
  const bot = await withMachine();

  const outs = await Promise.all(
    [bob, carol].map(async (who) => ({ who, out: await bot.say('vm lock gpu-work-1 --reason mine', { who }) })),
  );

  const [kept, ...others] = outs.filter(({ out }) => out.ok);
  const told = outs.find(({ out }) => !out.ok)?.out.text;
  expect(others).toEqual([]);
  expect((await locked(bot))?.by).toBe(kept?.who.id);
  expect(told).toMatch(/gpu-work-1 (is busy with op-|is locked by )/);
});

it('ends by itself when its time is over', async () => {
  const bot = await withMachine();
  await bot.say('vm lock gpu-work-1 --reason demo --for 2h');
  const early = await bot.say('gpu park gpu-work-1');

  await bot.clock.pass(2 * 3_600_000);
  const late = await bot.say('gpu park gpu-work-1');

  expect([early.ok, late.ok]).toEqual([false, true]);
});

it('asks for a reason where none is given, and refuses one that fits nowhere', async () => {
  const bot = await withMachine();

  const form = await bot.say('vm lock gpu-work-1');
  const long = await bot.say(`vm lock gpu-work-1 --reason "${'x'.repeat(201)}"`);
  const done = await bot.fill(form, { machine: 'gpu-work-1', reason: 'because' });

  expect(form.form?.fields.map(({ name }) => name)).toContain('reason');
  expect(long.text).toContain('200');
  expect(done.ok).toBe(true);
});

it('is set where only the machine itself knows: another bot with a store of its own sees it', async () => {
  const bot = await withMachine();
  await bot.say('vm lock gpu-work-1 --reason "seen from outside"');
  const [server] = bot.practice.inventory().servers;
  const machine = await bot.cloud.get(server?.id ?? '', signal);

  expect(machine?.lock?.reason).toBe('seen from outside');
  expect(machine?.stamp?.owner).toBe(ann.id);
});

it('says so when the cloud writes nothing on a machine that rests', async () => {
  const bot = await withMachine();
  await bot.say('gpu park gpu-work-1');

  const out = await bot.say('vm lock gpu-work-1 --reason rests');

  expect(out.text).toContain('gpu-work-1 rests, and this cloud writes nothing on a machine that rests');
  expect(out.text).toContain('Bring gpu-work-1 back first: gpu unpark.');
  expect(out.kept?.head.state).toBe('undone');
});

describe('unlocking', () => {
  it('is for whoever locked it and for the owner, and for nobody else', async () => {
    const bot = await withMachine();
    const outcomes = [];
    for (const who of [bob, ann, carol]) {
      await bot.say('vm lock gpu-work-1 --reason training', { who: bob });
      outcomes.push(await bot.say('vm unlock gpu-work-1', { who }));
    }

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(outcomes[2]?.text).toMatch(/Not yours to unlock: gpu-work-1 was locked by bob and belongs to ann\./);
    expect(outcomes[2]?.text).toMatch(
      /The rule is "what is another person’s is theirs to unlock and to give"; whoever runs this Hoist can change it\./,
    );
    expect(await locked(bot)).toMatchObject({ by: bob.id });
  });

  it('is for whom the policy lets do it for others, and the refusal says whose rule it is', async () => {
    const policy: Policy = {
      groups: { admins: [carol.id] },
      rules: [
        { rule: 'admins help out', who: ['admins'], what: ['*'], may: true },
        { rule: 'all others use it', what: ['gpu:*', 'vm:lock', 'vm:unlock'], may: true },
      ],
      approvals: [],
      quotas: [],
      file: 'hoist.yaml',
      changedBy: '@carol',
    };
    const bot = await withMachine(policy);
    await bot.say('vm lock gpu-work-1 --reason training', { who: ann });

    const other = await bot.say('vm unlock gpu-work-1', { who: bob });
    const again = await bot.say('vm lock gpu-work-1 --reason "mine now"', { who: bob });
    const admin = await bot.say('vm unlock gpu-work-1', { who: carol });

    expect(other.text).toContain('No rule in hoist.yaml allows it; @carol can add one.');
    expect(again.text).toMatch(/gpu-work-1 is locked by ann/);
    expect(admin.ok).toBe(true);
  });

  it('says in every language who locked it, since when, why, and what to type', async () => {
    const bot = await withMachine();
    await bot.say('vm lock gpu-work-1 --reason 훈련');

    for (const locale of locales) {
      const { text } = await bot.say('gpu stop gpu-work-1', { locale });
      for (const word of ['gpu-work-1', 'ann', '훈련', 'vm unlock gpu-work-1']) expect(text).toContain(word);
      expect((await bot.say('vm unlock gpu-work-1', { locale, who: carol })).text).toContain('ann');
    }
  });

  it('is said to be for nothing where there is no lock', async () => {
    const bot = await withMachine();

    expect((await bot.say('vm unlock gpu-work-1')).text).toContain('gpu-work-1 is not locked.');
  });
});
