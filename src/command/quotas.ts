import type { Access } from '../access/access.ts';
import { fullWords, lineWithThis, listWords, noPriceWords, stopWords } from '../access/quota-words.ts';
import type { Standing } from '../access/standings.ts';
import { type Amount, type Holding, takenBy } from '../access/usage.ts';
import type { Approval } from '../approval.ts';
import type { Person, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import type { Operation } from '../engine/operation.ts';
import { Failure } from '../failure.ts';
import { type Said, said } from '../phrases.ts';
import { laneOf, type OperationId, type Store } from '../store.ts';
import { type Exceeded, Full, type Limit, type Take } from '../takes.ts';
import type { CloudQuotas } from './command.ts';

interface Office {
  readonly access: Access;
  readonly store: Store;
  readonly clouds: readonly Cloud[];
  readonly now: () => number;
}

/** How something is begun: what it takes, within which limits, and who has to agree. */
export interface Terms<I> {
  readonly input: I;
  readonly approval: Approval | undefined;
  readonly takes: readonly Take[];
  readonly limits: readonly Limit[];
}

interface Asking {
  readonly who: Person;
  readonly where: Place;
  /** Who else has to agree to it in any case. */
  readonly approval: Approval | undefined;
  readonly signal: AbortSignal;
}

/** How it stands with one limit, and what this would add. */
interface Weighed extends Standing {
  readonly more: Amount;
}

/**
 * Begins it within the quotas. Where one is full, it is begun all the same as a question to those who may agree to more,
 * if there are such people; else it is refused, with what can be done about it.
 */
export async function withinQuotas<I, B>(
  office: Office,
  operation: Operation<I, unknown>,
  input: I,
  asking: Asking,
  begin: (terms: Terms<I>) => Promise<B>,
): Promise<B> {
  const holding = operation.holds?.(input);
  const weighed = holding ? await weigh(office, holding, input, asking) : [];
  const lines = linesOf(weighed);
  let over = weighed.filter((one) => one.counts === 'and limits' && isOver(one));
  for (;;) {
    const closed = over.find(({ quota }) => !quota.over || !operation.under);
    if (closed) throw await refusal(office, closed, input, asking, holding?.back?.name);
    const approval = over.reduce<Approval | undefined>((most, { quota }) => stricter(most, quota.over), undefined);
    const agreed = approval ?? asking.approval;
    try {
      return await begin({
        input: operation.under?.(input, { lines, asks: agreed !== undefined }) ?? input,
        approval: agreed,
        takes: weighed.map((one) => takeOf(one, holding)),
        limits: weighed.filter((one) => one.counts === 'and limits' && over.every(({ of }) => of !== one.of)),
      });
    } catch (error) {
      if (!(error instanceof Full)) throw error;
      over = [...over, ...error.exceeded.flatMap((full) => asFound(weighed, full))];
    }
  }
}

/** How it would stand with the quotas; nothing is begun. */
export async function quotaLines(
  office: Office,
  holding: Holding | undefined,
  input: unknown,
  asking: Omit<Asking, 'approval'>,
): Promise<readonly Said[]> {
  return holding ? linesOf(await weigh(office, holding, input, asking)) : [];
}

/** How somebody stands with their quotas in each of these clouds. */
export const quotasIn = (
  { access, store, now }: Pick<Office, 'access' | 'store' | 'now'>,
  clouds: readonly Cloud[],
  { who, where }: Pick<Asking, 'who' | 'where'>,
  signal: AbortSignal,
): Promise<readonly CloudQuotas[]> =>
  Promise.all(
    clouds.map(async (cloud) => {
      try {
        const standings = await access.standings({ store, cloud, who, where, now: now(), signal });
        return { cloud: cloud.name, standings: standings.filter(({ counts }) => counts === 'and limits') };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { cloud: cloud.name, standings: [], unknown: error };
      }
    }),
  );

const linesOf = (weighed: readonly Weighed[]): readonly Said[] =>
  weighed
    .filter(({ counts }) => counts === 'and limits')
    .map((one) => said(lineWithThis(one, one.counted + one.coming.amount + one.more.amount)));

async function weigh(
  { access, store, clouds, now }: Office,
  holding: Holding,
  input: unknown,
  { who: speaker, where, signal }: Omit<Asking, 'approval'>,
): Promise<readonly Weighed[]> {
  const cloud = clouds.find(({ name }) => name === laneOf(input));
  if (!cloud) return [];
  const owner = holding.back?.owner;
  const who = owner === undefined || owner === speaker.id ? speaker : { id: owner };
  const at = now();
  const standings = await access.standings({ store, cloud, who, where, now: at, signal });
  return standings.map((standing) => {
    // A machine that changes hands among those who are counted together is no more than it was.
    const there = holding.back !== undefined && standing.seen.includes(holding.back.machine);
    return { ...standing, more: there ? nothing : takenBy(holding, standing.measure, standing.quota, at) };
  });
}

const nothing: Amount = { amount: 0, unknown: 0 };

const takeOf = ({ of, more }: Weighed, holding: Holding | undefined): Take => ({
  of,
  amount: more.amount,
  ...(holding?.back ? { as: holding.back.machine } : {}),
});

/** With what the store found, which is newer. */
const asFound = (weighed: readonly Weighed[], { of, taken, by }: Exceeded): readonly Weighed[] =>
  weighed.filter((one) => one.of === of).map((one) => ({ ...one, coming: { amount: taken, by } }));

/**
 * As far as it is known before it is begun; the store has the last word. What nobody knows the price of is never within
 * a budget.
 */
const isOver = ({ counted, coming, more, most }: Weighed): boolean =>
  more.unknown > 0 || counted + coming.amount + more.amount > most;

/** More people are stricter; of as many, those of the first. */
const stricter = (a: Approval | undefined, b: Approval | undefined): Approval | undefined =>
  a && b ? (b.count > a.count ? b : a) : (a ?? b);

/** So many get a button. */
const offered = 3;

async function refusal(
  { access, store }: Office,
  standing: Weighed,
  input: unknown,
  { who }: Asking,
  theirs: string | undefined,
): Promise<Failure> {
  const { counted, coming, more, machines, quota } = standing;
  const cloud = laneOf(input);
  const begun = await Promise.all(coming.by.map(async (id) => nameOf(id, (await store.read(id))?.head.input)));
  const names = [...machines.map(({ name }) => name), ...begun].sort();
  const own = machines
    .filter(({ stamp }) => stamp?.owner === who.id)
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, offered);
  const words =
    more.unknown > 0
      ? noPriceWords(standing)
      : fullWords(standing, counted + coming.amount, more.amount, names, theirs);
  return new Failure('quota', words, {
    again: false,
    hint: access.because({ may: false, rule: quota.rule }),
    next: [
      ...own.map(({ id, name }) => ({
        label: said(stopWords(name)),
        press: { command: 'gpu stop', args: { machine: id, cloud } },
      })),
      { label: said(listWords), press: { command: 'gpu list', args: { cloud } } },
    ],
  });
}

/** What it is going to be called, where its input says that. */
const nameOf = (id: OperationId, input: unknown): string =>
  typeof input === 'object' && input !== null && 'name' in input && typeof input.name === 'string' ? input.name : id;
