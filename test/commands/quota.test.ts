import { expect, it } from 'vitest';
import { readPolicy } from '../../src/access/policy-file.ts';
import type { Person } from '../../src/kit.ts';
import { practiceBot } from './harness.ts';

const bob: Person = { id: 'web:local:bob', name: 'bob' };
const policy = (quotas: string) =>
  readPolicy(
    `groups: {admins: web:local:bob, team: [web:local:ann, web:local:cid]}
rules: [{rule: everybody, may: '*'}]
quotas: [${quotas}]
changed by: '#gpu-help'`,
    'hoist.yaml',
  );
const bot = (quotas: string, env = {}) => practiceBot(env, {}, policy(quotas));

it('starts so many machines and refuses the next with their names and a button for each', async () => {
  const on = await bot('{rule: two each, machines: 2}');
  const first = await on.say('gpu start base-image --name one', { leave: true });
  await on.rest(first);
  await on.say('gpu start base-image --name two');

  const third = await on.say('gpu start base-image --name three');

  expect(first.text).toContain('two each: 1 of 2 machines with this one');
  expect(third.ok).toBe(false);
  expect(third.view?.title).toBe('You may run 2 machines and 2 run: one, two.');
  expect(third.text).toContain('The rule is "two each"; #gpu-help can change it.');
  expect(third.view?.buttons?.map(({ label }) => label)).toEqual(['Stop one', 'Stop two', 'Show machines']);
  expect((await on.things()).machines).toHaveLength(2);
});

it('counts for each person alone, and lets a place go with its machine', async () => {
  const on = await bot('{rule: one each, machines: 1}');
  await on.say('gpu start base-image --name one');
  expect((await on.say('gpu start base-image --name bobs', { who: bob })).ok).toBe(true);

  await on.press(await on.say('gpu start base-image --name two'), 'Stop one');
  expect((await on.say('gpu start base-image --name two')).ok).toBe(true);
});

it('counts what is only being made, and says its name', async () => {
  const on = await bot('{rule: one each, machines: 1}');
  await on.say('gpu start base-image --name one', { leave: true });

  const second = await on.say('gpu start base-image --name two');

  expect(second.view?.title).toBe('You may run 1 machine and 1 runs: one.');
});

it('counts a group together, and everybody where that is said', async () => {
  const on = await bot('{rule: team, who: team, of: group, machines: 2}, {rule: all of us, of: all, machines: 3}');
  const cid: Person = { id: 'web:local:cid', name: 'cid' };
  await on.say('gpu start base-image --name one');
  await on.say('gpu start base-image --name two', { who: cid });

  expect((await on.say('gpu start base-image --name no')).view?.title).toBe(
    'Together you may run 2 machines and 2 run: one, two.',
  );
  expect((await on.say('gpu start base-image --name three', { who: bob })).ok).toBe(true);
  expect((await on.say('gpu start base-image --name no', { who: bob })).view?.title).toMatch(
    /^Here 3 machines may run and 3 run: /,
  );
});

it('counts GPUs by the flavor, not those of a parked machine, and those again when it comes back', async () => {
  const on = await bot('{rule: one GPU, gpus: 1}');
  await on.say('gpu start base-image --name one');
  expect((await on.say('gpu start base-image --name two')).view?.title).toBe(
    'You may have 1 GPU; you have 1, and this is 1 more: one.',
  );

  await on.say('gpu park one');
  expect((await on.say('gpu start base-image --name two')).ok).toBe(true);
  expect((await on.say('gpu unpark one')).view?.title).toContain('You may have 1 GPU');
});

it('asks those who may agree to more, before anything is made', async () => {
  const on = await bot('{rule: one each, machines: 1, over: approve, by: admins}');
  await on.say('gpu start base-image --name one');

  const more = await on.say('gpu start base-image --name two');
  expect(more.kept?.head.state).toBe('waiting');
  expect(more.kept?.head.approval).toMatchObject({ rule: 'one each', by: ['admins'] });
  expect(more.text).toContain('Agreed');
  expect((await on.things()).machines).toHaveLength(1);
  expect((await on.press(more, 'Approve')).ok).toBe(false);

  await on.press(more, 'Approve', { who: bob });
  expect((await on.rest(more)).ok).toBe(true);
  expect((await on.things()).machines).toHaveLength(2);
});

