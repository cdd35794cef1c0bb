import type { Reason } from '../failure.ts';
import { reasonOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { during } from '../observe/cause.ts';
import { type Phrase, phrases } from '../phrases.ts';
import type { Head, OperationState } from '../store.ts';
import type { Clock } from './clock.ts';
import type { Course } from './course.ts';
import type { Entry } from './journal.ts';
import type { AnyOperation, World } from './operation.ts';
import type { Tell } from './tells.ts';

const say = phrases({
  en: { bug: (id: string) => `something broke inside Hoist; quote ${id} when you report it` },
  ru: { bug: (id) => `внутренняя ошибка Hoist; сообщая о ней, укажите ${id}` },
  ko: { bug: (id) => `Hoist 내부 오류입니다. 신고할 때 이 번호를 알려 주세요: ${id}` },
});

/** One pass over an operation that this worker has claimed. */
export interface Job {
  readonly head: Head;
  readonly operation: AnyOperation;
  readonly world: World;
  readonly course: Course;
  /** Aborted when the claim is lost, the process closes, or somebody wrote into the journal. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
  /** Why looks failed lately, by step; not remembered. */
  readonly looks: Map<string, Reason>;
  readonly worker: string;
  /** Appends, or throws `Stale`. */
  write(entry: Entry, state: OperationState, ping?: boolean): Promise<void>;
  /** Is written with the next entry, in one go: most often the step that comes begins in the same moment. */
  keep(entry: Entry): void;
  /** Writes what is kept, before something happens that has no entry of its own. */
  flush(): Promise<void>;
  tell(tell: Tell): void;
}

/** Where a pass came to rest. `turned`: it goes on in another direction, from the journal. */
export type Rest =
  | { readonly kind: 'parked'; readonly until: number }
  | { readonly kind: 'turned' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'ended' };

export const keyOf = (job: Job, step: string): string => `${job.head.id}.${step}`;

export const refOf = (job: Job, step: string, signal: AbortSignal) => ({
  key: keyOf(job, step),
  signal,
  tell: (words: Phrase, share?: number) => job.tell({ step, words, ...(share === undefined ? {} : { share }) }),
});

/** Calls for this step, so that whoever is called can tell what for. */
export const calling = <T>(job: Job, step: string, call: () => Promise<T>, undo: { readonly undo?: true } = {}) =>
  during({ head: job.head, step, round: job.course.round, worker: job.worker, ...undo }, call);

/** What is kept of an error; our own mistakes are logged whole and told with the id only. */
export function reasonIn(job: Job, step: string | undefined, error: unknown): Reason {
  const reason = reasonOf(error, (l) => say(l).bug(job.head.id));
  if (reason.code === 'bug') job.log.error({ err: error, step }, 'step broke');
  return reason;
}

/** As it will come back from the journal. */
export const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null');
