import { Failure } from '../failure.ts';
import { phrases } from '../phrases.ts';
import { duration } from '../view/quantities.ts';
import type { Job } from './job.ts';
import { type Arrived, fail } from './outcome.ts';
import { type Asking, reminderAt } from './remind.ts';

const say = phrases({
  en: { unanswered: (time: string) => `nobody answered within ${time}` },
  ru: { unanswered: (time) => `никто не ответил за ${time}` },
  ko: { unanswered: (time) => `${time} 안에 아무도 답하지 않았습니다` },
});

/** How long people are waited for: what the policy says goes over what the operation says. */
export const within = ({ head }: Job, atMost: number): number => head.approval?.within ?? atMost;

/** When it is over, from when it was last asked. */
export const answerBy = (job: Job, step: string, atMost: number): number =>
  (job.course.steps.get(step)?.since ?? job.clock.now()) + within(job, atMost);

/** Waits for a person and calls those who are asked once more on the way, or fails when time is up. */
export async function waitUntil(job: Job, step: string, until: number, atMost: number): Promise<Arrived> {
  const now = job.clock.now();
  if (now >= until)
    return fail(job, step, new Failure('timed-out', (l) => say(l).unanswered(duration(within(job, atMost), l))));
  const { since, reminded } = job.course.steps.get(step) ?? { since: now, reminded: [] };
  if (now < reminderAt(job.head, { since, reminded })) return parked(job, { since, reminded }, until);
  await job.write({ at: now, kind: 'reminded', step }, 'waiting', true);
  return { stop: { kind: 'parked', until } };
}

/** Until those who are asked are to be called once more, or time is up. */
export const parked = ({ head }: Job, asking: Asking, until: number): Arrived => ({
  stop: { kind: 'parked', until: Math.min(until, reminderAt(head, asking)) },
});