it('makes nothing when they say no, and needs nobody while there is room', async () => {
  const on = await bot('{rule: one each, machines: 1, over: approve, by: admins}');
  const first = await on.say('gpu start base-image --name one');
  expect(first.ok).toBe(true);
  expect(first.text).not.toContain('Agreed');
  const more = await on.say('gpu start base-image --name two');
  await on.say(`approve no ${more.kept?.head.id} --reason no`, { who: bob });

  expect((await on.rest(more)).kept?.head.state).toBe('undone');
  expect((await on.things()).machines).toHaveLength(1);
  expect((await on.things()).disks).toHaveLength(1);
});

it('says in a plan how it would stand, and begins nothing', async () => {
  const on = await bot('{rule: one each, machines: 1, gpus: 4}');
  const plan = await on.say('gpu start base-image --plan');

  expect(plan.text).toContain('one each: 1 of 1 machine with this one');
  expect(plan.text).toContain('one each: 1 of 4 GPUs with this one');
});

it.each([
  ['ru', 'Вам можно держать машин: 1; работает 1: one.'],
  ['ko', '실행할 수 있는 한도는 머신 1대이며 현재 1대가 실행 중입니다: one.'],
] as const)('refuses in %s', async (locale, words) => {
  const on = await bot('{rule: one each, machines: 1}');
  await on.say('gpu start base-image --name one');

  expect((await on.say('gpu start base-image --name two', { locale })).view?.title).toBe(words);
});

it('counts hours to the end of the day, or as long as they are needed', async () => {
  const on = await bot('{rule: five hours, hours per day: 5}');
  // Noon, by UTC.
  await on.clock.pass(86_400_000 - (on.clock.now() % 86_400_000) + 12 * 3_600_000);

  expect((await on.say('gpu start base-image')).view?.title).toBe(
    'You may have 5 machine hours a day; you have 0, and this is 12 more.',
  );
  expect((await on.say('gpu start base-image --for 3h --name one')).ok).toBe(true);
  expect((await on.say('gpu start base-image --for 3h --name two')).view?.title).toMatch(
    /^You may have 5 machine hours a day; you have 3, and this is 3 more: one\.$/,
  );
  expect((await on.say('gpu start base-image --for 2h --name two')).ok).toBe(true);
});

it('counts money, and lets nothing through whose price nobody knows', async () => {
  const on = await bot('{rule: budget, money per day: 200 RUB}');
  expect((await on.say('gpu start base-image --for 2h --name one')).ok).toBe(true);
  expect((await on.say('gpu start base-image --for 2h --name two')).view?.title).toMatch(
    /^You may have 200 ₽ a day; you have 1\d\d ₽, and this is 1\d\d ₽ more: one\.$/,
  );

  const euros = await bot('{rule: budget, money per day: 200 EUR}');
  expect((await euros.say('gpu start base-image --for 2h')).view?.title).toBe(
    'What this costs is not known here, so "budget" cannot be kept.',
  );
  expect((await euros.things()).machines).toHaveLength(0);
});

it('says to whom it concerns how much of each quota is used', async () => {
  const on = await bot('{rule: seven each, machines: 7, gpus: 8}, {rule: others, who: admins, machines: 1}');
  await on.say('gpu start base-image --name one');
  await on.say('gpu start base-image --name two', { leave: true });

  const me = await on.say('hoist whoami');

  expect(me.text).toContain('practice · seven each: 2 of 7 machines');
  expect(me.text).toContain('practice · seven each: 2 of 8 GPUs');
  expect(me.text).not.toContain('others');
  expect(me.data).toMatchObject({
    quotas: [
      { cloud: 'practice', rule: 'seven each', of: 'person', measure: 'machines', most: 7, used: 2, unknown: 0 },
      { measure: 'gpus', most: 8, used: 2 },
    ],
  });
});
