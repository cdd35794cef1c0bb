import { expect, it } from 'vitest';
import { openRates } from '../../adapters/chat/discord/fake/rates.ts';
import { discordPace } from '../../adapters/chat/discord/send/pace.ts';
import type { Weight } from '../../src/kit.ts';
import { virtualClock } from '../engine/virtual-clock.ts';

const forever = new AbortController().signal;

/** Lets everybody speak who wants to, against limits of the size that Discord has shown; answers who went when. */
async function speak(bids: readonly { kind: 'post' | 'edit'; channel: string; message?: string; weight: Weight }[]) {
  const clock = virtualClock(0);
  const rates = openRates(clock.now, {});
  const pace = discordPace(clock);
  const went: { readonly bid: (typeof bids)[number]; readonly at: number }[] = [];
  for (const bid of bids) {
    void pace.turn({ ...bid, weight: () => bid.weight }, forever).then(() => {
      rates.takeGlobal();
      rates.take(bid.kind === 'post' ? 'message.create' : 'message.edit', bid.channel);
      went.push({ bid, at: clock.now() });
    });
  }
  while (went.length < bids.length) await clock.pass(100);
  return { went, limited: rates.counters.limited };
}

it('never runs into a limit of Discord, however many want to speak at once', async () => {
  const bids = Array.from({ length: 300 }, (_, n) => ({
    kind: n % 3 === 0 ? ('post' as const) : ('edit' as const),
    channel: `channel-${n % 40}`,
    ...(n % 3 === 0 ? {} : { message: `message-${n}` }),
    weight: (['end', 'step', 'share'] as const)[n % 3]!,
  }));

  const { limited } = await speak(bids);

  expect(limited).toEqual({});
});

it('changes one message every two seconds, and at once when it has come to its end', async () => {
  const one = { kind: 'edit', channel: 'general', message: 'card' } as const;

  const { went } = await speak([
    { ...one, weight: 'step' },
    { ...one, weight: 'step' },
    { ...one, weight: 'step' },
  ]);
  const { went: ending } = await speak([
    { ...one, weight: 'step' },
    { ...one, weight: 'end' },
  ]);

  expect(went.map(({ at }) => Math.round(at / 1_000))).toEqual([0, 2, 4]);
  expect(ending.map(({ bid, at }) => [bid.weight, Math.round(at / 1_000)])).toEqual([
    ['step', 0],
    ['end', 1],
  ]);
});

it('makes nobody wait for another channel', async () => {
  const crowd = Array.from({ length: 20 }, () => ({ kind: 'post', channel: 'crowded', weight: 'end' }) as const);

  const { went } = await speak([...crowd, { kind: 'post', channel: 'quiet', weight: 'step' }]);

  expect(went.find(({ bid }) => bid.channel === 'quiet')?.at).toBeLessThan(1_000);
});
