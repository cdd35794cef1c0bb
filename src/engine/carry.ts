import type { Reason } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Observer } from '../observe/observer.ts';
import { Stale } from '../refused-writes.ts';
import type { Claim, Head, Kept, OperationId, Store } from '../store.ts';
import { back } from './back.ts';
import type { Clock } from './clock.ts';
import { type Course, courseOf } from './course.ts';
import { forward } from './forward.ts';
import type { Job, Rest } from './job.ts';
import type { Entry } from './journal.ts';
import type { AnyOperation, World } from './operation.ts';
import type { Tell } from './tells.ts';
import { withToggled } from './toggles.ts';

export interface Carrier {
  readonly store: Store;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly world: World;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  readonly looks: Map<string, Reason>;
  carries(head: Head): boolean;
  /** Aborted when the claim is lost or the process closes: nothing may be written any more. */
  readonly life: AbortSignal;
  /** A signal for one pass, aborted with its life, and when somebody else writes into the journal. */
  pass(): AbortSignal;
  /** How long the journal is, as far as this worker knows. */
  knows(id: OperationId, length: number): void;
  wrote(id: OperationId): void;
  tell(id: OperationId, tell: Tell): void;
}

/** An operation that this process does not know, or may not carry, is left for one that does. */
const leftFor = 5_000;

/** Carries one claimed operation to where it rests; answers when it is due again. `lost`: somebody else's by now. */
export async function carry(
  claim: Claim,
  by: Carrier,
): Promise<{ readonly wake: number | undefined } | { readonly lost: true }> {
  let taken = claim.taken;
  for (;;) {
    // Before the read, so that what is written after it is not missed.
    const signal = by.pass();
    const kept = await by.store.read(claim.id);
    if (!kept) return { wake: undefined };
    try {
      const rest = await pass(kept, { ...claim, taken }, signal, by);
      taken = false;
      if (by.life.aborted) return { lost: true };
      if (rest.kind === 'parked') return { wake: rest.until };
      if (rest.kind === 'ended') return { wake: undefined };
    } catch (error) {
      if (by.life.aborted) return { lost: true };
      if (!(error instanceof Stale)) throw error;
      by.log.debug({ operation: claim.id }, 'somebody else wrote');
    }
  }
}

async function pass(kept: Kept, { worker, taken }: Claim, signal: AbortSignal, by: Carrier): Promise<Rest> {
  const operation = by.operations.get(kept.head.operation);
  const { head } = withToggled(operation, kept);
  const course = courseOf(kept.entries);
  if (course.going === 'ended') return { kind: 'ended' };
  if (!operation || !by.carries(head)) {
    by.log.warn({ operation: head.id, name: head.operation }, operation ? 'left to others' : 'no such operation here');
    return { kind: 'parked', until: by.clock.now() + leftFor };
  }
  let length = kept.entries.length;
  by.knows(head.id, length);
  const entries: Entry[] = [...kept.entries];
  const log = by.log.child({ operation: head.id, name: head.operation });
  const unwritten: Entry[] = [];
  const job: Job = {
    head,
    operation,
    world: by.world,
    course,
    signal,
    clock: by.clock,
    log,
    looks: by.looks,
    worker,
    async write(entry, state, ping) {
      by.life.throwIfAborted();
      const first = unwritten.splice(0);
      const then = { state, ...(ping ? { ping: head.where } : {}), ...(first.length > 0 ? { first } : {}) };
      await by.store.append(head.id, length, entry, then);
      length += first.length + 1;
      by.knows(head.id, length);
      for (const written of [...first, entry]) {
        entries.push(written);
        report(log, written, head.at);
        by.observer.wrote({ head, entries, worker });
      }
      by.wrote(head.id);
    },
    keep: (entry) => void unwritten.push(entry),
    async flush() {
      const last = unwritten.pop();
      if (last) await job.write(last, 'going');
    },
    tell: (tell) => by.tell(head.id, tell),
  };
  if (taken) await job.write({ at: by.clock.now(), kind: 'resumed' }, head.state);
  if (course.going === 'stopped') return stop(job, course);
  const rest = course.going === 'back' ? await back(job) : await forward(job);
  if (rest.kind === 'ended') await learn(job, entries, by);
  return rest;
}

/** It failed behind a final step: it stays as it is until a person asks to go on. */
async function stop(job: Job, { failed }: Course): Promise<Rest> {
  const left = failed?.step === undefined ? [] : [failed.step];
  await job.write({ at: job.clock.now(), kind: 'ended', outcome: 'stuck', left }, 'stuck', true);
  return { kind: 'ended' };
}

/** What an operator wants to know tomorrow. */
function report(log: Log, entry: Entry, since: number): void {
  if (entry.kind === 'ended') log.info({ outcome: entry.outcome, took: entry.at - since }, 'operation ended');
  else if (entry.kind === 'resumed') log.warn({}, 'operation resumed');
  else if (entry.kind === 'tried' || entry.kind === 'failed') {
    log.warn({ step: entry.step, code: entry.reason.code, why: entry.reason.said.en }, `step ${entry.kind}`);
  } else log.debug({ step: 'step' in entry ? entry.step : undefined }, entry.kind);
}

/** How long each step took, for the next of its likeness. Steps that waited for a person teach nothing. */
async function learn(job: Job, entries: readonly Entry[], by: Carrier): Promise<void> {
  const { steps, ended } = courseOf(entries);
  if (ended?.outcome !== 'done') return;
  const took = [...steps].flatMap(([step, { began, did, answered }]) =>
    did && !answered ? [[step, did.at - began.at] as const] : [],
  );
  await by.store.remember(job.head.likeness, Object.fromEntries(took));
}
