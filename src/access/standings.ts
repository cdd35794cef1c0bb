import type { Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import { pricesOfMachines } from '../cloud-prices.ts';
import type { Machine, Price } from '../cloud-things.ts';
import type { OperationId, Store } from '../store.ts';
import type { Limit } from '../takes.ts';
import { countsFor, isIn, type Member, type Policy, placesOf, quotasFor } from './policy.ts';
import { type Applied, beginningOf, counterOf, type Measure, measures, type Quota } from './quota.ts';
import { countedOf, type Owned, seenOf } from './usage.ts';
import { readUsed, type Used } from './used.ts';

/** How it stands with one thing that a quota limits, for somebody in a cloud. */
export interface Standing extends Applied, Limit {
  readonly measure: Measure;
  /** How much of what was counted has no known price. */
  readonly unknown: number;
  readonly machines: readonly Machine[];
  /** What operations are going to add, and which ones. */
  readonly coming: { readonly amount: number; readonly by: readonly OperationId[] };
}

export interface Asked {
  readonly policy: Policy;
  readonly store: Pick<Store, 'endings' | 'heads' | 'get' | 'all' | 'add'>;
  readonly cloud: Cloud;
  readonly who: Member;
  readonly where: Pick<Place, 'chat' | 'channel'>;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Counts, for every quota that fits; asks nobody where none does. */
export async function standingsOf(asked: Asked): Promise<readonly Standing[]> {
  const { policy, store, cloud, who, where, now, signal } = asked;
  const { name, about } = cloud;
  const called = { name, ...(about.project === undefined ? {} : { project: about.project }) };
  const applied = quotasFor(policy, { who, where, cloud: called });
  if (applied.length === 0) return [];
  // Before the cloud is asked: what ends from here on is counted by the store.
  const since = await store.endings();
  const [machines, going, members] = await Promise.all([
    ownedIn(cloud, applied, signal),
    store.heads({ states: ['going', 'waiting'], limit: 1_000 }),
    rememberMembers(policy, store, applied, who),
  ]);
  const standings = applied.flatMap(({ quota, counts }) =>
    measures.flatMap((measure) => {
      const most = quota.most[measure];
      return most === undefined ? [] : [{ quota, counts, measure, most }];
    }),
  );
  return Promise.all(
    standings.map(async ({ quota, counts, measure, most }) => {
      const counted = (owner: string, channel: string | undefined) =>
        (quota.of === 'person' ? owner === who.id : countsFor(policy, quota, { id: owner }) || members(quota, owner)) &&
        isIn(quota.channels, placesIn(channel));
      const mine = machines.filter(({ owner, machine }) => counted(owner, machine.stamp?.channel));
      const used = await usedFrom(asked, measure);
      const theirs = used.used.filter(({ owner, channel }) => counted(owner, channel));
      const { amount, unknown } = countedOf(mine, { ...used, used: theirs }, measure, quota, now);
      const of = counterOf({ quota, cloud: name, who }, measure);
      const seen = seenOf(mine, measure);
      const coming = going.flatMap(({ id, takes = [] }) =>
        takes
          .filter((take) => take.of === of && ![id, take.as].some((one) => one !== undefined && seen.includes(one)))
          .map((take) => ({ id, amount: take.amount })),
      );
      return {
        ...{ quota, counts, measure, most, of, since, counted: amount, unknown, seen },
        machines: mine.map(({ machine }) => machine),
        coming: { amount: coming.reduce((sum, one) => sum + one.amount, 0), by: coming.map(({ id }) => id) },
      };
    }),
  );
}

/** What people have in the cloud, by the stamps on it. What is being removed is nobody's any more. */
export async function ownedIn(
  cloud: Cloud,
  applied: readonly Pick<Applied, 'quota'>[],
  signal: AbortSignal,
): Promise<readonly Owned[]> {
  const stamped = (await Array.fromAsync(cloud.list(signal))).filter(
    ({ stamp, state }) => stamp !== undefined && state !== 'removing',
  );
  const money = applied.some(({ quota }) => quota.currency !== undefined);
  const priced: readonly { readonly machine: Machine; readonly price?: Price | undefined }[] = money
    ? await pricesOfMachines(cloud, stamped, signal)
    : stamped.map((machine) => ({ machine }));
  return priced.map(({ machine, price }) => ({ machine, owner: machine.stamp?.owner ?? '', price }));
}

const usedFrom = async (
  { store, cloud, now }: Asked,
  measure: Measure,
): Promise<{ readonly used: readonly Used[]; readonly upTo: number }> =>
  measure === 'machines' || measure === 'gpus'
    ? { used: [], upTo: now }
    : readUsed(store, cloud.name, beginningOf(measure, now), now);

/** As a stamp says it: `slack/C061EG9SL`. */
function placesIn(channel = ''): readonly string[] {
  const slash = channel.indexOf('/');
  return placesOf({ chat: channel.slice(0, Math.max(slash, 0)), channel: channel.slice(slash + 1) });
}

/**
 * That somebody is in a group of a chat is known only when they speak, and what they own is counted also when others do.
 */
async function rememberMembers(
  policy: Policy,
  store: Pick<Store, 'all' | 'add'>,
  applied: readonly Applied[],
  who: Member,
): Promise<(quota: Quota, owner: string) => boolean> {
  const together = applied.filter(({ quota }) => quota.of === 'group').map(({ quota }) => quota);
  if (together.length === 0) return () => false;
  for (const quota of together) {
    if (!countsFor(policy, quota, { id: who.id })) await store.add(memberKey(quota, who.id), true);
  }
  const known = new Set((await store.all('member/')).map(([key]) => key));
  return (quota, owner) => known.has(memberKey(quota, owner));
}

const memberKey = ({ rule }: Quota, id: string): string => `member/${encodeURIComponent(rule)}/${id}`;
