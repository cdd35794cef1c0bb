import { z } from 'zod';
import type { Store } from '../store.ts';
import { hour } from './quota.ts';
import { type Owned, rests } from './usage.ts';

const usedShape = z.object({
  owner: z.string(),
  /** Where it was started from, as a stamp says it. */
  channel: z.string(),
  hours: z.number(),
  /** By currency; under `''` the hours of what nobody knows the price of. */
  money: z.record(z.string(), z.number()),
});
/** What the machines of one person have used on one day. */
export type Used = z.infer<typeof usedShape>;

const dayShape = z.object({ upTo: z.number(), used: z.array(usedShape) });
type Day = z.infer<typeof dayShape>;

const day = 24 * hour;
const keyOf = (cloud: string, at: number): string => `used/${cloud}/${new Date(at).toISOString().slice(0, 10)}`;

async function readDay(store: Pick<Store, 'get'>, cloud: string, at: number): Promise<Day | undefined> {
  const kept = dayShape.safeParse(await store.get(keyOf(cloud, at)));
  return kept.success ? kept.data : undefined;
}

/**
 * Writes down what machines have used since this was done the last time: of those that are gone nothing else tells it.
 * A day is one fact that says up to when it is known, so that done twice it says the same.
 */
export async function writeUsed(
  store: Pick<Store, 'get' | 'put'>,
  cloud: string,
  machines: readonly Owned[],
  now: number,
): Promise<void> {
  const today = Math.floor(now / day) * day;
  const before = await readDay(store, cloud, today - day);
  // What yesterday had left since it was last written down.
  if (before && before.upTo < today) await writeDay(store, cloud, before, machines, today - day, today);
  const known = (await readDay(store, cloud, today)) ?? { upTo: today, used: [] };
  if (known.upTo < now) await writeDay(store, cloud, known, machines, today, now);
}

async function writeDay(
  store: Pick<Store, 'put'>,
  cloud: string,
  { upTo, used }: Day,
  machines: readonly Owned[],
  at: number,
  until: number,
): Promise<void> {
  const all = new Map(used.map((one) => [JSON.stringify([one.owner, one.channel]), one]));
  for (const { machine, owner, price } of machines) {
    const from = Math.max(upTo, Date.parse(machine.createdAt ?? '') || upTo);
    if (rests(machine) || from >= until) continue;
    const channel = machine.stamp?.channel ?? '';
    const key = JSON.stringify([owner, channel]);
    const { hours, money }: Pick<Used, 'hours' | 'money'> = all.get(key) ?? { hours: 0, money: {} };
    const more = (until - from) / hour;
    const currency = price?.currency ?? '';
    const worth = price ? price.perHour * more : more;
    all.set(key, {
      ...{ owner, channel, hours: hours + more },
      money: { ...money, [currency]: (money[currency] ?? 0) + worth },
    });
  }
  await store.put(keyOf(cloud, at), { upTo: until, used: [...all.values()] });
}

/** What was used from then on, and up to when that is known. */
export async function readUsed(
  store: Pick<Store, 'get'>,
  cloud: string,
  from: number,
  now: number,
): Promise<{ readonly used: readonly Used[]; readonly upTo: number }> {
  const days = Array.from({ length: Math.ceil((now + 1 - from) / day) }, (_, nth) => from + nth * day);
  const kept = (await Promise.all(days.map((at) => readDay(store, cloud, at)))).filter((one) => one !== undefined);
  return { used: kept.flatMap(({ used }) => used), upTo: Math.max(from, ...kept.map(({ upTo }) => upTo)) };
}
