import { attempt } from './attempt.ts';
import { backoff, tries } from './backoff.ts';
import { type Job, type Rest, reasonIn, refOf } from './job.ts';
import type { Ref } from './operation.ts';
import { walk } from './walk.ts';

const tryAtMost = 120_000;

/** Takes back what was begun, newest first. What cannot be taken back is left, named, and the rest goes on. */
export async function back(job: Job): Promise<Rest> {
  const { undos, unreached } = await collect(job);
  const left: string[] = [...unreached];
  for (const { step, undo } of undos.toReversed()) {
    const passed = job.course.steps.get(step);
    if (!passed || passed.undid) continue;
    if (passed.undoTries.length >= tries) {
      left.push(step);
      continue;
    }
    const rest = await takeBack(job, step, undo, passed.undoTries.length, passed.undoTries.at(-1)?.next);
    if (rest) return rest;
  }
  const outcome = left.length > 0 ? 'stuck' : 'undone';
  const rest = left.length > 0 ? { left } : {};
  await job.write({ at: job.clock.now(), kind: 'ended', outcome, ...rest }, outcome, true);
  return { kind: 'ended' };
}

interface Undo {
  readonly step: string;
  undo(ref: Ref): Promise<void>;
}

/** Walks as far as the journal goes: every step that began is registered, whether its reply came or not. */
async function collect(job: Job): Promise<{ readonly undos: readonly Undo[]; readonly unreached: readonly string[] }> {
  const undos: Undo[] = [];
  const unreached = new Set([...job.course.steps].filter(([, passed]) => !passed.undid).map(([step]) => step));
  const walked = await walk(job.operation, job.head.input, job.world, job.course, {
    meet(call) {
      unreached.delete(call.name);
      if (call.kind !== 'step' || !call.step.undo || !job.course.steps.has(call.name)) return;
      undos.push({ step: call.name, undo: call.step.undo.bind(call.step) });
    },
    arrive: async () => ({ stop: undefined }),
  });
  // A step that began and cannot be reached any more (its cloud is not configured, the code has changed)
  // may have made something: it counts as left behind until it can be reached again.
  if (unreached.size > 0) {
    const err = walked.kind === 'threw' ? walked.error : undefined;
    job.log.error({ err, steps: [...unreached] }, 'steps cannot be reached to be taken back');
  }
  return { undos, unreached: [...unreached] };
}

async function takeBack(
  job: Job,
  step: string,
  undo: Undo['undo'],
  before: number,
  next: number | undefined,
): Promise<Rest | undefined> {
  if (next !== undefined && next > job.clock.now()) return { kind: 'parked', until: next };
  const tried = await attempt((signal) => undo(refOf(job, step, signal)), {
    signal: job.signal,
    atMost: tryAtMost,
    clock: job.clock,
  });
  if (tried.kind === 'interrupted') return { kind: 'interrupted' };
  const at = job.clock.now();
  if (tried.kind === 'made') {
    await job.write({ at, kind: 'undid', step }, 'going');
    return undefined;
  }
  // Whatever went wrong is tried again: what stays behind costs money.
  const failed = before + 1;
  const reason = reasonIn(job, step, tried.error);
  const until = failed < tries ? at + backoff(failed, tried.error) : undefined;
  await job.write(
    { at, kind: 'tried', step, undo: true, reason, ...(until === undefined ? {} : { next: until }) },
    'going',
  );
  return until === undefined ? { kind: 'turned' } : { kind: 'parked', until };
}
