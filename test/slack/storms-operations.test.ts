import { afterAll, expect, it } from 'vitest';
import type { Fault } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { type Herd, herdOf, type Job } from './herd.ts';

const channels = ['C0TEAM0', 'C0TEAM1', 'C0TEAM2'];
const [stormy = ''] = channels;
const jobs = Array.from({ length: 12 }, (_, nth): Job => {
  return { name: `web-${nth}`, steps: [2_000 + nth * 500, 4_000, 9_000, 5_000 + nth * 700], bytes: nth % 3 === 1 };
});

interface Storm {
  readonly faults: readonly Fault[];
  /** It concerns one channel, so the others are to notice nothing. */
  readonly inOne?: true;
}

const here = (method: string, what: Fault['what'], times: number): Fault => ({
  ...{ method, what, times },
  where: ({ channel }) => channel === stormy,
});

const looksForOwn: Fault['where'] = (args) => args.include_all_metadata !== undefined;

const storms: Readonly<Record<string, Storm>> = {
  'chat.update limited': { faults: [here('chat.update', { retryAfter: 7 }, 8)], inOne: true },
  'chat.postMessage limited': { faults: [here('chat.postMessage', { retryAfter: 7 }, 8)], inOne: true },
  'both limited': {
    faults: [here('chat.update', { retryAfter: 3 }, 8), here('chat.postMessage', { retryAfter: 11 }, 6)],
    inOne: true,
  },
  'conversations.history limited': { faults: [{ method: 'conversations.history', what: { retryAfter: 5 }, times: 3 }] },
  'users.info limited': { faults: [{ method: 'users.info', what: { retryAfter: 5 }, times: 3 }] },
  'everything limited': { faults: [{ what: { retryAfter: 4 }, times: 40 }] },
  'replies to posts lost': { faults: [{ method: 'chat.postMessage', what: 'lost-reply', times: 9 }] },
  'replies to posts lost, and looking limited': {
    faults: [
      { method: 'chat.postMessage', what: 'lost-reply', times: 9 },
      { method: 'conversations.history', what: { retryAfter: 6 }, times: 6, where: looksForOwn },
      { method: 'conversations.replies', what: { retryAfter: 6 }, times: 6 },
    ],
  },
  'posts broken off': { faults: [{ method: 'chat.postMessage', what: 'reset', times: 9 }] },
  'replies to edits lost': { faults: [{ method: 'chat.update', what: 'lost-reply', times: 20 }] },
  'Slack away': { faults: [{ what: { status: 503 }, times: 60 }] },
};

const counted: string[] = [];
afterAll(() => console.log(counted.join('\n')));

it.each(Object.entries(storms))(
  'shows every end once, and keeps every pause, with %s',
  async (name, { faults, inOne }) => {
    const herd = await herdOf(jobs);
    const { slack } = herd;
    for (const id of channels) slack.channel(id);
    for (const fault of faults) slack.fault(fault);

    const delivered = jobs.map((_, nth) =>
      slack.person(`U0P${nth}`).slash('/gpu', `start ${nth}`, { channel: channels[nth % channels.length]! }),
    );
    const all = await herd.rest(jobs.length);

    const messages = channels.flatMap((id) => slack.messages(id).map((message) => slack.text({ ...message })));
    const of = (words: string) => messages.filter((text) => text.includes(words)).length;
    const counts = jobs.flatMap((job) => [of(`${job.name} is ready`), of(`${job.name} is up`)]);
    const lost = counts.filter((count) => count === 0).length;
    const doubled = counts.filter((count) => count > 1).length;
    counted.push(`${name}: ${jobs.length * 2} messages, ${troubles(herd)} troubles, ${lost} lost, ${doubled} doubled`);
    expect([lost, doubled]).toEqual([0, 0]);
    expect(messages).toHaveLength(jobs.length * 2);
    expect((await Promise.all(delivered)).every(({ acked }) => acked)).toBe(true);
    expect(troubles(herd)).toBeGreaterThan(2);
    expect(tooSoon(herd)).toEqual([]);
    if (!inOne) return;
    for (const { head, entries } of all.filter(({ head }) => head.where.channel !== stormy)) {
      const { nth } = head.input as { nth: number }; // that is what the herd takes
      const ping = slack.calls.find(({ args }) => String(args.text).includes(`web-${nth} is up`));
      expect(ping!.at - entries.at(-1)!.at).toBeLessThan(1_000);
    }
  },
);

const troubles = ({ slack }: Herd): number => slack.calls.filter(({ answer }) => answer !== 'ok').length;

/** Calls that came before a pause was over that Slack had asked for: for the same method in the same channel. */
function tooSoon({ slack }: Herd): readonly string[] {
  const waits = new Map<string, { readonly since: number; readonly until: number }>();
  const early: string[] = [];
  for (const { method, args, at, answer, retryAfter } of slack.calls) {
    const key = `${method} ${args.channel ?? args.user}`;
    const wait = waits.get(key);
    // What was on its way already when Slack asked is no fault.
    if (wait && at > wait.since && at < wait.until) early.push(`${key} ${wait.until - at} ms before the end`);
    if (answer === '429') waits.set(key, { since: at, until: at + (retryAfter ?? 0) * 1_000 });
  }
  return early;
}
