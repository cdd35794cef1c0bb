import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Kept } from '../../src/kit.ts';
import { seeded } from '../contract/kill.ts';
import { type Herd, herdOf, type Job } from './herd.ts';

const seed = Number(process.env.HOIST_SEED ?? 7);
const posting = 'POST /channels/:channel/messages';
const editing = 'PATCH /channels/:channel/messages/:message';
const names = Array.from({ length: 5 }, (_, nth) => `team-${nth}`);

/** Five edits in five seconds, and a little: so long it takes to change each of the 20 cards of a channel once. */
const roundOfAChannel = 20 * 1_050;

/** One operation as the people in the channel saw it. */
interface Seen {
  readonly ended: number;
  readonly ping: readonly number[];
  /** When the card showed the end. */
  readonly end: readonly number[];
  /** How long it took until the card showed what had happened. */
  readonly late: readonly number[];
}

interface Measured {
  readonly herd: Herd;
  readonly all: readonly Seen[];
}

it(`carries 100 operations at once in one server (HOIST_SEED=${seed})`, async () => {
  const random = seeded(seed);

  const spread = await measured(() => 30_000 + random(90_000));

  report('end on the card', cards(spread));
  report('ping in the thread', pings(spread));
  report(
    'anything on the card',
    spread.all.flatMap(({ late }) => late),
  );
  expect(spread.herd.discord.rates.counters.limited).toEqual({});
  expect(spread.all.map(({ ping, end }) => [ping.length, end.length])).toEqual(spread.all.map(() => [1, 1]));
  expect(quantile(cards(spread), 0.99)).toBeLessThanOrEqual(5_000);
  expect(quantile(pings(spread), 0.99)).toBeLessThanOrEqual(5_000);
  expect(Math.max(...spread.all.flatMap(({ late }) => late))).toBeLessThanOrEqual(roundOfAChannel);
}, 60_000);

it('says the ends of 100 operations in one moment as fast as each channel takes them', async () => {
  const burst = await measured(() => 60_000);

  report('at one moment: end on the card', cards(burst));
  report('at one moment: ping', pings(burst));
  expect(burst.herd.discord.rates.counters.limited).toEqual({});
  expect(burst.all.map(({ ping, end }) => [ping.length, end.length])).toEqual(burst.all.map(() => [1, 1]));
  expect(Math.max(...cards(burst), ...pings(burst))).toBeLessThanOrEqual(roundOfAChannel);
}, 60_000);

async function measured(duration: () => number): Promise<Measured> {
  const jobs = Array.from({ length: 100 }, (_, nth): Job => {
    const whole = duration();
    const steps = [0.1, 0.15, 0.55].map((part) => Math.round(whole * part));
    const last = whole - steps.reduce((sum, step) => sum + step, 0);
    return { name: `web-${nth}`, steps: [...steps, last], bytes: nth % 5 === 0 };
  });
  const herd = await herdOf(jobs);
  const { discord, clock } = herd;
  const channels = names.map((name) => discord.channel(name));
  const people = Array.from({ length: 20 }, (_, nth) => discord.person(`1000000000000001${10 + nth}`));
  for (const nth of jobs.keys()) {
    await discord.slash('gpu start', { image: String(nth) }, { user: people[nth % 20]!, channel: channels[nth % 5]! });
    await clock.pass(50);
  }
  const all = await herd.rest(jobs.length);
  return { herd, all: all.map((kept) => seenOf(herd, kept)) };
}

function seenOf({ discord }: Herd, { head, entries }: Kept): Seen {
  const name = `web-${z.object({ nth: z.number() }).parse(head.input).nth}`;
  const saying = (on: string, words: string): readonly number[] =>
    discord.calls
      .filter(({ route, status, body }) => route === on && status === 200 && JSON.stringify(body).includes(words))
      .map(({ at }) => at);
  const end = saying(editing, `${name} is ready`);
  const begun = JSON.stringify(`Starting ${name}\n`).slice(1, -1);
  const going = [...saying(posting, begun), ...saying(editing, begun)];
  const ended = entries.at(-1)!.at;
  return {
    ended,
    ping: saying(posting, `${name} is up`),
    end,
    late: entries.map(({ at }) => Math.min(...[...going, ...end].filter((time) => time >= at)) - at),
  };
}

const cards = ({ all }: Measured): readonly number[] => all.map(({ end, ended }) => end[0]! - ended);
const pings = ({ all }: Measured): readonly number[] => all.map(({ ping, ended }) => ping[0]! - ended);

const quantile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;

function report(what: string, all: readonly number[]): void {
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => `${(quantile(all, share) / 1_000).toFixed(1)} s`);
  console.log(`${what}: p50 ${p50}, p99 ${p99}, max ${max}`);
}
