import { describe, expect, it } from 'vitest';
import type { What } from '../../adapters/cloud/openstack/practice/practice.ts';
import { practiceBot } from './harness.ts';

const whats: readonly What[] = [
  { status: 500 },
  { status: 503 },
  { status: 409 },
  { status: 404 },
  { status: 403 },
  'rate-limit',
  'reset',
  'lost-reply',
  'token-revoked',
  'quota',
  'no-valid-host',
];

/** Fits one call only: the so-manieth of those that change something. */
class Nth extends RegExp {
  private readonly n: number;
  private seen = 0;
  constructor(n: number) {
    super('');
    this.n = n;
  }
  override test(path: string): boolean {
    return !/tokens$/.test(path) && ++this.seen === this.n;
  }
}

async function meet(before: readonly string[], words: string, method: string, nth: number, what: What) {
  const bot = await practiceBot();
  for (const each of before) await bot.say(each);
  bot.practice.faults.add({ method, path: new Nth(nth), times: 1, what });
  const out = await bot.say(words);
  const { machines, disks, addresses } = await bot.things();
  const state = out.kept?.head.state ?? 'refused';
  return { text: out.text, all: `${state} ${machines.length}/${disks.length}/${addresses.length}` };
}

describe.each(whats)('whatever meets %j', (what) => {
  it.each([1, 2, 3])('a start ends with one of each or with nothing, at its call %i', async (nth) => {
    const { text, all } = await meet([], 'gpu start base-image', 'POST', nth, what);

    expect(['done 1/1/1', 'undone 0/0/0']).toContain(all);
    expect(text).not.toMatch(/inside Hoist/);
  });

  it.each([1, 2])('a stop ends with the disk alone, or says that it got stuck, at its call %i', async (nth) => {
    const { text, all } = await meet(['gpu start base-image --name a'], 'gpu stop a', 'DELETE', nth, what);

    expect(all).toMatch(/^(done 0\/1\/0|stuck .*)$/);
    expect(text).not.toMatch(/inside Hoist/);
  });
});
