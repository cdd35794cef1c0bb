import type { Machine, Price } from '../cloud-things.ts';
import { endOf, hour, type Measure, type Quota } from './quota.ts';
import type { Used } from './used.ts';

/** What somebody will have more of when an operation is done. */
export interface Holding {
  readonly machines: number;
  readonly gpus: number;
  /** Of an hour; not there where nobody knows. */
  readonly price?: Price;
  /** Milliseconds it is needed, where somebody said that. */
  readonly lasting?: number;
  /** A machine that is there already and takes its place again, or another's; and whose it is then, by id and by name. */
  readonly back?: { readonly machine: string; readonly owner?: string; readonly name?: string };
}

/** So much of a measure, and how much of what is there has no known price. */
export interface Amount {
  readonly amount: number;
  readonly unknown: number;
}

/** A machine whose owner is known, with its price. */
export interface Owned {
  readonly machine: Machine;
  readonly owner: string;
  readonly price: Price | undefined;
}

/** Machines that were let go for a while hold no place. */
export const rests = ({ state }: Machine): boolean => state === 'parked' || state === 'interrupted';

/** What it takes until the day or the month is over at most. */
export function takenBy(holding: Holding, measure: Measure, quota: Quota, now: number): Amount {
  if (measure === 'machines' || measure === 'gpus') return { amount: holding[measure], unknown: 0 };
  const until = Math.min(endOf(measure, now), now + (holding.lasting ?? Number.POSITIVE_INFINITY));
  return priced((until - now) / hour, holding.price, measure, quota);
}

/** What there is of the measure: of hours and money what was used, and what the machines go on to use. */
export function countedOf(
  machines: readonly Owned[],
  { used, upTo }: { readonly used: readonly Used[]; readonly upTo: number },
  measure: Measure,
  quota: Quota,
  now: number,
): Amount {
  if (measure === 'machines') return { amount: machines.length, unknown: 0 };
  const holding = machines.filter(({ machine }) => !rests(machine));
  if (measure === 'gpus')
    return { amount: holding.reduce((sum, { machine }) => sum + (machine.flavor?.gpu?.count ?? 0), 0), unknown: 0 };
  const there = holding.map(({ machine, price }) => {
    const from = Math.min(now, Math.max(upTo, Date.parse(machine.createdAt ?? '') || upTo));
    return priced((neededUntil(machine, measure, now) - from) / hour, price, measure, quota);
  });
  return sumOf([...there, ...used.map((one) => spentOf(one, measure, quota))]);
}

/** What was counted: the operation that made it always, the thing itself only while it takes something. */
export const seenOf = (machines: readonly Owned[], measure: Measure): readonly string[] =>
  machines.flatMap(({ machine }) => [
    ...(machine.stamp?.operation ? [machine.stamp.operation] : []),
    ...(measure === 'machines' || !rests(machine) ? [machine.id] : []),
  ]);

function spentOf({ hours, money }: Used, measure: Measure, { currency = '' }: Quota): Amount {
  if (isHours(measure)) return { amount: hours, unknown: 0 };
  const foreign = Object.keys(money).filter((each) => each !== currency);
  return { amount: money[currency] ?? 0, unknown: foreign.length };
}

function priced(hours: number, price: Price | undefined, measure: Measure, { currency }: Quota): Amount {
  if (isHours(measure)) return { amount: hours, unknown: 0 };
  return price?.currency === currency && price
    ? { amount: price.perHour * hours, unknown: 0 }
    : { amount: 0, unknown: 1 };
}

const isHours = (measure: Measure): boolean => measure.startsWith('hours');

const sumOf = (all: readonly Amount[]): Amount => ({
  amount: all.reduce((sum, { amount }) => sum + amount, 0),
  unknown: all.reduce((sum, { unknown }) => sum + unknown, 0),
});

/** One that is not needed any more runs on until somebody stops it. */
function neededUntil({ stamp }: Machine, measure: Measure, now: number): number {
  const said = Date.parse(stamp?.lease ?? '');
  return said > now ? Math.min(said, endOf(measure, now)) : endOf(measure, now);
}
