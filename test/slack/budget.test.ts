import { expect, it } from 'vitest';
import type { Kept } from '../../src/kit.ts';
import { seeded } from '../contract/kill.ts';
import { type Herd, herdOf, type Job } from './herd.ts';
import { general } from './stage.ts';

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const channels = [general, ...Array.from({ length: 9 }, (_, nth) => `C0TEAM${nth}`)];

it('measures', async () => {
  const random = seeded(7);
  const jobs: Job[] = Array.from({ length: 100 }, (_, nth) => {
    const whole = 30_000 + random(90_000);
    return { name: `web-${nth}`, steps: [0.1, 0.15, 0.55, 0.2].map((part) => Math.round(whole * part)), bytes: nth % 5 === 0 };
  });
  const herd = await herdOf(jobs);
  const people = Array.from({ length: 20 }, (_, nth) => herd.slack.person(`U0P${nth}`, { name: `p${nth}` }));
  for (const id of channels.slice(1)) herd.slack.channel(id);
  const since = performance.now();
  await Promise.all(jobs.map((_, nth) => people[nth % 20]!.slash('/gpu', `start ${nth}`, { channel: channels[nth % 10]! })));
  const all = await herd.rest(100);
  console.log('real', seconds(performance.now() - since));
  report('card', all.map((kept) => cardAfter(herd, kept)));
  report('ping', all.map((kept) => pingAfter(herd, kept)));
  report('stale', all.flatMap((kept) => staleness(herd, kept)));
  console.log(new Map([...Map.groupBy(herd.slack.calls, ({ method, answer }) => `${method} ${answer}`)].map(([k, v]) => [k, v.length])));
}, 120_000);

function report(what: string, all: readonly number[]) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => seconds(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  console.log(`${what}: p50 ${at(0.5)} p90 ${at(0.9)} p99 ${at(0.99)} max ${at(1)} of ${sorted.length}`);
}

const titleOf = (herd: Herd, kept: Kept) => `web-${(kept.head.input as { nth: number }).nth}`;
const end = (kept: Kept) => kept.entries.at(-1)!.at;

function pingAfter(herd: Herd, kept: Kept): number {
  const calls = herd.slack.calls.filter(({ method, args }) => method === 'chat.postMessage' && String(args.text).includes(`${titleOf(herd, kept)} is up`));
  expect(calls).toHaveLength(1);
  return calls[0]!.at - end(kept);
}
function cardAfter(herd: Herd, kept: Kept): number {
  const calls = herd.slack.calls.filter(({ method, args }) => method === 'chat.update' && String(args.text).includes(`${titleOf(herd, kept)} is ready`));
  expect(calls).toHaveLength(1);
  return calls[0]!.at - end(kept);
}
function staleness(herd: Herd, kept: Kept): number[] {
  const name = titleOf(herd, kept);
  const times = herd.slack.calls.filter(({ method, args }) => (method === 'chat.update' || method === 'chat.postMessage') && new RegExp(`${name} is ready|Starting ${name}\\b`).test(String(args.text))).map(({ at }) => at);
  return kept.entries.map(({ at }) => times.find((time) => time >= at)! - at);
}
