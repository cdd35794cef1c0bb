import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Call } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { Kept } from '../../src/kit.ts';
import { seeded } from '../contract/kill.ts';
import { type Herd, herdOf, type Job } from './herd.ts';

/** What Slack promises of chat.update, for the whole workspace, and what of it is kept for ends at most. */
const promised = 50;
const keptForEnds = 30;
/** The sender counts a little more than a minute. */
const minute = 61_000;

const seed = Number(process.env.HOIST_SEED ?? 7);
const channels = Array.from({ length: 10 }, (_, nth) => `C0TEAM${nth}`);

/** One operation as the people in the channel saw it. */
interface Seen {
  readonly ended: number;
  readonly ping: readonly number[];
  /** When the card showed the end. */
  readonly end: readonly number[];
  /** Every time the card was changed while it went on. */
  readonly going: readonly number[];
  /** When something happened that the card has to show, and when it did. */
  readonly shown: readonly (readonly [happened: number, shown: number])[];
}

interface Measured {
  readonly herd: Herd;
  readonly all: readonly Seen[];
}

it(`carries 100 operations at once within the budget of one workspace (HOIST_SEED=${seed})`, async () => {
  const random = seeded(seed);

  const spread = await measured(() => 30_000 + random(90_000));

  report('result in the thread', pings(spread));
  report('end on the card', cards(spread));
  report(
    'step on the card',
    spread.all.flatMap(({ shown }) => shown.slice(1, -1).map(([from, to]) => to - from)),
  );
  expect(spread.herd.slack.limited).toEqual([]);
  expect(spread.all.map(({ ping, end }) => [ping.length, end.length])).toEqual(spread.all.map(() => [1, 1]));
  expect(quantile(pings(spread), 0.99)).toBeLessThanOrEqual(5_000);
  expect(quantile(cards(spread), 0.99)).toBeLessThanOrEqual(30_000);
  for (const one of spread.all) {
    endsAsSoonAsFiftyAMinuteAllow(one, spread.all);
    isStaleOnlyWhileOthersSpeak(one, spread.all);
    waitsNoLongerThanEveryTurn(one, spread.all);
  }
}, 60_000);

/** Whoever ended before goes first, and nobody else does. */
function endsAsSoonAsFiftyAMinuteAllow({ ended, end }: Seen, all: readonly Seen[]): void {
  const before = all.filter((other) => other.ended < ended && other.end[0]! >= ended).length;
  expect(end[0]! - ended).toBeLessThanOrEqual(minute * Math.ceil((before + 1) / promised));
}

/** In every minute of waiting all was said that the budget has for others than ends. */
function isStaleOnlyWhileOthersSpeak({ shown }: Seen, all: readonly Seen[]): void {
  const times = all.flatMap(({ going, end }) => [...going, ...end]);
  for (const [from, to] of shown) {
    const meanwhile = times.filter((at) => at >= from && at < to).length;
    expect(to - from).toBeLessThanOrEqual(minute * (Math.floor(meanwhile / (promised - keptForEnds)) + 1));
  }
}

/** No other message is changed twice meanwhile; what rests for its two seconds cannot be passed. */
function waitsNoLongerThanEveryTurn({ shown }: Seen, all: readonly Seen[]): void {
  for (const [from, to] of shown.slice(1)) {
    const passed = all.map(({ going }) => going.filter((at) => at > from + 2_000 && at < to).length);
    expect(Math.max(...passed)).toBeLessThanOrEqual(1);
  }
}

it('shows the end of each of 100 operations on its card within five seconds, where so many a minute may be edited', async () => {
  const random = seeded(seed);

  const calm = await measured(() => 40_000 + random(160_000));
  report('ends spread over 160 s: card', cards(calm));

  expect(calm.herd.slack.limited).toEqual([]);
  expect(calm.all.every(({ ping, end }) => ping.length === 1 && end.length === 1)).toBe(true);
  expect(quantile(cards(calm), 0.99)).toBeLessThanOrEqual(5_000);
}, 60_000);

it('says the results of 100 operations that end in one moment as fast as each channel takes them', async () => {
  const burst = await measured(() => 60_000);
  report('at one moment: result', pings(burst));
  report('at one moment: card', cards(burst));

  expect(burst.herd.slack.limited).toEqual([]);
  expect(burst.all.every(({ ping, end }) => ping.length === 1 && end.length === 1)).toBe(true);
  // Ten in each channel, of which four may come at once and then one a second.
  expect(Math.max(...pings(burst))).toBeLessThanOrEqual(6_500);
  expect(cards(burst).filter((late) => late === 0).length).toBeGreaterThanOrEqual(keptForEnds);
  expect(Math.max(...cards(burst))).toBeLessThanOrEqual(2 * minute);
}, 60_000);

it('changes the card of a single operation every two seconds, all along', async () => {
  const herd = await herdOf([{ name: 'web-0', steps: [0, 0, 120_000, 0], bytes: true }]);
  herd.slack.channel(channels[0]!);
  await herd.slack.person('U0P0').slash('/gpu', 'start 0', { channel: channels[0]! });
  const [kept] = await herd.rest(1);
  const { going } = seenOf(herd, kept!);

  const gaps = going.slice(1).map((at, nth) => at - going[nth]!);
  expect(going.length).toBeGreaterThanOrEqual(50);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(4_100);
});

async function measured(duration: () => number): Promise<Measured> {
  const jobs = Array.from({ length: 100 }, (_, nth): Job => {
    const whole = duration();
    const steps = [0.1, 0.15, 0.55].map((part) => Math.round(whole * part));
    const last = whole - steps.reduce((sum, step) => sum + step, 0);
    return { name: `web-${nth}`, steps: [...steps, last], bytes: nth % 5 === 0 };
  });
  const herd = await herdOf(jobs);
  for (const id of channels) herd.slack.channel(id);
  const people = Array.from({ length: 20 }, (_, nth) => herd.slack.person(`U0P${nth}`));
  await Promise.all(
    jobs.map((_, nth) => people[nth % 20]!.slash('/gpu', `start ${nth}`, { channel: channels[nth % 10]! })),
  );
  const all = await herd.rest(jobs.length);
  return { herd, all: all.map((kept) => seenOf(herd, kept)) };
}

function seenOf({ slack }: Herd, { head, entries }: Kept): Seen {
  const name = `web-${z.object({ nth: z.number() }).parse(head.input).nth}`;
  const saying = (method: string, words: string): readonly number[] =>
    slack.calls.filter((call) => call.method === method && said(call).includes(words)).map(({ at }) => at);
  const going = saying('chat.update', `Starting ${name} `);
  const end = saying('chat.update', `${name} is ready`);
  const times = [...saying('chat.postMessage', `Starting ${name} `), ...going, ...end];
  return {
    ended: entries.at(-1)!.at,
    ping: saying('chat.postMessage', `${name} is up `),
    end,
    going,
    shown: entries.map(({ at }) => [at, times.find((time) => time >= at) ?? Number.POSITIVE_INFINITY]),
  };
}

const said = ({ args }: Call): string => `${args.text} `.replaceAll('\n', ' ');
const pings = ({ all }: Measured): readonly number[] => all.map(({ ping, ended }) => ping[0]! - ended);
const cards = ({ all }: Measured): readonly number[] => all.map(({ end, ended }) => end[0]! - ended);

const quantile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;

function report(what: string, all: readonly number[]): void {
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => `${(quantile(all, share) / 1_000).toFixed(1)} s`);
  console.log(`${what}: p50 ${p50}, p99 ${p99}, max ${max}`);
}
