import { expect, it } from 'vitest';
import type { View } from '../../src/kit.ts';
import { bob, practiceBot } from './harness.ts';

it('S0-48 lists machines, mine first, with state, address, what they are and what they cost so far', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name a-of-bob', { who: bob });
  await bot.say('gpu start base-image --name z-of-ann --for 8h');
  await bot.clock.pass(3 * 3_600_000);

  const out = await bot.say('gpu list');

  const lines = out.text.split('\n');
  const [mine, other] = [
    lines.findIndex((line) => line.includes('z-of-ann')),
    lines.findIndex((line) => line.includes('a-of-bob')),
  ];
  expect(mine).toBeGreaterThan(0);
  expect(other).toBeGreaterThan(mine);
  expect(lines[mine]).toMatch(
    /z-of-ann .*ann .*on, made 3 h.* ago .*\d+\.\d+\.\d+\.\d+ .*spot.*ru-7a .*2026-11-20 \d\d:\d\d .*≈ \d+ ₽/,
  );
  expect(groupsOf(out.view)).toEqual(['Your machines', 'Other machines']);
  expect(out.text).toMatch(/2 machines, 2 on · ≈ \d+ ₽\/h now/);
});

it('S0-48 gives each row its buttons, and scripts the data', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');

  const out = await bot.say('gpu list --json');
  const parked = await bot.press(out, 'Park');

  expect(out.data).toMatchObject([{ name: 'gpu-work-1', state: 'on', price: { currency: 'RUB' } }]);
  expect(parked.text).toContain('gpu-work-1 is parked');
});

it('S0-48 a parked machine costs nothing by the hour, and can be brought back from its row', async () => {
  const bot = await practiceBot();
  await bot.say('gpu start base-image --name gpu-work-1');
  await bot.say('gpu park gpu-work-1');

  const out = await bot.say('gpu list');

  expect(out.text).toMatch(/gpu-work-1 .*parked/);
  expect(out.text).toMatch(/1 machine, 0 on$/m);
});

it('S0-48 says that there are none, and how to start one', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu list');

  expect(out.text).toContain('There are no machines in practice.');
  expect(out.view?.buttons?.map(({ press }) => press.command)).toEqual(['gpu start']);
});

it('S0-45 lists flavors, cards first, with both prices', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu flavors');

  const lines = out.text.split('\n').filter((line) => line.includes('₽/h'));
  expect(out.text).toMatch(/Name .*GPU .*Cores .*Memory .*On demand .*Spot/);
  expect(lines[0]).toMatch(/≈ [\d.,]+ ₽\/h +≈ [\d.,]+ ₽\/h/);
  expect(lines.join('\n')).toMatch(/A100/);
});

it('S0-45 can leave out those without a card', async () => {
  const bot = await practiceBot();

  const all = await bot.say('gpu flavors --json');
  const cards = await bot.say('gpu flavors --gpu-only --json');

  const list = (data: unknown) => data as readonly { gpu?: unknown }[];
  expect(list(all.data).some(({ gpu }) => gpu === undefined)).toBe(true);
  expect(list(cards.data).length).toBeGreaterThan(0);
  expect(list(cards.data).every(({ gpu }) => gpu !== undefined)).toBe(true);
});

const groupsOf = (view: View | undefined) =>
  view?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map(({ group }) => group) : []));
