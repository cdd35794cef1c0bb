import type { Reason } from '../failure.ts';
import { attempt } from './attempt.ts';
import { backoff, tries } from './backoff.ts';
import { calling, type Job, type Rest, reasonIn, refOf } from './job.ts';
import { disturbedBack, refuseLocked } from './locked.ts';
import type { Ref } from './operation.ts';
import { walk } from './walk.ts';

const tryAtMost = 120_000;

/** Takes back what was begun, newest first. What cannot be taken back is left, named, and the rest goes on. */
export async function back(job: Job): Promise<Rest> {
  const { undos, unreached } = await collect(job);
  const left: string[] = [...unreached];
  for (const undo of undos.toReversed()) {
    const passed = job.course.steps.get(undo.step);
    if (!passed || passed.undid) continue;
    if (givenUp(undo, passed.undoTries)) {
      left.push(undo.step);
      continue;
    }
    const rest = await takeBack(job, undo, passed.undoTries);
    if (rest) return rest;
  }
  const outcome = left.length > 0 ? 'stuck' : 'undone';
  const rest = left.length > 0 ? { left } : {};
  await job.write({ at: job.clock.now(), kind: 'ended', outcome, ...rest }, outcome, true);
  return { kind: 'ended' };
}

interface Undo {
  readonly step: string;
  readonly atMost: number;
  undo(ref: Ref): Promise<void>;
}

type Tries = readonly { readonly at: number; readonly next?: number; readonly reason: Reason }[];

/** What has to settle first is a conflict, and may take its time; anything else is given up after so many tries. */
function givenUp({ atMost }: Undo, tried: Tries): boolean {
  const [first, last] = [tried[0], tried.at(-1)];
  if (!first || !last || tried.length < tries) return false;
  const refused = tried.filter(({ reason }) => reason.code !== 'conflict');
  return refused.length >= tries || last.at - first.at >= atMost;
}

/** Walks as far as the journal goes: every step that began is registered, whether its reply came or not. */
async function collect(job: Job): Promise<{ readonly undos: readonly Undo[]; readonly unreached: readonly string[] }> {
  const undos: Undo[] = [];
  const unreached = new Set([...job.course.steps].filter(([, passed]) => !passed.undid).map(([step]) => step));
  const walked = await walk(job.operation, job.head.input, job.world, job.course, {
    meet(call) {
      unreached.delete(call.name);
      if (call.kind !== 'step' || !call.step.undo || !job.course.steps.has(call.name)) return;
      const { undoAtMost: atMost = 0 } = call.step;
      undos.push({ step: call.name, atMost, undo: call.step.undo.bind(call.step) });
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

async function takeBack(job: Job, undo: Undo, before: Tries): Promise<Rest | undefined> {
  const { step } = undo;
  const next = before.at(-1)?.next;
  if (next !== undefined && next > job.clock.now()) return { kind: 'parked', until: next };
  const tried = await attempt(
    (signal) =>
      calling(
        job,
        step,
        async () => {
          const who = job.course.failed?.by ?? job.head.who;
          const asking = { who, now: job.clock.now(), signal };
          await refuseLocked(job.world, disturbedBack(job.operation, job.head, job.course), asking);
          await undo.undo(refOf(job, step, signal));
        },
        { undo: true },
      ),
    { signal: job.signal, atMost: tryAtMost, clock: job.clock },
  );
  if (tried.kind === 'interrupted') return { kind: 'interrupted' };
  const at = job.clock.now();
  if (tried.kind === 'made') {
    await job.write({ at, kind: 'undid', step }, 'going');
    return undefined;
  }
  // Whatever went wrong is tried again: what stays behind costs money.
  const reason = reasonIn(job, step, tried.error);
  const until = givenUp(undo, [...before, { at, reason }]) ? undefined : at + backoff(before.length + 1, tried.error);
  await job.write(
    { at, kind: 'tried', step, undo: true, reason, ...(until === undefined ? {} : { next: until }) },
    'going',
  );
  return until === undefined ? { kind: 'turned' } : { kind: 'parked', until };
}
