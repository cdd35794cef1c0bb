import type { Approval } from '../approval.ts';
import type { Member, Scope } from './policy.ts';

/** What of machines is limited. Hours and money of a day and of a month are those of the calendar, by UTC. */
export const measures = [
  'machines',
  'gpus',
  'hours per day',
  'hours per month',
  'money per day',
  'money per month',
] as const;
export type Measure = (typeof measures)[number];

/** How much of the machines of a cloud somebody may have; every quota that fits holds. */
export interface Quota extends Scope {
  /** Counted for each person alone, for all of `who` together, or for everybody. */
  readonly of: 'person' | 'group' | 'all';
  readonly most: Readonly<Partial<Record<Measure, number>>>;
  /** Of the money. */
  readonly currency?: string;
  /** Who may agree to more; nobody without it. */
  readonly over?: Approval;
}

/** A quota for somebody who is about to begin something. */
export interface Applied {
  readonly quota: Quota;
  /** What everybody has counts for it, but they themselves are not held to it. */
  readonly counts: 'only' | 'and limits';
}

/** What is counted, by a name that is the same in every process. */
export const counterOf = (
  { quota, cloud, who }: { readonly quota: Quota; readonly cloud: string; readonly who: Pick<Member, 'id'> },
  measure: Measure,
): string => [cloud, measure, quota.of === 'person' ? who.id : quota.of, quota.rule].map(encodeURIComponent).join('/');

export const hour = 3_600_000;

/** The day or the month that this moment is in, by UTC. */
export const beginningOf = (measure: Measure, now: number): number => boundary(measure, now, 0);
export const endOf = (measure: Measure, now: number): number => boundary(measure, now, 1);

function boundary(measure: Measure, now: number, further: 0 | 1): number {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return measure.endsWith('month')
    ? Date.UTC(year, month + further, 1)
    : Date.UTC(year, month, date.getUTCDate() + further);
}
