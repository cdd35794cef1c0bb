import { Failure } from '../failure.ts';
import { phrase, phrases } from '../phrases.ts';
import { duration } from '../view/quantities.ts';
import { agree } from './agree.ts';
import { attempt } from './attempt.ts';
import { untilPause } from './backoff.ts';
import { calling, type Job, plain, type Rest, reasonIn, refOf } from './job.ts';
import { refuseLocked } from './locked.ts';
import { type Arrived, again, begin, did, fail, failedTry, found, tryAtMost } from './outcome.ts';
import { answerBy, waitUntil } from './waiting.ts';
import { type Call, walk } from './walk.ts';

const say = phrases({
  en: {
    late: (time: string) => `not there after ${time}`,
    lateWith: (time: string, last: string) => `not there after ${time}; the last look failed: ${last}`,
  },
  ru: {
    late: (time) => `не дождались за ${time}`,
    lateWith: (time, last) => `не дождались за ${time}; последняя проверка не удалась: ${last}`,
  },
  ko: {
    late: (time) => `${time} 동안 기다렸지만 완료되지 않았습니다`,
    lateWith: (time, last) => `${time} 동안 기다렸지만 완료되지 않았습니다. 마지막 확인 실패: ${last}`,
  },
});

type Of<K extends Call['kind']> = Extract<Call, { readonly kind: K }>;

/** Runs the code on from where the journal ends, until it is done, fails, or has to wait. */
export async function forward(job: Job): Promise<Rest> {
  let final = job.course.final !== undefined;
  const walked = await walk(job.operation, job.head.input, job.world, job.course, {
    async arrive(call): Promise<Arrived> {
      // A step that begins here is written together with the end of the one before.
      if (job.course.steps.has(call.name)) await job.flush();
      switch (call.kind) {
        case 'step':
          final ||= call.step.final === true;
          return doStep(job, call, final);
        case 'until':
          return look(job, call, final);
        case 'answer':
          return ask(job, call);
        case 'agree':
          return agree(job, call, final);
      }
    },
  });
  if (walked.kind === 'stopped') return walked.at;
  if (walked.kind === 'threw') return (await fail(job, undefined, walked.error)).stop;
  // Whoever follows it reads that the last step is done, and then how it ended.
  await job.flush();
  const value = plain(walked.value);
  await job.write({ at: job.clock.now(), kind: 'ended', outcome: 'done', value }, 'done', pings(job, value));
  return { kind: 'ended' };
}

async function doStep(job: Job, { name, step }: Of<'step'>, final: boolean): Promise<Arrived> {
  const passed = job.course.steps.get(name);
  const next = passed?.tries.at(-1)?.next;
  if (next !== undefined && next > job.clock.now()) return { stop: { kind: 'parked', until: next } };
  // Before it begins, so that a final step that is refused here has not begun.
  const kept = await keptFrom(job, name, passed !== undefined);
  if (kept) return kept;
  if (!passed || (step.final && !passed.began.final)) await begin(job, name, step.final ? { final: true } : {});
  const tried = await attempt(
    async (signal) => found(await calling(job, name, async () => step.do(refOf(job, name, signal))), step.note),
    {
      signal: job.signal,
      atMost: step.atMost ?? tryAtMost,
      clock: job.clock,
    },
  );
  if (tried.kind === 'interrupted') return { stop: { kind: 'interrupted' } };
  if (tried.kind === 'made') return did(job, name, tried.value);
  return failedTry(job, name, tried.error, final);
}

/** A lock keeps it from going on, also one that was put there while it waited for a yes. */
async function keptFrom(job: Job, name: string, begun: boolean): Promise<Arrived | undefined> {
  const disturbed = job.operation.disturbs?.(job.operation.input.parse(job.head.input)) ?? [];
  if (disturbed.length === 0) return undefined;
  await job.flush();
  const looked = await attempt(
    (signal) =>
      calling(job, name, () => refuseLocked(job.world, disturbed, { who: job.head.who, now: job.clock.now(), signal })),
    { signal: job.signal, atMost: tryAtMost, clock: job.clock },
  );
  if (looked.kind === 'made') return undefined;
  if (looked.kind === 'interrupted') return { stop: { kind: 'interrupted' } };
  const final = job.course.final !== undefined;
  // What is tried again is counted with its step.
  if (!begun && again(looked.error, final)) await begin(job, name, {});
  return failedTry(job, name, looked.error, final);
}

async function look(job: Job, { name, look, wait }: Of<'until'>, final: boolean): Promise<Arrived> {
  const since = job.course.steps.get(name)?.since ?? job.clock.now();
  if (!job.course.steps.has(name)) await begin(job, name, {});
  const seen = await attempt(
    async (signal) => {
      const value = await calling(job, name, async () => look(refOf(job, name, signal)));
      return value === undefined ? undefined : found(value, wait.note);
    },
    { signal: job.signal, atMost: tryAtMost, clock: job.clock },
  );
  if (seen.kind === 'interrupted') return { stop: { kind: 'interrupted' } };
  if (seen.kind === 'made' && seen.value) return did(job, name, seen.value);
  if (seen.kind === 'threw' && !again(seen.error, final)) return fail(job, name, seen.error);
  if (seen.kind === 'threw') job.looks.set(name, reasonIn(job, name, seen.error));
  else job.looks.delete(name);
  const elapsed = job.clock.now() - since;
  if (elapsed < wait.atMost) {
    const asked = seen.kind === 'threw' && seen.error instanceof Failure ? Math.ceil(seen.error.after ?? 0) : 0;
    const pause = Math.max(untilPause(elapsed, wait.every), asked);
    // The last look comes exactly when time is up.
    return { stop: { kind: 'parked', until: job.clock.now() + Math.min(pause, wait.atMost - elapsed) } };
  }
  if (wait.otherwise) return did(job, name, found(wait.otherwise(), wait.note));
  const last = job.looks.get(name);
  const late = new Failure('timed-out', (l) =>
    last ? say(l).lateWith(duration(wait.atMost, l), phrase(last.said)(l)) : say(l).late(duration(wait.atMost, l)),
  );
  return fail(job, name, late);
}

async function ask(job: Job, { name, ask }: Of<'answer'>): Promise<Arrived> {
  const until = answerBy(job, name, ask.atMost);
  if (!job.course.steps.has(name)) await begin(job, name, { asked: plain(ask.about) ?? {}, until });
  return waitUntil(job, name, until, ask.atMost);
}

function pings(job: Job, value: unknown): boolean {
  try {
    return (
      job.operation.tell.done(value, job.operation.input.parse(job.head.input), job.head.locale).ping !== undefined
    );
  } catch (error) {
    job.log.error({ err: error }, 'words of the ending broke');
    return false;
  }
}
